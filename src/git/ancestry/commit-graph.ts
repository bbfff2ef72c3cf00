import { addRow } from './bit-rows.js';
import type { CollectedCommits } from './commit-collector.js';
import { Heap } from './heap.js';
import { IdTable } from './id-table.js';
import { Numbers } from './numbers.js';

/** Commits and what they say of each other, as they are stored: no graft and no replacement has a say. */
export class CommitGraph {
  readonly ids: IdTable;
  readonly #times: Float64Array;
  readonly #trees: Uint8Array;
  /** By commit: where its parents end; they begin where those of the one before end. */
  readonly #parentEnds: Numbers;
  /** Numbers of commits; with all bits turned, those of `#missing`. */
  readonly #parents: Numbers;
  /** Ids that commits name and that no commit has. */
  readonly #missing: IdTable;

  constructor(parts: readonly CollectedCommits[], idBytes: number) {
    const total = parts.reduce((sum, { times }) => sum + times.length, 0);
    this.ids = new IdTable(idBytes, Math.max(1, total));
    this.#missing = new IdTable(idBytes, 1);
    this.#times = new Float64Array(total);
    this.#trees = new Uint8Array(total * idBytes);
    this.#parents = new Numbers(total + 1);
    this.#parentEnds = new Numbers(total + 1);
    const isKept = parts.map((part) => this.#addIds(part));
    for (const [at, part] of parts.entries()) this.#addParents(part, isKept[at] as Uint8Array);
  }

  get count(): number {
    return this.ids.count;
  }

  time(commit: number): number {
    return this.#times[commit] as number;
  }

  /** The bytes of all ids of trees, in the order of the commits. */
  get trees(): Uint8Array {
    return this.#trees;
  }

  /** Numbers of the commits before this one; of one that is not here, with all bits turned, the number of its id. */
  parents(commit: number): Int32Array {
    return this.#parents.values.subarray(this.#start(commit), this.#end(commit));
  }

  /** Ids that commits name and that no commit has. */
  get missingIds(): IdTable {
    return this.#missing;
  }

  /** Every commit that one names is here. */
  get isWhole(): boolean {
    return this.#missing.count === 0;
  }

  /** Ids of commits before this one that are not here. */
  missingParents(commit: number): string[] {
    return [...this.parents(commit)].flatMap((parent) => (parent < 0 ? this.#missing.hex(~parent) : []));
  }

  /**
   * Adds to the bits of each commit those of its parents.
   *
   * @param order ancestors first
   * @param words that each commit has
   */
  spread(bits: Int32Array, order: Int32Array, words: number): void {
    const parents = this.#parents.values;
    for (const commit of order)
      for (let at = this.#start(commit), end = this.#end(commit); at < end; at++) {
        const parent = parents[at] as number;
        if (parent >= 0) addRow(bits, parent, bits, commit, words);
      }
  }

  /** By commit: 1 when one of these is it or descends from it. @param tips numbers; -1 is none */
  reachedFrom(tips: Iterable<number>): Uint8Array {
    const parents = this.#parents.values;
    const isReached = new Uint8Array(this.count);
    const ahead: number[] = [];
    const enter = (commit: number) => {
      if (commit < 0 || isReached[commit] === 1) return;
      isReached[commit] = 1;
      ahead.push(commit);
    };
    for (const tip of tips) enter(tip);
    for (let next = ahead.pop(); next !== undefined; next = ahead.pop())
      for (let at = this.#start(next), end = this.#end(next); at < end; at++) enter(parents[at] as number);
    return isReached;
  }

  /**
   * Ancestors before descendants whatever their dates say; among lines that do not descend from each other, by date:
   * what `git rev-list --date-order --reverse` says. Of the same second, by their ids.
   *
   * @param isIn by commit: 1 when it is to be in the order
   */
  inOrder(isIn: Uint8Array): Int32Array {
    const parents = this.#parents.values;
    const children = this.#countChildren(isIn);
    const newest = new Heap((a, b) => this.time(a) - this.time(b) || this.ids.compare(a, b));
    for (let commit = 0; commit < this.count; commit++)
      if (isIn[commit] === 1 && children[commit] === 0) newest.push(commit);
    const order = new Numbers(this.count);
    for (let commit = newest.pop(); commit !== undefined; commit = newest.pop()) {
      order.push(commit);
      for (let at = this.#start(commit), end = this.#end(commit); at < end; at++) {
        const parent = parents[at] as number;
        if (parent < 0) continue;
        const left = (children[parent] as number) - 1;
        children[parent] = left;
        if (left === 0 && isIn[parent] === 1) newest.push(parent);
      }
    }
    return order.done().reverse();
  }

  #countChildren(isIn: Uint8Array): Int32Array {
    const parents = this.#parents.values;
    const children = new Int32Array(this.count);
    for (let commit = 0; commit < this.count; commit++) {
      if (isIn[commit] === 0) continue;
      for (let at = this.#start(commit), end = this.#end(commit); at < end; at++) {
        const parent = parents[at] as number;
        if (parent >= 0) children[parent] = (children[parent] as number) + 1;
      }
    }
    return children;
  }

  /** @returns by commit of the part: 1 when no part before had it */
  #addIds({ ids, trees, times }: CollectedCommits): Uint8Array {
    const { idBytes } = this.ids;
    const isKept = new Uint8Array(times.length);
    for (let at = 0; at < times.length; at++) {
      const { count } = this.ids;
      if (this.ids.add(ids, at * idBytes) !== count) continue;
      isKept[at] = 1;
      this.#times[count] = times[at] as number;
      this.#trees.set(trees.subarray(at * idBytes, (at + 1) * idBytes), count * idBytes);
    }
    return isKept;
  }

  #addParents({ parents, parentEnds }: CollectedCommits, isKept: Uint8Array): void {
    const { idBytes } = this.ids;
    for (let commit = 0, at = 0; commit < isKept.length; commit++) {
      const end = parentEnds[commit] as number;
      for (; at < end; at++) {
        if (isKept[commit] === 0) continue;
        const parent = this.ids.find(parents, at * idBytes);
        this.#parents.push(parent === -1 ? ~this.#missing.add(parents, at * idBytes) : parent);
      }
      if (isKept[commit] === 1) this.#parentEnds.push(this.#parents.length);
    }
  }

  #start(commit: number): number {
    return commit === 0 ? 0 : this.#parentEnds.at(commit - 1);
  }

  #end(commit: number): number {
    return this.#parentEnds.at(commit);
  }
}
