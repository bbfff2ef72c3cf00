import { GitFailedError, GitUnusableError } from './git-error.js';
import { refusal } from './head.js';
import { runGit } from './spawn.js';

/**
 * The absolute path of the working tree's top.
 *
 * @throws GitUnusableError outside a repository and in a bare one, which has no working tree
 */
export async function topLevel(cwd?: string): Promise<string> {
  try {
    const output = await runGit(['rev-parse', '--show-toplevel'], cwd === undefined ? {} : { cwd });
    // A path may itself end in a line feed: only git's own one is taken off.
    return output.toString('utf8').replace(/\r?\n$/, '');
  } catch (error) {
    if (!(error instanceof GitFailedError)) throw error;
    if (/work tree/.test(error.detail)) throw new GitUnusableError('this is a bare repository: it has no working tree');
    throw refusal(error.detail);
  }
}
