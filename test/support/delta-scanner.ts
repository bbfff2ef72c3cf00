import { DeltaScanner as OwnScanner } from '../../src/detect/delta/delta-scanner.js';
import type { Derivation } from '../../src/detect/delta/instructions.js';
import type { Engine } from '../../src/detect/engine.js';
import type { Match } from '../../src/detect/match.js';

/** How an object is put together from its base: what a scanner gets to see of it. */
export type DeltaView = Derivation;

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
  return new OwnScanner(engine);
}
