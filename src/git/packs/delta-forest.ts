import type { ObjectType } from '../cat-file-parser.js';
import { WHOLE_TYPES } from './pack-entry.js';
import type { PackFile } from './pack-file.js';
import { NOWHERE } from './pack-order.js';
import { baseEntry } from './packed-object.js';
import { shared } from './shared-memory.js';
import { unreadReason } from './unread-error.js';

/** Entries that are put together from each other: a whole object, and all deltas that lead back to it. */
export interface DeltaTree {
  /** Its entries are those at the places `first` to `end - 1` of the walk. */
  readonly first: number;
  readonly end: number;
  /** What all its objects are; undefined when its root is a delta of an object elsewhere, or damaged. */
  readonly type: ObjectType | undefined;
  /** Bytes that its entries take in the pack. */
  readonly packedBytes: number;
}

/** What a forest consists of, in memory that threads can share. */
export interface ForestTables {
  readonly walk: Uint32Array;
  readonly branch: Uint32Array;
  readonly types: Uint8Array;
  readonly circular: readonly number[];
}

const NONE = 0xffffffff;
/** In place of a base: nobody asked for the entry. */
const LEFT_OUT = 0xfffffffe;

/**
 * Which entry of a pack is a delta of which other one, as trees in the order of their roots in the pack.
 *
 * The walk through a tree comes to a base before its deltas, and to the largest branch of a base last. So whoever gives
 * up a base with its last branch holds as many objects at once as the logarithm of the tree's size, however deep it is:
 * each base that is still held has a branch ahead that is no smaller than what was left behind.
 */
export class DeltaForest {
  readonly pack: PackFile;
  /** By place in the walk: the entry there. */
  readonly walk: Uint32Array;
  /** By place in the walk: how many places from there on its branch has, itself included. */
  readonly branch: Uint32Array;
  /** By entry: what it is, as a number of `WHOLE_TYPES`; 0 for deltas and what is damaged. */
  readonly #types: Uint8Array;
  /** Entries that are deltas of each other in a circle, or of one in it: no tree has them. */
  readonly circular: readonly number[];

