import { isAbsolute, posix, relative, resolve, sep } from 'node:path';
import type { Location } from '../policy/finding.js';
import { ENGINE_CONTAINER, STDIN_CONTAINER } from '../sources/source.js';

/** Where something is, for readers who know places by the path of a file below the top of the repository. */
export type RepositoryPath =
  /** Below the top, with `/` between names. */
  | { readonly kind: 'inside'; readonly path: string }
  /** Somewhere else on this machine: an absolute path. */
  | { readonly kind: 'outside'; readonly path: string }
  /** An image that is no file, by its name. */
  | { readonly kind: 'image'; readonly path: string }
  | { readonly kind: 'stdin' };

/**
 * The file of a place, seen from the top of the repository. Of what is in an archive it is the archive: nothing else of it is
 * a file that a reader could open. What is in no file has the name that it has, or would have,
 * below `.git`: such readers accept nothing without a path.
 *
 * @param base where relative paths begin, seen from the top of the repository
 */
export function repositoryPath({ path: own, container, part, ref, blob }: Location, base = ''): RepositoryPath {
  const path = container ?? own;
  if (part === 'stdin' || container === STDIN_CONTAINER) return { kind: 'stdin' };
  if (container === ENGINE_CONTAINER) return { kind: 'image', path: own?.replace(/![/<].*$/s, '') ?? '' };
  if (part === 'ref') return inside(`.git/${ref ?? 'refs'}`);
  if (part === 'reflog') return inside(`.git/logs/${ref ?? 'HEAD'}`);
  // Where git has the message of a commit that is about to be made.
  if (path === undefined && blob === undefined) return inside('.git/COMMIT_EDITMSG');
  // The object's own name, as git would store it loose.
  if (path === undefined) return inside(`.git/objects/${blob?.slice(0, 2)}/${blob?.slice(2)}`);
  const whole = isAbsolute(path) ? fromTopOf(base, path) : posix.normalize(base + path);
  if (whole === '..' || whole.startsWith('../') || isAbsolute(whole)) return { kind: 'outside', path: resolve(path) };
  return inside(whole);
}

function inside(path: string): RepositoryPath {
  return { kind: 'inside', path };
}

/** The working folder is as deep below the top as its path from there has names. */
function fromTopOf(base: string, absolute: string): string {
  return relative(resolve(base.replace(/[^/]+/g, '..')), absolute)
    .split(sep)
    .join('/');
}
