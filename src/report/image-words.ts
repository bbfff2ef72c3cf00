import type { Location } from '../policy/finding.js';
import type { ImagePlace } from '../sources/images/image-place.js';
import { count } from './summary.js';

/** Of a digest so much, as docker shows it. */
const SHORT = 12;
/** Of an instruction so much is told to a person. */
const LONGEST = 120;

/** What is told of a place in a container image beside the place itself; nothing for any other. */
export function imageWords({ image }: Location): string[] {
  if (image === undefined) return [];
  const { name, platform, instruction, element, images } = image;
  return [
    ...layerWords(image),
    ...(name === undefined ? [] : [`image ${name}`]),
    ...(platform === undefined ? [] : [`for ${platform}`]),
    ...(instruction === undefined ? [] : [`${element === undefined ? 'made by ' : ''}${short(instruction)}`]),
    ...(images === undefined ? [] : [`in ${count(images, 'image')}`]),
    ...hiddenWords(image),
  ];
}

function layerWords({ layer }: ImagePlace): string[] {
  if (layer === undefined) return [];
  const { index, of, digest } = layer;
  const id = digest.slice(digest.indexOf(':') + 1).slice(0, SHORT);
  return [index === undefined ? `layer ${id}, which no manifest names` : `layer ${index} of ${of} (${id})`];
}

function hiddenWords({ hidden }: ImagePlace): string[] {
  return hidden === undefined ? [] : [`${hidden.how} by layer ${hidden.by}, still in the image`];
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
