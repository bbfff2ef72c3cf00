import { addBit, addRow, type Span, wordsOf } from './bit-rows.js';
import { IdTable } from './id-table.js';
import { Numbers } from './numbers.js';
import { TreeParents } from './tree-parents.js';
import type { CollectedTrees } from './tree-rows.js';

/** Tells of an id that stands somewhere in some bytes whether it is that of a tree that leads to nothing, as somebody knows. */
export type BarrenTrees = (bytes: Uint8Array, at: number) => boolean;

/** Which wanted objects trees have, directly and below, and along which entries. */
export class TreeContents {
  readonly ids: IdTable;
  readonly #trees: CollectedTrees;
  /** By tree: the row that says its entries; -1 when it was not read. */
  readonly #rows: Int32Array;
  /** By tree: 1 when it has something wanted, or something that was not read. */
  readonly #leads: Uint8Array;
  /** Entries that lead to something of the kind, row by row; rows that do not differ share them. */
  readonly #members = new Numbers();
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** Trees that lead to something, those below before those above. */
  readonly #upwards: Int32Array;
  /** By tree: 1 when it is known to have nothing, and has no row for that. */
  readonly #isBarren: Uint8Array;
  readonly #emptyTree: number;
  #parents: TreeParents | undefined;

  /**
   * @param emptyTree its id
   * @param barren trees that were read before and lead to nothing; by default none
   */
  constructor(trees: CollectedTrees, emptyTree: string, barren: BarrenTrees = () => false) {
    this.#trees = trees;
    this.ids = IdTable.of(trees.ids, trees.idBytes);
    this.#emptyTree = this.ids.findHex(emptyTree);
    this.#rows = new Int32Array(this.ids.count).fill(-1);
    for (let row = 0; row < trees.rowTrees.length; row++) {
      const tree = trees.rowTrees[row] as number;
      if (tree !== -1) this.#rows[tree] = row;
    }
    this.#isBarren = new Uint8Array(this.ids.count);
    for (const [tree, row] of this.#rows.entries())
      if (row === -1 && (tree === this.#emptyTree || barren(this.ids.bytes, tree * trees.idBytes)))
        this.#isBarren[tree] = 1;
    this.#leads = this.#findLeading();
    this.#starts = new Int32Array(trees.rowTrees.length);
    this.#ends = new Int32Array(trees.rowTrees.length);
    this.#listMembers();
    this.#upwards = this.#sortUpwards();
  }

  /** The number of a tree; -1 when no tree that was read is it or names it. */
  find(id: Uint8Array, at: number): number {
    return this.ids.find(id, at);
  }

  isRead(tree: number): boolean {
    return tree !== -1 && (this.#rows[tree] !== -1 || this.#isBarren[tree] === 1);
  }

  /** The tree has something wanted in it, or something that was not read. */
  leads(tree: number): boolean {
    return this.#leads[tree] === 1;
  }

  /** Trees that lead to something, those below before those above. */
  get upwards(): Int32Array {
    return this.#upwards;
  }

  /** How many names entries have. */
  get nameCount(): number {
    return this.#trees.nameEnds.length;
  }

  /** How many entries there are, in all trees. */
  get entryCount(): number {
    return this.#trees.targets.length;
  }

  /** The numbers of entries of a tree that lead to something. */
  entries(tree: number): Int32Array {
    return this.#members.values.subarray(this.#start(tree), this.#end(tree));
  }

  /** Where the entries of a tree begin among all members; one that was not read has none. */
  #start(tree: number): number {
    const row = this.#rows[tree] as number;
    return row === -1 ? 0 : (this.#starts[row] as number);
  }

  #end(tree: number): number {
    const row = this.#rows[tree] as number;
    return row === -1 ? 0 : (this.#ends[row] as number);
  }

  /** The tree that an entry leads to, or the number of a wanted object with all bits turned. */
  target(entry: number): number {
    return this.#trees.targets[entry] as number;
  }

  /** The number of the name of an entry. */
  nameNumber(entry: number): number {
    return this.#trees.names[entry] as number;
  }

  name(number: number): Uint8Array {
    const { nameBytes, nameEnds } = this.#trees;
    return nameBytes.subarray(number === 0 ? 0 : nameEnds[number - 1], nameEnds[number]);
  }

  /**
   * By tree: the bits of some wanted objects that it has, directly or below; as many words for each tree as they need.
   *
   * @param wanted how many objects are wanted in all
   */
  masks(span: Span, wanted: number): Int32Array {
    if (this.#parents === undefined && this.#links() <= MOST_LINKS) this.#parents = this.#listParents(wanted);
    if (this.#parents !== undefined) return this.#parents.masks(span);
    const words = wordsOf(span);
    const masks = new Int32Array(this.ids.count * words);
    for (const tree of this.#upwards)
      this.#forTargets(tree, (target) => {
        if (target >= 0) addRow(masks, target, masks, tree, words);
        else if (~target >= span.from && ~target < span.to) addBit(masks, tree, ~target - span.from, words);
      });
    return masks;
  }

  #links(): number {
    let links = 0;
    for (const tree of this.#upwards) links += this.#end(tree) - this.#start(tree);
    return links;
  }

  #listParents(wanted: number): TreeParents {
    return new TreeParents(this.ids.count, wanted, this.#upwards, (tree, take) => this.#forTargets(tree, take));
  }

  #forTargets(tree: number, take: (target: number) => void): void {
    const { values } = this.#members;
    for (let at = this.#start(tree), end = this.#end(tree); at < end; at++) take(this.target(values[at] as number));
  }

  /**
   * A row counts the entries that lead on from what its base counts. What is found to lead on may be counted by rows
   * before it: then they are counted once more, at most as often as folders lie in each other. Of folders that are deeper
   * than any that can be checked out, each counts as leading on: that is more to look into and nothing else.
   */
  #findLeading(): Uint8Array {
    const { rowTrees, rowBases, rowEnds, changes } = this.#trees;
    const leads = new Uint8Array(this.ids.count);
    for (let tree = 0; tree < leads.length; tree++) if (!this.isRead(tree)) leads[tree] = 1;
    const counts = new Int32Array(rowTrees.length);
    let hasChanged = true;
    for (let rounds = 0; hasChanged; rounds++) {
      if (rounds === MOST_ROUNDS) return leads.fill(1);
      hasChanged = false;
      for (let row = 0, at = 0; row < rowTrees.length; row++) {
        const base = rowBases[row] as number;
        let count = base === -1 ? 0 : (counts[base] as number);
        for (const end = rowEnds[row] as number; at < end; at++) {
          const change = changes[at] as number;
          if (change >= 0) count += this.#leadsOn(change, leads);
          else count -= this.#leadsOn(~change, leads);
        }
        counts[row] = count;
        const tree = rowTrees[row] as number;
        if (count === 0 || tree === -1 || leads[tree] === 1) continue;
        leads[tree] = 1;
        hasChanged = true;
      }
    }
    return leads;
  }

  #leadsOn(entry: number, leads: Uint8Array): number {
    const target = this.#trees.targets[entry] as number;
    return target < 0 ? 1 : (leads[target] as number);
  }

  #listMembers(): void {
    const { rowTrees, rowBases, rowEnds, changes } = this.#trees;
    for (let row = 0, start = 0; row < rowTrees.length; row++) {
      const base = rowBases[row] as number;
      const end = rowEnds[row] as number;
      if (this.#changesMembers(start, end)) this.#addMembers(row, base, changes.subarray(start, end));
      else if (base !== -1) {
        this.#starts[row] = this.#starts[base] as number;
        this.#ends[row] = this.#ends[base] as number;
      }
      start = end;
    }
  }

  #changesMembers(start: number, end: number): boolean {
    const { changes } = this.#trees;
    for (let at = start; at < end; at++) {
      const change = changes[at] as number;
      if (this.#leadsOn(change < 0 ? ~change : change, this.#leads) === 1) return true;
    }
    return false;
  }

  #addMembers(row: number, base: number, changes: Int32Array): void {
    /** How often each entry is to be left out. */
    const removed = new Map<number, number>();
    this.#starts[row] = this.#members.length;
    for (const change of changes) {
      if (this.#leadsOn(change < 0 ? ~change : change, this.#leads) === 0) continue;
      if (change >= 0) this.#members.push(change);
      else removed.set(~change, (removed.get(~change) ?? 0) + 1);
    }
    const from = base === -1 ? 0 : (this.#starts[base] as number);
    const to = base === -1 ? 0 : (this.#ends[base] as number);
    for (let at = from; at < to; at++) {
      const entry = this.#members.at(at);
      const times = removed.size === 0 ? 0 : (removed.get(entry) ?? 0);
      if (times === 0) this.#members.push(entry);
      else removed.set(entry, times - 1);
    }
    this.#ends[row] = this.#members.length;
  }

  /** Depth first: a tree comes when all below it have come. No tree is in itself: its id is made of theirs. */
  #sortUpwards(): Int32Array {
    const order = new Numbers();
    const isSeen = new Uint8Array(this.ids.count);
    const { values } = this.#members;
    const path: { tree: number; at: number; end: number }[] = [];
    const enter = (tree: number) => {
      if (isSeen[tree] === 1 || this.#leads[tree] === 0) return;
      isSeen[tree] = 1;
      path.push({ tree, at: this.#start(tree), end: this.#end(tree) });
    };
    for (let tree = 0; tree < isSeen.length; tree++) {
      enter(tree);
      for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
        const target = last.at < last.end ? this.target(values[last.at++] as number) : undefined;
        if (target === undefined) order.push((path.pop() as { tree: number }).tree);
        else if (target >= 0) enter(target);
      }
    }
    return order.done();
  }
}

/** Of more entries, which would take more memory than all else, nobody makes a second list. */
const MOST_LINKS = 1 << 24;

/** Git itself follows no more than 2048 folders in each other: `core.maxTreeDepth`. */
const MOST_ROUNDS = 2048;
