import { emptyTree } from './empty-tree.js';
import { GitFailedError, GitUnusableError } from './git-error.js';
import type { ObjectReader } from './object-reader.js';

/**
 * The tree that the next commit is compared with: that of HEAD or, before the first commit, the empty tree.
 *
 * A HEAD that points at a lost commit is answered like an unborn one. Then everything in the index counts as new, which
 * says too much and never too little; git itself refuses to commit on top of it.
 *
 * @throws GitUnusableError when this is no repository
 * @throws GitFailedError when git refuses to read it
 */
export async function baseTree(objects: ObjectReader): Promise<string> {
  const head = await objects.read('HEAD^{tree}');
  if (head.found) return head.id;
  if (head.fatal) throw refusal(head.reason);
  const empty = await emptyTree(objects);
  if (empty === undefined)
    throw new GitFailedError('git knows no empty tree', 'the repository uses a hash that hushkey does not know');
  return empty;
}

/** What git says when it will not work in this folder at all, as an error a person can act on. */
export function refusal(reason: string): Error {
  if (/not a git repository/.test(reason))
    return new GitUnusableError('this is not a git repository: run hushkey inside one');
  if (/dubious ownership|unsafe repository/.test(reason)) {
    return new GitFailedError(
      'git refuses this repository because it belongs to another user; "git config --global --add safe.directory DIR" allows it',
      reason,
    );
  }
  return new GitFailedError('git could not open the repository', reason);
}
