import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { PolicyError } from '../policy/policy-error.js';

/** The files of a working tree that policy is read from. */
export class PolicyFiles {
  readonly #top: string;

  constructor(top: string) {
    this.#top = top;
  }

  readonly read = async (path: string): Promise<Buffer | undefined> => {
    const file = resolve(this.#top, path);
    try {
      // A link could lead anywhere, to a FIFO that never ends as well.
      if (!lstatSync(file).isFile()) throw new PolicyError(path, undefined, 'it is no regular file');
      this.#refuseDetour(path);
      return readFileSync(file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      if (error instanceof PolicyError || code === undefined) throw error;
      throw new PolicyError(path, undefined, `it cannot be read (${code})`);
    }
  };

  readonly list = async (folder: string): Promise<readonly string[] | undefined> => {
    const path = join(this.#top, folder);
    if (!isFolder(path)) return undefined;
    this.#refuseDetour(folder);
    const { default: fastGlob } = await import('fast-glob');
    const names = await fastGlob('**/*.{yaml,yml}', { cwd: path, followSymbolicLinks: false });
    return names.map((name) => (folder === '.' ? name : `${folder}/${name}`));
  };

  /** What lies in the repository by its name can lie elsewhere by a link on the way. */
  #refuseDetour(path: string): void {
    if (isAbsolute(path)) return;
    const real = realpathSync(dirname(join(this.#top, path, 'x')));
    const inside = relative(realpathSync(this.#top), real);
    if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))
      throw new PolicyError(path, undefined, 'a symbolic link leads out of the repository');
  }
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}
