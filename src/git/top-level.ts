import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
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

/**
 * The same, when it is certain that paths in the index begin there; undefined when it is not.
 *
 * In a linked worktree, and after `git --git-dir=… commit`, hooks run with `GIT_DIR` set. Git then takes whatever folder
 * it is asked in for the top, so a hook that changed into a folder first gets that folder. What git finds without these
 * variables is trusted when it is the same repository.
 * https://git-scm.com/docs/githooks#_description
 */
export async function certainTopLevel(): Promise<string | undefined> {
  const { GIT_DIR: gitDir, GIT_WORK_TREE: workTree } = process.env;
  if (gitDir === undefined && workTree === undefined) return topLevel();
  const found = await discovered();
  if (found === undefined || !isSameFolder(found.gitDir, gitDir ?? found.gitDir)) return undefined;
  return workTree === undefined || isSameFolder(found.top, workTree) ? found.top : undefined;
}

/** The repository that the working folder lies in, whatever the environment says. */
async function discovered(): Promise<{ top: string; gitDir: string } | undefined> {
  try {
    const env = { GIT_DIR: undefined, GIT_WORK_TREE: undefined };
    const output = await runGit(['rev-parse', '--show-toplevel', '--absolute-git-dir'], { env });
    const [top, gitDir, ...rest] = output.toString('utf8').split(/\r?\n/);
    return top && gitDir && rest.join('') === '' ? { top, gitDir } : undefined;
  } catch (error) {
    if (error instanceof GitFailedError) return undefined;
    throw error;
  }
}

function isSameFolder(a: string, b: string): boolean {
  try {
    return realpathSync(resolve(a)) === realpathSync(resolve(b));
  } catch {
    return false;
  }
}
