import type { Gap, Source, SourceBlob, SourceChunk } from './source.js';

/** Several sources that know no history, as one: what they give comes in the order in which they are named. */
export function inTurn(sources: readonly Pick<Source, 'blobs'>[]): Source {
  return {
    onlyNew: false,
    async *blobs(): AsyncGenerator<SourceBlob | SourceChunk | Gap> {
      for (const source of sources) yield* source.blobs();
    },
  };
}
