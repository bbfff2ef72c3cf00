import { lstatSync } from 'node:fs';
import { join } from './folder-walk.js';

/**
 * Symbolic links between a folder and files that git lists below it. Git lists what the index has, also when a folder of
 * that name has become a link since: what it leads to may lie outside, and is not what git tracks.
 */
export class LinksOnTheWay {
  readonly #folder: Buffer;
  readonly #known = new Map<string, boolean>();

  constructor(folder: Buffer) {
    this.#folder = folder;
  }

  /** @param path of a file, from the folder */
  leadTo(path: Buffer): boolean {
    const end = path.lastIndexOf('/', path.length - 2);
    if (end <= 0) return false;
    const parent = path.subarray(0, end);
    const key = parent.toString('latin1');
    const known = this.#known.get(key) ?? (this.leadTo(parent) || this.#isLink(parent));
    this.#known.set(key, known);
    return known;
  }

  /** What cannot be looked at is told when the file is to be read. */
  #isLink(path: Buffer): boolean {
    try {
      return lstatSync(join(this.#folder, path)).isSymbolicLink();
    } catch {
      return false;
    }
  }
}
