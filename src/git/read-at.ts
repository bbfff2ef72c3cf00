import { GitFailedError } from './git-error.js';
import { runGit } from './spawn.js';

/** Bytes. Nothing that somebody wrote is larger, and all of it comes into memory. */
const LARGEST = 64 << 20;

/**
 * Reads files as a commit has them, whatever is checked out: so a range cannot change the rules by which it is judged.
 *
 * @param commit its id
 * @returns reads the file at a path from the top of the repository; undefined when the commit has none there. It throws
 *   GitFailedError when there is something that cannot be read, or that is no plain file.
 */
export function readAt(commit: string, cwd?: string): (path: string) => Promise<Buffer | undefined> {
  const options = cwd === undefined ? {} : { cwd };
  return async (path) => {
    // The path is no pattern, and not relative to the working folder.
    const list = ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', '--long', commit, '--', path];
    const refuse = (reason: string) =>
      new GitFailedError(`${path} in commit ${commit.slice(0, 12)} cannot be read`, reason);
    const entry = await runGit(list, options).then(
      (output) => output.toString('latin1').split('\0')[0] ?? '',
      // The size of a file is asked of the file.
      (error: unknown) => {
        throw isLeftOut(error) ? refuse(LEFT_OUT) : error;
      },
    );
    if (entry === '') return undefined;
    const [, mode, id, size] = /^(\d{6}) \w+ ([0-9a-f]{40,64}) +(\d+|-)\t/.exec(entry) ?? [];
    if (id === undefined || !mode?.startsWith('100')) throw refuse('it is no plain file');
    if (Number(size) > LARGEST) throw refuse(`it is larger than ${LARGEST >> 20} MiB`);
    return runGit(['cat-file', 'blob', id], options);
  };
}

const LEFT_OUT =
  'this partial clone left it out; clone without --filter, or let hushkey fetch what is missing: hushkey ci --fetch';

function isLeftOut(error: unknown): boolean {
  return error instanceof GitFailedError && /promisor remote/.test(error.detail);
}

/**
 * Lists files as a commit has them.
 *
 * @returns lists the paths of all files below a folder, from the top of the repository; undefined when there is none. It
 *   throws GitFailedError when git cannot tell.
 */
export function listAt(commit: string, cwd?: string): (folder: string) => Promise<readonly string[] | undefined> {
  const options = cwd === undefined ? {} : { cwd };
  return async (folder) => {
    const where = folder === '.' ? [] : [`${folder}/`];
    const list = ['--literal-pathspecs', 'ls-tree', '-r', '-z', '--full-tree', '--name-only', commit, '--', ...where];
    const paths = (await runGit(list, options))
      .toString('utf8')
      .split('\0')
      .filter((path) => path !== '');
    return paths.length === 0 ? undefined : paths;
  };
}
