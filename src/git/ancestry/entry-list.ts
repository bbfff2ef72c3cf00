import { doubled } from '../../doubled.js';

/** What stands in a list for an entry that leads nowhere: it only says that one begins there. */
export const MILESTONE = -1;

/**
 * Where some entries of a tree begin, in their order, and which ones lead to something. One that leads to two things is in
 * it twice.
 */
export class EntryList {
  offsets = new Uint32Array(64);
  /** Numbers of entries, or `MILESTONE`. */
  entries = new Int32Array(64);
  count = 0;
  /** The row in which the tree was noted. */
  row = -1;
  /** It was not read to its end. */
  isBroken = false;

  clear(): void {
    this.count = 0;
    this.isBroken = false;
  }

  push(offset: number, entry: number): void {
    if (this.count === this.offsets.length) this.#grow();
    this.offsets[this.count] = offset;
    this.entries[this.count++] = entry;
  }

  /** Entries of another list, from one place of it to before another, all moved by as many bytes. */
  take({ offsets, entries }: EntryList, from: number, to: number, by: number): void {
    while (this.count + to - from > this.offsets.length) this.#grow();
    for (let i = from, at = this.count; i < to; i++, at++) {
      this.offsets[at] = (offsets[i] as number) + by;
      this.entries[at] = entries[i] as number;
    }
    this.count += to - from;
  }

  #grow(): void {
    this.offsets = doubled(this.offsets);
    this.entries = doubled(this.entries);
  }
}
