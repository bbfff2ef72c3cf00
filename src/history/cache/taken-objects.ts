import type { Match } from '../../detect/match.js';
import { doubled } from '../../doubled.js';
import type { ObjectType } from '../../git/object-reader.js';
import { LARGEST_REMEMBERED } from './known-objects.js';
import { SUMMARY_BYTES, summaryOf } from './match-summary.js';

/** The objects of a batch that were searched to their ends, in a form that threads can hand over. */
export interface Taken {
  /** Their numbers in the pack, or among the loose files. */
  readonly entries: Uint32Array;
  /** How many bytes each of them has. */
  readonly sizes: Uint32Array;
  /** For each of them: 1 when it is a commit. */
  readonly commits: Uint8Array;
  /** Places in `entries` of those in which something was found. */
  readonly matched: Uint32Array;
  /** For each of these, its summary. */
  readonly summaries: Uint8Array;
}

export const NOTHING_TAKEN: Taken = {
  entries: new Uint32Array(0),
  sizes: new Uint32Array(0),
  commits: new Uint8Array(0),
  matched: new Uint32Array(0),
  summaries: new Uint8Array(0),
};

/** Writes down which objects were searched, while they are. */
export class TakenObjects {
  #entries = new Uint32Array(1 << 10);
  #sizes = new Uint32Array(1 << 10);
  #commits = new Uint8Array(1 << 10);
  #count = 0;
  #matched: number[] = [];
  #summaries: Uint8Array[] = [];

  /** @param entry undefined when it is from no batch */
  add(entry: number | undefined, type: ObjectType, size: number, found: readonly Match[]): void {
    if (entry === undefined || size >= LARGEST_REMEMBERED) return;
    if (this.#count === this.#entries.length) {
      this.#entries = doubled(this.#entries);
      this.#sizes = doubled(this.#sizes);
      this.#commits = doubled(this.#commits);
    }
    if (found.length > 0) {
      this.#matched.push(this.#count);
      this.#summaries.push(summaryOf(size, found));
    }
    this.#commits[this.#count] = type === 'commit' ? 1 : 0;
    this.#entries[this.#count] = entry;
    this.#sizes[this.#count++] = size;
  }

  /** What was written down, once. */
  take(): Taken {
    const summaries = new Uint8Array(this.#summaries.length * SUMMARY_BYTES);
    for (const [number, summary] of this.#summaries.entries()) summaries.set(summary, number * SUMMARY_BYTES);
    const taken = {
      entries: this.#entries.slice(0, this.#count),
      sizes: this.#sizes.slice(0, this.#count),
      commits: this.#commits.slice(0, this.#count),
      matched: Uint32Array.from(this.#matched),
      summaries,
    };
    this.#count = 0;
    [this.#matched, this.#summaries] = [[], []];
    return taken;
  }
}
