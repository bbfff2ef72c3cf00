import type { PackIndex } from '../../git/packs/pack-index.js';

/** Notes of objects, besides the sizes of those in which nothing was found. That of trees is `NO_CONTENT`. */
export const NO_CONTENT = 0xffffffff;
export const HAS_MATCHES = 0xfffffffe;
/** It is there, and is read every time: it could not be read, or not be searched to its end, or only in pieces. */
export const READ_AGAIN = 0xfffffffd;
/** An object of more bytes is not remembered. */
export const LARGEST_REMEMBERED = 0xfffffff0;

/**
 * What a scan leaves behind: which objects it has looked at, and what came of each. Their ids are kept whole: of two
 * objects that begin alike, one could hide the other.
 */
export class KnownObjects {
  readonly idBytes: number;
  /** Ids in ascending order, each once. */
  readonly ids: Buffer;
  /** By number of an id: how many bytes it has, `HAS_MATCHES`, `NO_CONTENT` or `READ_AGAIN`. */
  readonly notes: Uint32Array;
  /** For each id that has matches, in their order: what a `MatchSummary` is written as. */
  readonly summaries: Uint8Array;
  #beginnings: Uint32Array | undefined;

  constructor(idBytes: number, ids: Buffer, notes: Uint32Array, summaries: Uint8Array) {
    this.idBytes = idBytes;
    this.ids = ids;
    this.notes = notes;
    this.summaries = summaries;
  }

  static none(idBytes: number): KnownObjects {
    return new KnownObjects(idBytes, Buffer.alloc(0), new Uint32Array(0), new Uint8Array(0));
  }

  get count(): number {
    return this.notes.length;
  }

  hexId(number: number): string {
    return this.ids.toString('hex', number * this.idBytes, (number + 1) * this.idBytes);
  }

  /**
   * @param id or bytes that hold it
   * @param from where it begins in them
   * @returns the number of an id, -1 when it is not known
   */
  find(id: Uint8Array, from = 0): number {
    this.#beginnings ??= this.#countBeginnings();
    const beginning = ((id[from] as number) << 8) | (id[from + 1] as number);
    let low = this.#beginnings[beginning] as number;
    let high = this.#beginnings[beginning + 1] as number;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = this.#compare(middle * this.idBytes, id, from);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return -1;
  }

  #compare(at: number, id: Uint8Array, from: number): number {
    const { ids, idBytes } = this;
    for (let i = 2; i < idBytes; i++) {
      const order = (ids[at + i] as number) - (id[from + i] as number);
      if (order !== 0) return order;
    }
    return 0;
  }

  /** By the first two bytes of an id: the number of the first that begins so, or later. */
  #countBeginnings(): Uint32Array {
    const { ids, idBytes, count } = this;
    const beginnings = new Uint32Array((1 << 16) + 1);
    for (let number = 0; number < count; number++) {
      const beginning = ids.readUInt16BE(number * idBytes);
      beginnings[beginning + 1] = (beginnings[beginning + 1] as number) + 1;
    }
    for (let at = 1; at < beginnings.length; at++)
      beginnings[at] = (beginnings[at] as number) + (beginnings[at - 1] as number);
    return beginnings;
  }

  /** Tells of each row of an index that is known which number it has here. */
  eachKnown(index: PackIndex, tell: (row: number, number: number) => void): void {
    if (index.count * SPARSE < this.count) this.#lookUp(index, tell);
    else this.#goAlong(index, tell);
  }

  #lookUp(index: PackIndex, tell: (row: number, number: number) => void): void {
    for (let row = 0; row < index.count; row++) {
      const number = this.find(index.id(row));
      if (number !== -1) tell(row, number);
    }
  }

  /** Whether the same ids follow in both from here on. */
  #isRun(index: PackIndex, row: number, number: number): boolean {
    const { ids, idBytes } = this;
    if (row + RUN > index.count || number + RUN > this.count) return false;
    const [from, at, length] = [index.idAt(row), number * idBytes, RUN * idBytes];
    // In a version 1 index other bytes stand between the ids.
    if (index.idAt(row + RUN) - from !== length) return false;
    return ids.compare(index.bytes, from, from + length, at, at + length) === 0;
  }

  /** Both are sorted. In an index that is not, because it is damaged, less is known than could be. */
  #goAlong(index: PackIndex, tell: (row: number, number: number) => void): void {
    const { count, ids, idBytes } = this;
    const { bytes } = index;
    for (let row = 0, number = 0; row < index.count && number < count; ) {
      if (this.#isRun(index, row, number)) {
        for (const end = row + RUN; row < end; ) tell(row++, number++);
        continue;
      }
      const order = compareIds(bytes, index.idAt(row), ids, number * idBytes, idBytes);
      if (order === 0) tell(row++, number++);
      else if (order < 0) row++;
      else number++;
    }
  }
}

/** So many are compared at once: nearly always the whole index is known. */
const RUN = 128;

/** So many times more ids than rows make looking up each row quicker than going along all of them. */
const SPARSE = 32;

/** The first four bytes nearly always tell. */
export function compareIds(a: Buffer, atA: number, b: Buffer, atB: number, idBytes: number): number {
  for (let byte = 0; byte < idBytes; byte += 4) {
    const difference = a.readUInt32BE(atA + byte) - b.readUInt32BE(atB + byte);
    if (difference !== 0) return difference;
  }
  return 0;
}
