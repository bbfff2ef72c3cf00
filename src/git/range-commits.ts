import { GitFailedError } from './git-error.js';
import { linesOf } from './lines.js';
import { lastWords, runGit, startGit } from './spawn.js';

/**
 * Of the commits that some reach and others do not, one that has no parents here: a root, or a commit whose parents a
 * shallow clone left out.
 *
 * @param tips ids
 * @param not ids
 * @throws GitFailedError when a commit is missing
 */
export async function parentlessIn(
  tips: readonly string[],
  not: readonly string[],
  cwd?: string,
): Promise<string | undefined> {
  const git = startGit(['rev-list', '--max-parents=0', '--stdin'], cwd);
  git.stdin.end([...tips, ...not.map((id) => `^${id}`)].map((line) => `${line}\n`).join(''));
  let first: string | undefined;
  for await (const lines of linesOf(git.stdout)) first ??= lines[0];
  const { code, stderr } = await git.ended;
  if (code !== 0) throw new GitFailedError('the commits of the range cannot be walked', lastWords(stderr));
  return first;
}

/**
 * Where two commits parted. Of several such places one.
 *
 * @param one its id
 * @param other its id
 * @returns undefined when they have nothing in common
 */
export async function partingOf(one: string, other: string, cwd?: string): Promise<string | undefined> {
  const output = await runGit(['merge-base', one, other], { accept: [1], ...(cwd !== undefined && { cwd }) });
  return output.toString('latin1').trim() || undefined;
}
