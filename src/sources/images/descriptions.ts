import type { SourceBlob } from '../source.js';
import { configTexts, type DescriptionText, manifestTexts } from './description-text.js';
import type { ImagePlace } from './image-place.js';
import type { Shown } from './image-reader.js';
import { namesOf } from './image-story.js';
import type { Json } from './json-leaves.js';
import type { Described, Image } from './manifests.js';
import { isConfig } from './member-list.js';

/** What images say of themselves, each document once: environment, labels, history, annotations, and all else. */
export function* descriptions(
  { images, manifests, indexes }: Described,
  { documents }: { readonly documents: ReadonlyMap<string, Json> },
  shown: Shown,
): Generator<SourceBlob> {
  const byConfig = new Map<string, Image>();
  for (const image of images)
    if (image.config !== undefined && !byConfig.has(image.config)) byConfig.set(image.config, image);
  for (const [name, document] of documents) {
    if (manifests.has(name)) yield* blobs(manifestTexts(document, 'manifest'), shown, {});
    else if (indexes.has(name)) yield* blobs(manifestTexts(document, 'index'), shown, {});
    else if (isConfig(document)) {
      const image = byConfig.get(name);
      yield* blobs(configTexts(document), shown, image === undefined ? {} : namesOf(image, documents));
    }
  }
}

function* blobs(texts: readonly DescriptionText[], shown: Shown, names: ImagePlace): Generator<SourceBlob> {
  for (const { what, bytes, entryAt } of texts) {
    const place = { path: `${shown.path}!<${what}>`, container: shown.container };
    yield { kind: 'blob', bytes, places: [{ ...place, image: (line: number) => ({ ...names, ...entryAt(line) }) }] };
  }
}
