import type { Delta } from '../packs/delta.js';
import type { StoredObject } from '../packs/stored-object.js';
import { EntryList, MILESTONE } from './entry-list.js';
import { IdTable } from './id-table.js';
import { NameTable } from './name-table.js';
import { PairTable } from './pair-table.js';
import { BLOB, TREE, TreeEntry } from './tree-entry.js';
import { type CollectedTrees, TreeRows } from './tree-rows.js';

/** Entries begin no further from each other than this, in bytes, without one of them being noted. */
const FURTHEST = 256;
/** A range that is copied and shorter than this is read like what is inserted: that takes less. */
const SHORT_RANGE = 96;

/** Told of every entry that the base of a tree has not, and of some others. */
export interface TreeListeners {
  /**
   * Whether a file is known not to be here. Then it is noted as a folder is that was not read: who can get there has to
   * know of it.
   *
   * @param at where its id stands in a tree
   */
  isMissing?(tree: Uint8Array, at: number): boolean;
  /** @param start where the name of a file or folder stands */
  onName?(tree: Uint8Array, start: number, end: number): void;
}

/**
 * Takes the trees of a pass and notes which of them lead to wanted objects.
 *
 * Most trees are deltas of another one and differ from it in an entry or two. What a copied range of the base holds is
 * known; only what is inserted, and the entries at the seams, are read. For that the beginnings of some entries of each
 * tree on the way from the root are remembered: reading begins at one of those, so that every entry is told from the
 * bytes of its neighbours exactly, as if the whole tree were read.
 */
export class TreeCollector {
  readonly #idBytes: number;
  readonly #listeners: TreeListeners;
  readonly #trees: IdTable;
  readonly #wanted: IdTable;
  /** By the first two bytes of an id: whether any wanted one begins so. */
  readonly #beginnings = new Uint8Array(1 << 16);
  readonly #names = new NameTable();
  /** Names that are wanted themselves, and the numbers under which they are. */
  readonly #wantedNames = new NameTable();
  readonly #wantedAs: number[] = [];
  /** What entries lead to, and their names. */
  readonly #entries = new PairTable();
  readonly #rows = new TreeRows();
  readonly #entry: TreeEntry;
  /** By depth: the last tree there. */
  readonly #lists: EntryList[] = [];
  /** Entries that the tree has and its base has not, and the other way round. */
  #added: number[] = [];
  #removed: number[] = [];
  /** Where the entry begins that was taken over or read last. */
  #begun = 0;
  /** Entries of the base before this place in its list were taken over or dropped. */
  #next = 0;
  /** An entry of the base begins there: the last one with which the tree was in step. */
  #step = 0;

  /**
   * @param wanted ids of blobs, and of names; collectors that are to be merged get the same ones in the same order
   * @param names those of files and folders that are wanted whatever they lead to, by their ids among the wanted ones
   */
  constructor(
    idBytes: number,
    wanted: Iterable<string>,
    names: ReadonlyMap<string, Uint8Array> = new Map(),
    listeners: TreeListeners = {},
  ) {
    this.#listeners = listeners;
    this.#idBytes = idBytes;
    this.#trees = new IdTable(idBytes);
    this.#wanted = new IdTable(idBytes);
    this.#entry = new TreeEntry(idBytes);
    for (const id of wanted) {
      this.#wanted.addHex(id);
      this.#beginnings[Number.parseInt(id.slice(0, 4), 16)] = 1;
    }
    for (const [id, name] of names) {
      this.#wantedAs.push(this.#wanted.findHex(id));
      this.#wantedNames.add(name, 0, name.length);
    }
  }

  /** Every tree has to be taken, in the order of the pass and also when it is repeated: others are deltas of it. */
  take(object: StoredObject): void {
    const { content, depth, delta, isRepeated } = object;
    const list = this.#listAt(depth);
    const base = delta === undefined || depth === 0 ? undefined : this.#listAt(depth - 1);
    let baseRow = -1;
    this.#begin(list);
    if (base !== undefined && delta !== undefined && !base.isBroken && this.#readDelta(content, delta, base, list))
      baseRow = base.row;
    else {
      this.#begin(list);
      list.isBroken = this.#read(content, 0, content.length, list) !== content.length;
    }
    const tree = isRepeated || list.isBroken ? -1 : this.#number(object);
    list.row = list.isBroken ? -1 : this.#rows.add(tree, baseRow, this.#added, this.#removed);
  }

  done(): CollectedTrees {
    return {
      idBytes: this.#idBytes,
      ids: this.#trees.done(),
      ...this.#rows.done(),
      targets: this.#entries.first.done(),
      names: this.#entries.second.done(),
      nameBytes: this.#names.bytes.slice(),
      nameEnds: this.#names.ends.done(),
    };
  }

  #number({ id, idBytes }: StoredObject): number {
    return idBytes === undefined ? this.#trees.addHex(id) : this.#trees.add(idBytes, 0);
  }

  #listAt(depth: number): EntryList {
    while (this.#lists.length <= depth) this.#lists.push(new EntryList());
    return this.#lists[depth] as EntryList;
  }

