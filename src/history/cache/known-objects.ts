import type { PackIndex } from '../../git/packs/pack-index.js';

/** Notes of objects, besides the sizes of those in which nothing was found. */
export const NO_CONTENT = 0xffffffff;
export const HAS_MATCHES = 0xfffffffe;
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
  /** By number of an id: how many bytes it has, `HAS_MATCHES`, or `NO_CONTENT`. */
  readonly notes: Uint32Array;
  /** For each id that has matches, in their order: what a `MatchSummary` is written as. */
  readonly summaries: Uint8Array;

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

  /** @returns the number of an id, -1 when it is not known */
  find(id: Uint8Array): number {
    const { ids, idBytes } = this;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = middle * idBytes;
      const order = ids.compare(id, 0, idBytes, at, at + idBytes);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return -1;
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

  /** Both are sorted. In an index that is not, because it is damaged, less is known than could be. */
  #goAlong(index: PackIndex, tell: (row: number, number: number) => void): void {
    const { count, ids, idBytes } = this;
    const { bytes } = index;
    for (let row = 0, number = 0; row < index.count && number < count; ) {
      const order = compareIds(bytes, index.idAt(row), ids, number * idBytes, idBytes);
      if (order === 0) tell(row++, number++);
      else if (order < 0) row++;
      else number++;
    }
  }
}

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
