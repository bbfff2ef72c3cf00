import { Numbers } from './numbers.js';

/** Trees and the entries in them that lead to wanted objects or to other trees. Plain arrays: a thread can be given them. */
export interface CollectedTrees extends RowArrays {
  readonly idBytes: number;
  /** By number of a tree, one behind the other: ids of those that came, and of those that others name. */
  readonly ids: Uint8Array<ArrayBuffer>;
  /** By entry: the number of the tree that it leads to, or of the wanted object with all bits turned. */
  readonly targets: Int32Array<ArrayBuffer>;
  /** By entry: the number of its name. */
  readonly names: Int32Array<ArrayBuffer>;
  readonly nameBytes: Uint8Array<ArrayBuffer>;
  /** By name: where it ends; it begins where the one before ends. */
  readonly nameEnds: Int32Array<ArrayBuffer>;
}

export interface RowArrays {
  /** By row: the number of the tree that it says the entries of; -1 for one that came only as a base. */
  readonly rowTrees: Int32Array<ArrayBuffer>;
  /** By row: the earlier row of which it says the difference; -1 when it says everything. */
  readonly rowBases: Int32Array<ArrayBuffer>;
  /** By row: where its changes end; they begin where those of the one before end. */
  readonly rowEnds: Int32Array<ArrayBuffer>;
  /** Numbers of entries that a row has and its base has not; with all bits turned, those that only the base has. */
  readonly changes: Int32Array<ArrayBuffer>;
}

/** More changes than this are not compared with each other. */
const MOST_COMPARED = 64;

/**
 * A row for each tree that came. It says how the tree differs from its base: a tree of a thousand others costs no more
 * than the one entry that is new.
 */
export class TreeRows {
  readonly #trees = new Numbers();
  readonly #bases = new Numbers();
  readonly #ends = new Numbers();
  readonly #changes = new Numbers();

  /** @returns the number of the row */
  add(tree: number, base: number, added: readonly number[], removed: readonly number[]): number {
    this.#trees.push(tree);
    this.#bases.push(base);
    const most = Math.max(added.length, removed.length);
    if (removed.length === 0 || most > MOST_COMPARED) this.#addAll(added, removed);
    else this.#addDifference(added, [...removed]);
    this.#ends.push(this.#changes.length);
    return this.#ends.length - 1;
  }

  done(): RowArrays {
    return {
      rowTrees: this.#trees.done(),
      rowBases: this.#bases.done(),
      rowEnds: this.#ends.done(),
      changes: this.#changes.done(),
    };
  }

  /** An entry at a seam may have been read again: it is no change. */
  #addDifference(added: readonly number[], removed: number[]): void {
    for (const entry of added) {
      const same = removed.indexOf(entry);
      if (same === -1) this.#changes.push(entry);
      else removed.splice(same, 1);
    }
    for (const entry of removed) this.#changes.push(~entry);
  }

  #addAll(added: readonly number[], removed: readonly number[]): void {
    for (const entry of added) this.#changes.push(entry);
    for (const entry of removed) this.#changes.push(~entry);
  }
}
