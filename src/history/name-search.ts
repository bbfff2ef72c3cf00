import type { Engine } from '../detect/engine.js';
import { NameTable } from '../git/ancestry/name-table.js';

/** A name in which something was found, and where it can be read. */
export interface FoundName {
  /** One character for each byte. */
  readonly name: string;
  /** A tree that has it, and the place in its bytes where it begins. */
  readonly tree: string;
  readonly at: number;
}

/**
 * Searches names of files and folders, each once, however many trees have it. Each by itself: what stands beside it in a
 * tree are ids, random bytes.
 */
export class NameSearch {
  readonly #engine: Engine;
  readonly #seen = new NameTable();
  readonly #found: FoundName[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** @param id of the tree, asked for when something is found */
  take(tree: Uint8Array, start: number, end: number, id: () => string): void {
    const known = this.#seen.count;
    if (this.#seen.add(tree, start, end) !== known) return;
    const name = Buffer.from(tree.buffer, tree.byteOffset + start, end - start);
    if (this.#engine.scan(name).length > 0) this.#found.push({ name: name.toString('latin1'), tree: id(), at: start });
  }

  get found(): readonly FoundName[] {
    return this.#found;
  }
}
