import type { Engine } from '../detect/engine.js';
import { NameTable } from '../git/ancestry/name-table.js';

/**
 * Searches names of files and folders, each once, however many trees have it. Each by itself: what stands beside it in a
 * tree are ids, random bytes.
 */
export class NameSearch {
  readonly #engine: Engine;
  readonly #seen = new NameTable();
  readonly #found: string[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  take(tree: Uint8Array, start: number, end: number): void {
    const known = this.#seen.count;
    if (this.#seen.add(tree, start, end) !== known) return;
    const name = Buffer.from(tree.buffer, tree.byteOffset + start, end - start);
    if (this.#engine.scan(name).length > 0) this.#found.push(name.toString('latin1'));
  }

  /** The names in which something was found, one character for each byte. */
  get found(): readonly string[] {
    return this.#found;
  }
}
