import type { Delta } from '../packs/delta.js';

/** The ranges that a delta copies; those that continue each other are one. */
export class CopiedRanges {
  start = 0;
  end = 0;
  source = 0;
  readonly #delta: Delta;
  #at = 0;

  constructor(delta: Delta) {
    this.#delta = delta;
  }

  next(): boolean {
    const { count, copies, sources, ends } = this.#delta;
    let at = this.#at;
    while (at < count && copies[at] === 0) at++;
    if (at === count) return false;
    this.start = at === 0 ? 0 : (ends[at - 1] as number);
    this.source = sources[at] as number;
    this.end = ends[at++] as number;
    while (at < count && copies[at] === 1 && sources[at] === this.source + this.end - this.start)
      this.end = ends[at++] as number;
    this.#at = at;
    return true;
  }
}
