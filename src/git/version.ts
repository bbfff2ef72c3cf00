import { GitUnusableError } from './git-error.js';
import { runGit } from './spawn.js';

/** The oldest git we ask for what it can answer: `--end-of-options` came with 2.24. */
const OLDEST_GIT = [2, 24] as const;

/**
 * Makes sure that git is there and not too old.
 *
 * @throws GitUnusableError with a sentence that says what to do
 */
export async function checkGitVersion(): Promise<void> {
  const text = (await runGit(['--version'])).toString('utf8').trim();
  const [, major, minor] = /(\d+)\.(\d+)/.exec(text) ?? [];
  const needed = OLDEST_GIT.join('.');
  if (major === undefined)
    throw new GitUnusableError(
      `"git --version" answered ${JSON.stringify(text.slice(0, 80))}: hushkey needs git ${needed} or newer`,
    );
  const newEnough =
    Number(major) > OLDEST_GIT[0] || (Number(major) === OLDEST_GIT[0] && Number(minor) >= OLDEST_GIT[1]);
  if (!newEnough) throw new GitUnusableError(`git ${major}.${minor} is too old: hushkey needs git ${needed} or newer`);
}
