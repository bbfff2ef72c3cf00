import { instructionOf } from './description-text.js';
import type { ImagePlace } from './image-place.js';
import { items, type Json, property, text } from './json-leaves.js';
import type { LayerNames } from './layer-names.js';
import type { Image } from './manifests.js';

/** A layer that was read. */
export interface ReadLayer {
  readonly digest: string;
  readonly names: LayerNames;
  /** It is not compressed. */
  readonly isPlain: boolean;
}

/** Something that was found in a layer, of which the rest is told when all was read. */
interface FoundInLayer {
  readonly place: ImagePlace;
  /** The member that is the layer. */
  readonly layer: string;
  /** In the image. */
  readonly path: string;
}

/**
 * What is known of a place only when the whole image was read: which layer of how many it is, what made it, whether a later
 * one hides the file. Layers come in any order, and what says their order comes behind them.
 */
export class ImageStory {
  readonly #found: FoundInLayer[] = [];

  /** @returns what is told of the place; complete when `tell` was called */
  found(layer: string, path: string): ImagePlace {
    const place: ImagePlace = {};
    this.#found.push({ place, layer, path });
    return place;
  }

  tell(images: readonly Image[], layers: ReadonlyMap<string, ReadLayer>, documents: ReadonlyMap<string, Json>): void {
    const standing = standingsOf(images, documents);
    for (const { place, layer, path } of this.#found) {
      const { digest } = layers.get(layer) as ReadLayer;
      const [first] = standing.get(layer) ?? [];
      place.layer = { ...(first !== undefined && { index: first.index + 1, of: first.of }), digest };
      if (first === undefined) continue;
      const { image, instruction } = first;
      Object.assign(place, namesOf(image, documents), instruction !== undefined && { instruction });
      const count = new Set(standing.get(layer)?.map((each) => each.image)).size;
      if (count > 1) place.images = count;
      const hidden = hiddenIn(standing.get(layer) ?? [], layers, path);
      if (hidden !== undefined) place.hidden = hidden;
    }
  }
}

/** A layer in an image. */
interface Standing {
  readonly image: Image;
  readonly index: number;
  readonly of: number;
  readonly instruction: string | undefined;
}

/** For each layer where it stands in which images. */
function standingsOf(images: readonly Image[], documents: ReadonlyMap<string, Json>): Map<string, Standing[]> {
  const standings = new Map<string, Standing[]>();
  for (const image of images.filter(({ isAttestation }) => !isAttestation)) {
    const instructions = instructionsOf(image, documents);
    for (const [index, layer] of image.layers.entries()) {
      if (layer === undefined) continue;
      const standing = { image, index, of: image.layers.length, instruction: instructions[index] };
      const others = standings.get(layer);
      if (others === undefined) standings.set(layer, [standing]);
      else if (others.length < MOST_IMAGES) others.push(standing);
    }
  }
  return standings;
}

/** Of more images that share a layer nothing more is asked. */
const MOST_IMAGES = 1000;

/**
 * What made each layer. The history has an entry for each of them, and entries that made none say so; where the numbers do
 * not agree nobody can tell which is which.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#properties
 */
function instructionsOf({ config, layers }: Image, documents: ReadonlyMap<string, Json>): (string | undefined)[] {
  const history = items(property(config === undefined ? undefined : documents.get(config), 'history'));
  const made = history.filter((entry) => property(entry, 'empty_layer') !== true);
  return made.length === layers.length ? made.map(instructionOf) : [];
}

/** What an image is called, and what it runs on. */
export function namesOf(image: Image, documents: ReadonlyMap<string, Json>): Pick<ImagePlace, 'name' | 'platform'> {
  const [name] = image.tags;
  const config = image.config === undefined ? undefined : documents.get(image.config);
  const parts = ['os', 'architecture', 'variant'].flatMap((key) => text(property(config, key)) ?? []);
  const platform = image.platform ?? (parts.length > 0 ? parts.join('/') : undefined);
  return { ...(name !== undefined && { name }), ...(platform !== undefined && { platform }) };
}

/** Hidden is what no image shows that has it. */
function hiddenIn(
  standings: readonly Standing[],
  layers: ReadonlyMap<string, ReadLayer>,
  path: string,
): ImagePlace['hidden'] {
  let first: ImagePlace['hidden'];
  for (const { image, index } of standings) {
    const hidden = hiddenAbove(image, index, layers, path);
    if (hidden === undefined) return undefined;
    first ??= hidden;
  }
  return first;
}

function hiddenAbove(
  image: Image,
  index: number,
  layers: ReadonlyMap<string, ReadLayer>,
  path: string,
): ImagePlace['hidden'] {
  for (let by = index + 1; by < image.layers.length; by++) {
    const above = image.layers[by];
    const how = above === undefined ? undefined : layers.get(above)?.names.hides(path);
    if (how !== undefined) return { by: by + 1, how };
  }
  return undefined;
}

/**
 * What is wrong with layers, by what the configurations say of them: one that is no tar, and was read as it is, and one that
 * is not compressed and has another digest than its content should have. Of compressed ones the manifest tells the digest.
 *
 * @returns sentences without their full stops
 */
export function otherLayers(
  images: readonly Image[],
  layers: ReadonlyMap<string, ReadLayer>,
  documents: ReadonlyMap<string, Json>,
): Set<string> {
  const reasons = new Set<string>();
  for (const image of images) {
    const rootfs = property(image.config === undefined ? undefined : documents.get(image.config), 'rootfs');
    if (image.isAttestation || rootfs === undefined) continue;
    const expected = items(property(rootfs, 'diff_ids'));
    for (const [index, name] of image.layers.entries()) {
      if (name === undefined) continue;
      const layer = layers.get(name);
      const digest = expected[index];
      if (layer === undefined) reasons.add(`layer ${index + 1} is no tar, and was scanned as it is`);
      else if (layer.isPlain && typeof digest === 'string' && digest !== layer.digest)
        reasons.add(`layer ${index + 1} has another digest than the configuration says`);
    }
  }
  return reasons;
}
