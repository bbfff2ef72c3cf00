import { linesOf } from './lines.js';
import { startGit } from './spawn.js';

/**
 * The object that a revision stands for: a branch, a tag, `HEAD~3`, an id in short.
 * https://git-scm.com/docs/gitrevisions
 *
 * @returns undefined when it stands for none, or for several
 */
export async function objectOf(revision: string, cwd?: string): Promise<string | undefined> {
  const git = startGit(['rev-parse', '--verify', '--quiet', '--end-of-options', revision], cwd);
  git.stdin.end();
  const ids: string[] = [];
  for await (const lines of linesOf(git.stdout)) ids.push(...lines);
  const { code } = await git.ended;
  return code === 0 && /^[0-9a-f]{40,64}$/.test(ids.at(-1) ?? '') ? ids.at(-1) : undefined;
}
