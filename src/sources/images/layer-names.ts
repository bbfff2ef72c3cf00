import { PathSet } from './path-set.js';

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/**
 * What the names in a layer say of the layers below it: which of their files it replaces, and which it deletes by whiteouts.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#whiteouts
 */
export class LayerNames {
  readonly #entries = new PathSet();
  /** What is no folder: it takes the place of a folder with all that is in it. */
  readonly #leaves = new PathSet();
  readonly #deleted = new PathSet();
  /** Folders of which nothing below counts any more. */
  readonly #opaque = new PathSet();

  /** @param path as `pathInLayer` has it */
  add(path: string, isFolder: boolean): void {
    const slash = path.lastIndexOf('/') + 1;
    const [folder, name] = [path.slice(0, slash), path.slice(slash)];
    if (name === OPAQUE) this.#opaque.add(folder.slice(0, -1));
    // Others that begin so are notes of a file system to itself.
    else if (name.startsWith(WHITEOUT) && !name.startsWith(WHITEOUT + WHITEOUT))
      this.#deleted.add(folder + name.slice(WHITEOUT.length));
    else {
      this.#entries.add(path);
      if (!isFolder) this.#leaves.add(path);
    }
  }

  /** What becomes of a file of a lower layer. */
  hides(path: string): 'deleted' | 'replaced' | undefined {
    if (this.#entries.has(path)) return 'replaced';
    if (this.#deleted.has(path)) return 'deleted';
    for (let slash = path.lastIndexOf('/'); slash !== -1; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      if (this.#leaves.has(folder)) return 'replaced';
      if (this.#deleted.has(folder) || this.#opaque.has(folder)) return 'deleted';
      if (slash === 0) break;
    }
    return this.#opaque.has('') ? 'deleted' : undefined;
  }
}
