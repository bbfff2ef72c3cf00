import { resolve } from 'node:path';
import { GitFailedError } from './git-error.js';
import { refusal } from './head.js';
import { runGit } from './spawn.js';

/**
 * The git directory that all worktrees of a repository share, as an absolute path.
 *
 * @throws GitUnusableError when this is no repository
 * @throws GitFailedError when git refuses to read it
 */
export async function commonDirectory(cwd: string = process.cwd()): Promise<string> {
  try {
    const answer = await runGit(['rev-parse', '--git-common-dir'], { cwd });
    // A path may itself end in a line feed: only git's own one is taken off.
    return resolve(cwd, answer.toString('utf8').replace(/\r?\n$/, ''));
  } catch (error) {
    throw error instanceof GitFailedError ? refusal(error.detail) : error;
  }
}
