import { GitFailedError } from './git-error.js';
import { refusal } from './head.js';
import { PROMISOR_KEYS } from './promisor-remotes.js';
import { runGit } from './spawn.js';

/** What a clone was told to leave out. */
export interface CloneKind {
  /** The history is cut off: `git clone --depth`. */
  readonly shallow: boolean;
  /** Some remote has promised to deliver objects later: `git clone --filter`. */
  readonly partial: boolean;
}

/**
 * https://git-scm.com/docs/shallow and https://git-scm.com/docs/partial-clone
 *
 * @throws GitUnusableError when this is no repository
 * @throws GitFailedError when git refuses to read it
 */
export async function cloneKind(cwd?: string): Promise<CloneKind> {
  const options = cwd === undefined ? {} : { cwd };
  try {
    const shallow = await runGit(['rev-parse', '--is-shallow-repository'], options);
    // `git config` ends with 1 when no such key is set.
    const promisors = await runGit(['config', '--get-regexp', PROMISOR_KEYS], { ...options, accept: [1] });
    return { shallow: shallow.toString('latin1').trim() === 'true', partial: promisors.length > 0 };
  } catch (error) {
    throw error instanceof GitFailedError ? refusal(error.detail) : error;
  }
}
