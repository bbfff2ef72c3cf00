import { doubled } from '../../doubled.js';
import type { Match } from '../match.js';

/** What a place is, when it is no literal of that number. */
export const RUN = 0xffffffff;
export const LONG_RUN = 0xfffffffe;
export const ESCAPE = 0xfffffffd;

/** A match, and the number of the place that it belongs to. */
export interface PlacedMatch {
  readonly place: number;
  readonly match: Match;
}

/**
 * What a search of a text came by, matches or not: all that a search of a text made from it need not look for again. By
 * rising offset, in arrays that are used again for the next text.
 */
export class Trace {
  count = 0;
  /** By place: where it begins; the number of its literal or what it is; and where it ends, when it is a run. */
  offsets = new Uint32Array(256);
  kinds = new Uint32Array(256);
  ends = new Uint32Array(256);
  /** By place: 1 when it took a closer look to judge it. */
  isDeep = new Uint8Array(256);
  /** By rising number of their places. */
  matches: PlacedMatch[] = [];
  /** How many of the places are long runs and escapes. */
  encoded = 0;
  /** There is a NUL in the text. */
  hasNul = false;

  clear(): void {
    this.count = 0;
    this.encoded = 0;
    this.matches = [];
    this.hasNul = false;
  }

  /** @returns the number of the place */
  add(offset: number, kind: number, end: number): number {
    if (this.count === this.offsets.length) this.#grow();
    const at = this.count++;
    this.offsets[at] = offset;
    this.kinds[at] = kind;
    this.ends[at] = end;
    this.isDeep[at] = 0;
    if (kind === LONG_RUN || kind === ESCAPE) this.encoded++;
    return at;
  }

  /** The first place at an offset or behind it. */
  firstFrom(offset: number): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.offsets[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The number of the place of a kind at an offset; -1 when there is none. */
  placeOf(offset: number, kind: number): number {
    for (let place = this.firstFrom(offset); place < this.count && this.offsets[place] === offset; place++)
      if (this.kinds[place] === kind) return place;
    return -1;
  }

  /** The index of the first match of a place with this number or a larger one. */
  firstMatchFrom(place: number): number {
    let [low, high] = [0, this.matches.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.matches[middle] as PlacedMatch).place < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Sorts the places from a number on by offset. */
  sortFrom(first: number): void {
    const { offsets } = this;
    let isSorted = true;
    for (let at = first + 1; at < this.count && isSorted; at++)
      isSorted = (offsets[at - 1] as number) <= (offsets[at] as number);
    if (!isSorted) this.#sort(first);
  }

  /** Numbers are sorted ten times faster than by a function: an offset with the place it was at behind it. */
  #sort(first: number): void {
    const size = this.count - first;
    const keys = new Float64Array(size);
    for (let at = 0; at < size; at++) keys[at] = (this.offsets[first + at] as number) * size + at;
    keys.sort();
    const [offsets, kinds, ends] = [this.offsets, this.kinds, this.ends].map((array) => array.slice(first, this.count));
    for (let at = 0; at < size; at++) {
      const from = (keys[at] as number) % size;
      this.offsets[first + at] = (offsets as Uint32Array)[from] as number;
      this.kinds[first + at] = (kinds as Uint32Array)[from] as number;
      this.ends[first + at] = (ends as Uint32Array)[from] as number;
    }
  }

  #grow(): void {
    this.offsets = doubled(this.offsets);
    this.kinds = doubled(this.kinds);
    this.ends = doubled(this.ends);
    this.isDeep = doubled(this.isDeep);
  }
}
