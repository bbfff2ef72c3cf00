import type { Confidence } from '../pattern.js';
import type { Candidate } from './candidate.js';

/** Candidates that are remembered; then it begins anew. */
const MOST = 8192;

/**
 * Remembers what was said of candidates. Those of a file come again in each of its versions, and to weigh one takes as
 * long as to search some kilobytes.
 */
export class Verdicts {
  readonly #known = new Map<string, Confidence | undefined>();

  /** @param judge is asked when a candidate is met for the first time; goes by nothing but the candidate */
  of(candidate: Candidate, judge: (candidate: Candidate) => Confidence | undefined): Confidence | undefined {
    const key = keyOf(candidate);
    const known = this.#known.get(key);
    if (known !== undefined || this.#known.has(key)) return known;
    const verdict = judge(candidate);
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(key, verdict);
    return verdict;
  }
}

/** All that has a say. What stands before the name has no NUL at the same place as another's, whatever the parts are. */
function keyOf({ syntax, quote, wrapper, spaced, start, nameEnd, name, value, before, after }: Candidate): string {
  const lengths = `${before.length} ${name.text.length} ${value.length} ${start - nameEnd}`;
  return `${syntax}${quote}${wrapper} ${spaced ? 1 : 0} ${lengths} ${before}${name.text}${value}${after}`;
}
