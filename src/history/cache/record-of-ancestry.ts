import type { Ancestry } from '../../git/ancestry/ancestry.js';
import { IdTable } from '../../git/ancestry/id-table.js';
import { nameId } from '../../git/ancestry/name-id.js';
import { Numbers } from '../../git/ancestry/numbers.js';
import type { ObjectFormat } from '../../git/packs/object-format.js';
import type { FoundName } from '../name-search.js';
import type { AncestryRecord } from './ancestry-record.js';
import type { KnownObjects } from './known-objects.js';
import { type NamePlace, type ReadObject, startsIn } from './name-places.js';

/** What there is to be remembered of a history. */
export interface WholeHistory {
  readonly ancestry: Ancestry;
  /** Names in which something was found, each once. */
  readonly found: readonly FoundName[];
  readonly read: ReadObject;
}

/** @returns undefined when something is in it that is not among the known objects: it came while the scan was under way */
export function recordOf(history: WholeHistory, known: KnownObjects, format: ObjectFormat): AncestryRecord | undefined {
  try {
    return new Recorder(history, known, format).record();
  } catch (error) {
    if (error instanceof StrayError) return undefined;
    throw error;
  }
}

/** Something is not where the record could point at. */
class StrayError extends Error {}

class Recorder {
  readonly #history: WholeHistory;
  readonly #known: KnownObjects;
  readonly #format: ObjectFormat;
  readonly #others: IdTable;
  readonly #names: NamePlace[] = [];
  /** By number of a name in the trees: its place in the list. */
  readonly #nameNumbers = new Map<number, number>();
  /** By entry: its number in the record; 0 when it has none yet. */
  readonly #entries: Int32Array;
  readonly #targets = new Numbers();
  readonly #entryNames = new Numbers();

  constructor(history: WholeHistory, known: KnownObjects, format: ObjectFormat) {
    this.#history = history;
    this.#known = known;
    this.#format = format;
    this.#others = new IdTable(format.idBytes, 64);
    this.#entries = new Int32Array(history.ancestry.contents.entryCount);
  }

