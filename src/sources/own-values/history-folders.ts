import { pathText } from '../../git/path-text.js';
import { runGit } from '../../git/spawn.js';
import { formatOf } from './value-files.js';

/** Files of these names, in every folder. */
const NAMES = ['.env', '.env.*', '.envrc', '.dev.vars', '.dev.vars.*', '.npmrc'];

/**
 * Every folder of the working tree that has a file of variables, tracked, untracked or ignored. What is ignored as a whole
 * folder (`node_modules/`) is not looked into.
 *
 * @returns relative to the top level; none where there is no working tree
 */
export async function foldersWithValues(top: string | undefined): Promise<Iterable<string>> {
  if (top === undefined) return [];
  const globs = NAMES.map((name) => `:(glob)**/${name}`);
  const lists = await Promise.all([
    paths(['--cached', '--others', '--exclude-standard', '--', ...globs], top),
    paths(['--others', '--ignored', '--exclude-standard', '--directory'], top),
  ]);
  const files = lists.flat().filter((path) => formatOf(path.slice(path.lastIndexOf('/') + 1)) !== undefined);
  return new Set(files.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
}

/** Git's refusal is told by the scan, which asks it far more. */
async function paths(args: readonly string[], top: string): Promise<string[]> {
  const output = await runGit(['ls-files', '-z', ...args], { cwd: top }).catch(() => Buffer.alloc(0));
  return pathText(output).split('\0');
}
