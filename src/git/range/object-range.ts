import { GitFailedError } from '../git-error.js';

/** What some commits and tags lead to and others do not. */
export interface ObjectRange {
  /** Whole ids of commits or tags, or of any other object that a ref can name. */
  readonly tips: readonly string[];
  /** Whole ids of what the other side has already. Empty: everything that the tips reach. They have to be here. */
  readonly not: readonly string[];
  /** Full names of the refs that are to have the tips: names are read by others too. */
  readonly names?: readonly string[];
}

/**
 * The range as `git rev-list --stdin` reads it.
 * https://git-scm.com/docs/git-rev-list#Documentation/git-rev-list.txt---stdin
 *
 * @throws GitFailedError when something in it is no whole id: a name could mean another object a moment later
 */
export function rangeInput({ tips, not }: ObjectRange): string {
  for (const id of [...tips, ...not])
    if (!WHOLE_ID.test(id)) throw new GitFailedError('a range is made of whole ids', JSON.stringify(id.slice(0, 80)));
  return [...tips, ...not.map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
}

export const WHOLE_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** In place of an id it says that there is none: a ref that comes into being, or goes. */
export function isNoId(id: string): boolean {
  return /^0+$/.test(id);
}
