import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { certainTopLevel } from '../git/top-level.js';
import { UsageError } from './usage-error.js';

/** What Node puts in place of bytes that are no UTF-8: such a path cannot be told apart from others any more. */
const REPLACEMENT = '\ufffd';

/**
 * Paths as git names them: from the top level, with slashes. They are literal, `[id].ts` is no pattern.
 *
 * @returns undefined for everything: no path was named, or one that cannot be understood for certain, and leaving a file
 *   out must never be the answer to that
 * @throws UsageError when a path lies outside the repository
 */
export async function literalPaths(paths: readonly string[]): Promise<Buffer[] | undefined> {
  if (paths.length === 0 || paths.some((path) => path === '' || path.includes(REPLACEMENT))) return undefined;
  const top = await certainTopLevel();
  return top === undefined ? undefined : paths.map((path) => Buffer.from(insideOf(top, path).split(sep).join('/')));
}

function insideOf(top: string, path: string): string {
  const absolute = resolve(path);
  for (const candidate of [absolute, withRealFolder(absolute)]) {
    const inside = relative(top, candidate);
    if (inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)) return inside;
  }
  throw new UsageError(`"${path}" is not in this repository (${top})`);
}

/**
 * The same file through the real path of its folder: git's top level has no symbolic links in it. A staged file's folder
 * need not exist any more; then the nearest one that does is taken.
 */
function withRealFolder(path: string): string {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    try {
      return join(realpathSync(folder), relative(folder, path));
    } catch {
      if (folder === dirname(folder)) return path;
    }
  }
}