  #begin(list: EntryList): void {
    list.clear();
    this.#added.length = 0;
    this.#removed.length = 0;
  }

  /**
   * Reads the entries that begin from here on and before `until`.
   *
   * @returns where the next one begins; -1 when there is something that is no entry
   */
  #read(content: Uint8Array, from: number, until: number, list: EntryList): number {
    let last = list.count === 0 ? 0 : (list.offsets[list.count - 1] as number);
    let at = from;
    while (at !== -1 && at < until) {
      this.#begun = at;
      const end = this.#entry.read(content, at);
      const named = end === -1 ? MILESTONE : this.#named(content);
      const known = end === -1 ? MILESTONE : this.#known(content);
      if (named !== MILESTONE) {
        this.#added.push(named);
        list.push(at, named);
        last = at;
      }
      if (known !== MILESTONE) this.#added.push(known);
      if (known !== MILESTONE || at - last >= FURTHEST) {
        list.push(at, known);
        last = at;
      }
      at = end;
    }
    return at;
  }

  /** The number of an entry that leads from the name that was read last to that name itself, when it is wanted. */
  #named(content: Uint8Array): number {
    const { nameStart, nameEnd } = this.#entry;
    this.#listeners.onName?.(content, nameStart, nameEnd);
    if (this.#wantedAs.length === 0) return MILESTONE;
    const name = this.#wantedNames.find(content, nameStart, nameEnd);
    if (name === -1) return MILESTONE;
    return this.#entries.add(~(this.#wantedAs[name] as number), this.#names.add(content, nameStart, nameEnd));
  }

  /** The number of the entry that was read last, when it leads to something that is to be noted. */
  #known(content: Uint8Array): number {
    const { kind, nameStart, nameEnd } = this.#entry;
    const id = nameEnd + 1;
    let target: number;
    if (kind === TREE) target = this.#trees.add(content, id);
    else if (kind === BLOB && this.#listeners.isMissing?.(content, id) === true) target = this.#trees.add(content, id);
    else if (kind === BLOB) {
      if (this.#beginnings[((content[id] as number) << 8) | (content[id + 1] as number)] === 0) return MILESTONE;
      const wanted = this.#wanted.find(content, id);
      if (wanted === -1) return MILESTONE;
      target = ~wanted;
    } else return MILESTONE;
    return this.#entries.add(target, this.#names.add(content, nameStart, nameEnd));
  }

  /**
   * Takes over what copied ranges hold, and reads the rest.
   *
   * @returns false when that is too much trouble: a range lies before one that was copied already
   */
  #readDelta(content: Uint8Array, { base, instructions }: Base, from: EntryList, list: EntryList): boolean {
    const ranges = new CopiedRanges(instructions);
    let at = 0;
    this.#next = 0;
    this.#step = 0;
    while (at !== -1 && ranges.next()) {
      const { start, end, source } = ranges;
      if (end - Math.max(start, at) < SHORT_RANGE) continue;
      at = this.#read(content, at, start, list);
      if (at === -1) break;
      const shift = source - start;
      const first = firstFrom(from, this.#next, at + shift);
      if (first === -1) return false;
      at = this.#keepStep(content, at, end, base, shift, this.#startBefore(from, first, at + shift), list);
      if (at !== -1 && at < end) at = this.#takeOver(content, at, end, shift, from, list);
    }
    if (at !== -1) at = this.#read(content, at, content.length, list);
    list.isBroken = at !== content.length;
    this.#drop(from, this.#next, from.count);
    return true;
  }

  /** A place before an offset where an entry of the base begins. @param first the first in its list behind the offset */
  #startBefore({ offsets }: EntryList, first: number, offset: number): number {
    const known = first === 0 ? 0 : (offsets[first - 1] as number);
    return this.#step > known && this.#step <= offset ? this.#step : known;
  }

  /**
   * Reads on until an entry begins at a place where one begins in the base too, or the copied range ends. From there on
   * one follows the other.
   */
  #keepStep(
    content: Uint8Array,
    from: number,
    end: number,
    base: Uint8Array,
    shift: number,
    startInBase: number,
    list: EntryList,
  ): number {
    let at = from;
    let before = startInBase;
    while (at < end && before !== at + shift) {
      if (before < at + shift) before = this.#entry.read(base, before);
      else at = this.#read(content, at, at + 1, list);
      if (at === -1 || before === -1) return -1;
    }
    return at;
  }

  /**
   * Takes over the entries that are known in the base, from a place in a copied range where one begins in both, and reads
   * those behind the last one that begin within the range.
   */
  #takeOver(content: Uint8Array, from: number, end: number, shift: number, known: EntryList, list: EntryList): number {
    const first = firstFrom(known, this.#next, from + shift);
    const last = lastUntil(known, first, end + shift);
    let at = from;
    if (last >= first) {
      this.#drop(known, this.#next, first);
      list.take(known, first, last, -shift);
      this.#next = last;
      at = this.#begun = (known.offsets[last] as number) - shift;
      const behind = this.#entry.read(content, at);
      if (behind !== -1 && behind <= end) {
        for (const offset = known.offsets[last]; this.#next < known.count && known.offsets[this.#next] === offset; )
          list.push(at, known.entries[this.#next++] as number);
        at = behind;
      }
    }
    at = this.#read(content, at, end, list);
    this.#step = this.#begun + shift;
    return at;
  }

  #drop(list: EntryList, from: number, to: number): void {
    for (let i = from; i < to; i++) if (list.entries[i] !== MILESTONE) this.#removed.push(list.entries[i] as number);
  }
}

type Base = NonNullable<StoredObject['delta']>;

/** The ranges that a delta copies; those that continue each other are one. */
class CopiedRanges {
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

/** The first of a list, from a place on, that begins at an offset or behind it; -1 when one before that place does. */
function firstFrom({ offsets, count }: EntryList, from: number, offset: number): number {
  if (from > 0 && (offsets[from - 1] as number) >= offset) return -1;
  let at = from;
  while (at < count && (offsets[at] as number) < offset) at++;
  return at;
}

/**
 * The last of a list, from a place on, that begins before an offset, and of several that begin there the first; less than
 * the place when none does.
 */
function lastUntil({ offsets, count }: EntryList, from: number, offset: number): number {
  let at = from;
  while (at < count && (offsets[at] as number) < offset) at++;
  at--;
  while (at > from && offsets[at - 1] === offsets[at]) at--;
  return at;
}
