import type { PackIndex } from './pack-index.js';

/** The place of what the index has nowhere in the pack: behind all places. */
export const NOWHERE = Number.POSITIVE_INFINITY;

/** What an order consists of, in memory that threads can share. */
export interface OrderTables {
  readonly offsets: Float64Array;
  readonly rows: Uint32Array;
  readonly entries: Uint32Array;
}

/**
 * The entries of a pack in the order in which they lie in it: entry `0` comes first. An entry ends where the next begins,
 * for a pack does not say how long the compressed bytes of an entry are.
 */
export class PackOrder {
  readonly count: number;
  /** By entry: where it begins, or `NOWHERE`. */
  readonly offsets: Float64Array;
  /** By entry: its row in the index. */
  readonly rows: Uint32Array;
  /** By row of the index: its entry. */
  readonly entries: Uint32Array;
  readonly #end: number;

  /**
   * @param start where the first entry can begin
   * @param end where the last one ends: before the checksum of the pack
   * @param tables when they were worked out already
   */
  constructor(index: PackIndex, start: number, end: number, tables?: OrderTables) {
    const { count } = index;
    this.count = count;
    this.#end = end;
    if (tables !== undefined) {
      ({ offsets: this.offsets, rows: this.rows, entries: this.entries } = tables);
      return;
    }
    const byRow = new Float64Array(count);
    for (let row = 0; row < count; row++) {
      const offset = index.offset(row);
      byRow[row] = offset >= start && offset < end ? offset : NOWHERE;
    }
    this.rows = sortedRows(byRow);
    this.offsets = new Float64Array(count);
    this.entries = new Uint32Array(count);
    for (let entry = 0; entry < count; entry++) {
      const row = this.rows[entry] as number;
      this.offsets[entry] = byRow[row] as number;
      this.entries[row] = entry;
    }
  }

  /** Where an entry ends. Those that a damaged index has at one place end together. */
  endOf(entry: number): number {
    const offset = this.offsets[entry] as number;
    let next = entry + 1;
    if (this.offsets[next] === offset) next = this.#firstFrom(offset + 1);
    return Math.min(this.offsets[next] ?? this.#end, this.#end);
  }

  /** @returns the entry that begins at this offset, -1 when none does */
  at(offset: number): number {
    const entry = this.#firstFrom(offset);
    return this.offsets[entry] === offset ? entry : -1;
  }

  /** The first entry that does not begin before the offset. */
  #firstFrom(offset: number): number {
    const { offsets } = this;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((offsets[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The rows by their offsets; of those that are at one place, the first row first. */
function sortedRows(offsets: Float64Array): Uint32Array {
  const { length } = offsets;
  if (length >= MANY && offsets.every((offset) => offset < MOST)) return rowsByDigits(offsets);
  const rows = new Uint32Array(length);
  // Sorting numbers is ten times faster than asking a function, and most offsets leave room for the row behind them.
  const unit = 2 ** Math.ceil(Math.log2(length + 1));
  const keys = new Float64Array(length);
  let largest = 0;
  for (let row = 0; row < length; row++) {
    rows[row] = row;
    keys[row] = (offsets[row] as number) * unit + row;
    largest = Math.max(largest, keys[row] as number);
  }
  if (largest > Number.MAX_SAFE_INTEGER)
    return rows.sort((a, b) => compare(offsets[a] as number, offsets[b] as number));
  keys.sort();
  for (let at = 0; at < length; at++) {
    const key = keys[at] as number;
    rows[at] = key - Math.floor(key / unit) * unit;
  }
  return rows;
}

/** The same for many rows whose offsets have 32 bits at most: sorted by their last digits, then by those before, and so on. */
function rowsByDigits(offsets: Float64Array): Uint32Array {
  const { length } = offsets;
  let [keys, rows] = [new Uint32Array(offsets), new Uint32Array(length)];
  for (let row = 0; row < length; row++) rows[row] = row;
  let [sortedKeys, sortedRows] = [new Uint32Array(length), new Uint32Array(length)];
  for (let shift = 0; shift < 32; shift += DIGIT) {
    const ends = new Uint32Array(1 << DIGIT);
    const digitOf = (key: number) => (key >>> shift) & (ends.length - 1);
    for (let at = 0; at < length; at++) {
      const digit = digitOf(keys[at] as number);
      ends[digit] = (ends[digit] as number) + 1;
    }
    for (let digit = 1; digit < ends.length; digit++)
      ends[digit] = (ends[digit] as number) + (ends[digit - 1] as number);
    for (let at = length - 1; at >= 0; at--) {
      const key = keys[at] as number;
      const digit = digitOf(key);
      const to = (ends[digit] as number) - 1;
      ends[digit] = to;
      sortedKeys[to] = key;
      sortedRows[to] = rows[at] as number;
    }
    [keys, sortedKeys] = [sortedKeys, keys];
    [rows, sortedRows] = [sortedRows, rows];
  }
  return rows;
}

/** From so many rows on, counting digits is quicker than comparing. */
const MANY = 1 << 14;
const MOST = 2 ** 32;
/** Bits of a digit. */
const DIGIT = 11;

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
