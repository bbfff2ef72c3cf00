import type { ImagePlace } from '../sources/images/image-place.js';
import { instructionParts } from '../sources/images/instruction.js';
import type { SecretMask } from './secret-mask.js';

/** Of an instruction so much is told: what it is begins it. In UTF-16 units. */
const LONGEST_INSTRUCTION = 1000;
/** A longer one is not even searched for secrets. */
const LONGEST_SEARCHED = 1 << 16;

/** A place in an image with every secret masked that its names or its instruction hold. White space is told as one blank. */
export function imageWithoutSecrets(image: ImagePlace, mask: SecretMask): ImagePlace {
  const { name, platform, element, instruction } = image;
  return {
    ...image,
    ...(name !== undefined && { name: mask.hideInName(name) }),
    ...(platform !== undefined && { platform: mask.hideInName(platform) }),
    ...(element !== undefined && { element: cut(mask.hideInName(element)) }),
    ...(instruction !== undefined && { instruction: instructionWithoutSecrets(instruction, mask) }),
  };
}

function instructionWithoutSecrets(instruction: string, mask: SecretMask): string {
  if (instruction.length > LONGEST_SEARCHED) return `an instruction of ${instruction.length} characters`;
  // What is assigned is judged by itself, and so it is here.
  const parts = instructionParts(instruction).map(({ text }) => mask.hideInName(text));
  return cut(mask.hideInName(parts.join('')).replace(/\s+/g, ' ').trim());
}

function cut(text: string): string {
  return text.length > LONGEST_INSTRUCTION ? `${text.slice(0, LONGEST_INSTRUCTION)}…` : text;
}
