import type { Engine } from '../../src/detect/engine.js';
import type { Match } from '../../src/detect/match.js';
import type { Delta } from '../../src/git/packs/delta.js';

/** How an object is put together from its base: what a scanner gets to see of it. */
export interface DeltaView {
  readonly base: Uint8Array;
  readonly instructions: Pick<Delta, 'count' | 'copies' | 'sources' | 'ends'>;
}

/**
 * Scans objects in the order in which a walk comes to them. The base of a delta is the last object that was scanned with a
 * depth of one less.
 */
export interface DeltaScanner {
  /** @returns exactly what `Engine.scan` says of the content */
  scan(content: Uint8Array, depth: number, delta: DeltaView | undefined): Match[];
}

/** The scanner that is put to the proof, everywhere: in tests, in the fuzzer and in `bench/history-equality.js`. */
export function deltaScanner(engine: Engine): DeltaScanner {
  // Stands in until there is one that translates: every object whole.
  return { scan: (content) => engine.scan(content) };
}
