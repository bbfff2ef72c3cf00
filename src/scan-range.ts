import { ChangeScanner } from './detect/delta/change-scanner.js';
import type { Engine } from './detect/engine.js';
import { everyPart } from './detect/pairs.js';
import { CONFIDENCES } from './detect/pattern.js';
import type { Result } from './policy/result.js';
import { isReported, type Wanted } from './policy/wanted.js';
import { listsComments, type ScanOptions, scan, wantedIn } from './scan.js';
import { type ObjectRange, type RangeCounts, type RangeOptions, RangeSource } from './sources/range.js';

export interface RangeScanOptions extends ScanOptions, Pick<RangeOptions, 'limits' | 'cwd'> {}

export interface RangeResult {
  readonly result: Result;
  readonly counts: Readonly<RangeCounts>;
}

/**
 * Scans what a range brings. Everything is searched once; only where there is something to tell is it asked where that
 * stands and what stood there before, and searched again with that known.
 *
 * @throws RangeLimitError when there is more than the limits allow
 * @throws GitFailedError when the range is not made of whole ids
 */
export async function scanRange(
  range: ObjectRange,
  engine: Engine,
  options: RangeScanOptions = {},
): Promise<RangeResult> {
  const sieve = new Sieve(engine, wantedIn(options));
  const { limits, cwd } = options;
  const source = new RangeSource(range, { isSuspect: sieve.isSuspect, limits, ...(cwd !== undefined && { cwd }) });
  const { stats, ...result } = await scan(source, engine, options);
  const { objects, bytes } = source.counts;
  const belowConfidence = stats.belowConfidence + sieve.belowConfidence;
  return { result: { ...result, stats: { ...stats, objects, bytes, belowConfidence } }, counts: source.counts };
}

/** Tells bytes in which there is something to tell from those in which there is nothing. */
class Sieve {
  /** Matches in what is new and was not suspect. */
  belowConfidence = 0;
  readonly #engine: Engine;
  readonly #wanted: Wanted;
  readonly #least: number;
  readonly #changes: ChangeScanner;

  constructor(engine: Engine, wanted: Wanted) {
    this.#engine = engine;
    this.#changes = new ChangeScanner(engine);
    this.#wanted = wanted;
    this.#least = CONFIDENCES.indexOf(wanted.minConfidence ?? 'medium');
  }

  /** What could not be looked into is suspect too: the second search tells of it. */
  readonly isSuspect = (bytes: Buffer, before?: Buffer): boolean => {
    // A comment that excuses something is told with its place, too, and it need not stand near anything.
    if (listsComments(bytes, this.#wanted)) return true;
    if (before !== undefined && !this.#changes.mayHoldNew(before, bytes)) return false;
    let isCut = false;
    const found = this.#engine.scan(bytes, () => {
      isCut = true;
    });
    if (isCut) return true;
    if (found.length === 0) return false;
    const reported = found.filter((match) => isReported(match, this.#wanted));
    if (everyPart(found).some(({ confidence }) => CONFIDENCES.indexOf(confidence) >= this.#least))
      return reported.length > 0;
    this.belowConfidence += reported.length;
    return false;
  };
}