  record(): AncestryRecord {
    const { ancestry, found } = this.#history;
    for (const id of ancestry.missingFiles) this.#others.addHex(id);
    const missing = this.#others.count;
    const commits = this.#commits();
    const trees = this.#trees();
    this.#placeNames(trees.read);
    const nameTrees = Uint32Array.from(this.#names, ({ tree }) => this.#numberOf(tree));
    const rows = this.#rows(trees.read, trees.places);
    return {
      ...commits,
      missing,
      nameTrees,
      nameStarts: Uint32Array.from(this.#names, ({ at }) => at),
      found: found.length,
      wanted: this.#wanted(),
      trees: Uint32Array.from([...trees.read, ...trees.unread], (tree, at) => {
        const { bytes, idBytes } = ancestry.contents.ids;
        return at < trees.read.length ? this.#row(bytes, tree * idBytes) : this.#node(bytes, tree * idBytes);
      }),
      ...rows,
      targets: this.#targets.done(),
      names: Uint32Array.from(this.#entryNames.done()),
      others: this.#others.done(),
    };
  }

  #commits(): Pick<AncestryRecord, 'commits' | 'commitTrees' | 'times' | 'parentEnds' | 'parents'> {
    const { graph } = this.#history.ancestry;
    const { idBytes } = this.#format;
    const [parents, ends] = [new Numbers(graph.count + 1), new Uint32Array(graph.count)];
    for (let commit = 0; commit < graph.count; commit++) {
      for (const parent of graph.parents(commit))
        parents.push(parent >= 0 ? parent : ~this.#others.add(graph.missingIds.bytes, ~parent * idBytes));
      ends[commit] = parents.length;
    }
    return {
      commits: Uint32Array.from({ length: graph.count }, (_, commit) => this.#row(graph.ids.bytes, commit * idBytes)),
      commitTrees: Uint32Array.from(ends, (_, commit) => this.#node(graph.trees, commit * idBytes)),
      times: Float64Array.from(ends, (_, commit) => graph.time(commit)),
      parentEnds: ends,
      parents: parents.done(),
    };
  }

  /** Trees that lead to something, and the place of each in the record. */
  #trees(): { read: number[]; unread: number[]; places: Int32Array } {
    const { contents } = this.#history.ancestry;
    const [read, unread]: [number[], number[]] = [[], []];
    for (const tree of contents.upwards) (contents.isRead(tree) ? read : unread).push(tree);
    const places = new Int32Array(contents.ids.count).fill(-1);
    for (const [place, tree] of read.entries()) places[tree] = place;
    for (const [at, tree] of unread.entries()) places[tree] = read.length + at;
    return { read, unread, places };
  }

  /** A few of the fullest trees have nearly all names. */
  #placeNames(trees: readonly number[]): void {
    const { ancestry, found, read } = this.#history;
    const { contents } = ancestry;
    this.#names.push(...found);
    const numbers = new Map(found.map(({ name }, at) => [name, at]));
    const isPlaced = new Uint8Array(contents.nameCount);
    for (const tree of fullestFirst(trees, (tree) => contents.entries(tree).length)) {
      const entries = contents.entries(tree);
      if (entries.every((entry) => isPlaced[contents.nameNumber(entry)] === 1)) continue;
      const wanted = new Map<string, number>();
      for (const entry of entries) {
        const name = contents.nameNumber(entry);
        if (isPlaced[name] !== 1) wanted.set(Buffer.from(contents.name(name)).toString('latin1'), name);
      }
      const unplaced = new Set([...wanted.keys()].filter((name) => !numbers.has(name)));
      const id = contents.ids.hex(tree);
      const object = unplaced.size > 0 ? read(id) : undefined;
      if (object !== undefined && 'content' in object)
        for (const [name, start] of startsIn(object.content, unplaced, this.#format.idBytes)) {
          numbers.set(name, this.#names.length);
          this.#names.push({ tree: id, at: start });
        }
      for (const [name, number] of wanted) {
        const place = numbers.get(name);
        if (place === undefined) throw new StrayError();
        this.#nameNumbers.set(number, place);
        isPlaced[number] = 1;
      }
    }
  }

  /** Rows that say the same are written once. */
  #rows(trees: readonly number[], places: Int32Array): Pick<AncestryRecord, 'rowBases' | 'rowEnds' | 'rows'> {
    const { contents } = this.#history.ancestry;
    const [rows, bases, ends] = [new Numbers(trees.length + 1), new Int32Array(trees.length).fill(-1), new Numbers()];
    /** By a hash of its entries: the last row with such ones. */
    const alike = new Map<number, number>();
    for (const [row, tree] of trees.entries()) {
      const start = rows.length;
      for (const entry of contents.entries(tree)) rows.push(this.#entry(entry, places));
      if (rows.length - start > 1) rows.values.subarray(start, rows.length).sort();
      let hash = 0;
      for (let at = start; at < rows.length; at++) hash = Math.imul(hash ^ rows.at(at), 0x01000193) + 1;
      const base = alike.get(hash);
      if (base !== undefined && sameRow(rows, start, base === 0 ? 0 : ends.at(base - 1), ends.at(base))) {
        rows.length = start;
        bases[row] = base;
      } else alike.set(hash, row);
      ends.push(rows.length);
    }
    return { rowBases: bases, rowEnds: Uint32Array.from(ends.done()), rows: Uint32Array.from(rows.done()) };
  }

  #entry(entry: number, places: Int32Array): number {
    const known = this.#entries[entry] as number;
    if (known > 0) return known - 1;
    const { contents } = this.#history.ancestry;
    const target = contents.target(entry);
    const place = target < 0 ? target : (places[target] as number);
    if (target >= 0 && place === -1) throw new StrayError();
    this.#targets.push(place);
    this.#entryNames.push(this.#nameNumbers.get(contents.nameNumber(entry)) as number);
    this.#entries[entry] = this.#targets.length;
    return this.#targets.length - 1;
  }

  /** Objects, and names among those in which something was found. */
  #wanted(): Uint32Array {
    const { ancestry, found } = this.#history;
    const names = new Map(found.map(({ name }, at) => [nameId(this.#format, Buffer.from(name, 'latin1')), at]));
    return Uint32Array.from(ancestry.wanted, (id) => {
      const name = names.get(id);
      return name === undefined ? this.#numberOf(id) : this.#known.count + name;
    });
  }

  #numberOf(id: string): number {
    return this.#row(Buffer.from(id, 'hex'), 0);
  }

  #row(bytes: Uint8Array, at: number): number {
    const number = this.#known.find(bytes, at);
    if (number === -1) throw new StrayError();
    return number;
  }

  #node(bytes: Uint8Array, at: number): number {
    const number = this.#known.find(bytes, at);
    return number === -1 ? this.#known.count + this.#others.add(bytes, at) : number;
  }
}

function fullestFirst(trees: readonly number[], fullness: (tree: number) => number): number[] {
  const byFullness: number[][] = [];
  for (const tree of trees) {
    const full = fullness(tree);
    const alike = byFullness[full];
    if (alike === undefined) byFullness[full] = [tree];
    else alike.push(tree);
  }
  return byFullness.reverse().flat();
}

function sameRow({ values, length }: Numbers, start: number, from: number, to: number): boolean {
  if (to - from !== length - start) return false;
  for (let at = from; at < to; at++) if (values[at] !== values[start + at - from]) return false;
  return true;
}