  /**
   * Reads the headers of all entries, in one pass over the pack; or those of some, and of what they are deltas of.
   *
   * @param tables when another thread has done that
   * @param isWanted of which entries it is made, with their bases; by default of all
   */
  constructor(pack: PackFile, tables?: ForestTables, isWanted: (entry: number) => boolean = () => true) {
    this.pack = pack;
    if (tables !== undefined) {
      ({ walk: this.walk, branch: this.branch, types: this.#types, circular: this.circular } = tables);
      return;
    }
    const { count } = pack.order;
    const bases = new Uint32Array(count).fill(LEFT_OUT);
    this.#types = new Uint8Array(count);
    let known = 0;
    for (let entry = 0; entry < count; entry++)
      if (isWanted(entry))
        for (let at = entry; at !== NONE && bases[at] === LEFT_OUT; known++) at = bases[at] = this.#readHeader(at);
    const { starts, deltas } = byBase(bases);
    const queue = breadthFirst(bases, starts, deltas);
    const sizes = branchSizes(bases, queue);
    this.walk = new Uint32Array(queue.length);
    this.branch = new Uint32Array(queue.length);
    this.#placeAll(bases, queue, sizes, starts, deltas);
    this.circular = queue.length === known ? [] : missingFrom(queue, bases);
  }

  /** The forest for other threads. */
  lend(): ForestTables {
    return {
      walk: shared(this.walk),
      branch: shared(this.branch),
      types: shared(this.#types),
      circular: this.circular,
    };
  }

  /**
   * Its trees, in the order in which their roots lie in the pack.
   *
   * @param from place of the root of the first one
   * @param to place behind the last one
   */
  *trees(from = 0, to = this.walk.length): Generator<DeltaTree> {
    const { order } = this.pack;
    for (let first = from; first < to; ) {
      const end = first + (this.branch[first] as number);
      let packedBytes = 0;
      for (let place = first; place < end; place++) {
        const entry = this.walk[place] as number;
        const offset = order.offsets[entry] as number;
        if (offset !== NOWHERE) packedBytes += order.endOf(entry) - offset;
      }
      yield { first, end, type: WHOLE_TYPES[this.#types[this.walk[first] as number] as number], packedBytes };
      first = end;
    }
  }

  /** @returns its base. What cannot be read becomes a root: whoever walks there learns why */
  #readHeader(entry: number): number {
    try {
      const { type } = this.pack.readHeader(entry);
      if (type === undefined) return baseEntry(this.pack, entry) ?? NONE;
      this.#types[entry] = WHOLE_TYPES.indexOf(type);
    } catch (error) {
      if (unreadReason(error) === undefined) throw error;
    }
    return NONE;
  }

  /** Gives every entry its place in the walk: behind its base, and behind all smaller branches of it. */
  #placeAll(
    bases: Uint32Array,
    queue: Uint32Array,
    sizes: Uint32Array,
    starts: Uint32Array,
    deltas: Uint32Array,
  ): void {
    const places = new Uint32Array(sizes.length);
    let nextRoot = 0;
    const put = (entry: number, place: number) => {
      places[entry] = place;
      this.walk[place] = entry;
      this.branch[place] = sizes[entry] as number;
      return place + (sizes[entry] as number);
    };
    for (const base of queue) {
      if (bases[base] === NONE) nextRoot = put(base, nextRoot);
      const [from, to] = [starts[base] as number, starts[base + 1] as number];
      if (from === to) continue;
      let largest = from;
      for (let at = from; at < to; at++)
        if ((sizes[deltas[at] as number] as number) >= (sizes[deltas[largest] as number] as number)) largest = at;
      let place = (places[base] as number) + 1;
      for (let at = from; at < to; at++) if (at !== largest) place = put(deltas[at] as number, place);
      put(deltas[largest] as number, place);
    }
  }
}

/** The deltas of each entry, one entry's behind the other's: those of `entry` are `starts[entry]` to `starts[entry + 1] - 1`. */
function byBase(bases: Uint32Array): { starts: Uint32Array; deltas: Uint32Array } {
  const starts = new Uint32Array(bases.length + 2);
  for (const base of bases) if (base < LEFT_OUT) starts[base + 2] = (starts[base + 2] as number) + 1;
  for (let entry = 2; entry < starts.length; entry++)
    starts[entry] = (starts[entry] as number) + (starts[entry - 1] as number);
  const deltas = new Uint32Array(starts.at(-1) as number);
  for (let entry = 0; entry < bases.length; entry++) {
    const base = bases[entry] as number;
    if (base >= LEFT_OUT) continue;
    const at = starts[base + 1] as number;
    deltas[at] = entry;
    starts[base + 1] = at + 1;
  }
  return { starts, deltas };
}

/** All entries that lead back to a root, bases before their deltas. What is in a circle is not among them. */
function breadthFirst(bases: Uint32Array, starts: Uint32Array, deltas: Uint32Array): Uint32Array {
  const queue = new Uint32Array(bases.length);
  let length = 0;
  for (let entry = 0; entry < bases.length; entry++) if (bases[entry] === NONE) queue[length++] = entry;
  for (let at = 0; at < length; at++) {
    const base = queue[at] as number;
    for (let i = starts[base] as number; i < (starts[base + 1] as number); i++) queue[length++] = deltas[i] as number;
  }
  return queue.subarray(0, length);
}

/** By entry: how many entries its branch has, itself included. */
function branchSizes(bases: Uint32Array, queue: Uint32Array): Uint32Array {
  const sizes = new Uint32Array(bases.length);
  for (let at = queue.length - 1; at >= 0; at--) {
    const entry = queue[at] as number;
    const size = (sizes[entry] as number) + 1;
    sizes[entry] = size;
    const base = bases[entry] as number;
    if (base !== NONE) sizes[base] = (sizes[base] as number) + size;
  }
  return sizes;
}

function missingFrom(queue: Uint32Array, bases: Uint32Array): number[] {
  const isThere = bases.map((base) => (base === LEFT_OUT ? 1 : 0));
  for (const entry of queue) isThere[entry] = 1;
  return Array.from(isThere.keys()).filter((entry) => isThere[entry] === 0);
}
