import { readAt } from '../git/read-at.js';
import type { EstablishedRange } from './established-range.js';

/**
 * Reads policy files for a gate: as they are on the base side of the range, so that what is judged cannot excuse itself.
 * Without a base side there is none that could be believed.
 *
 * @returns reads the file at a path from the top of the repository; undefined when there is none
 */
export function policyReader({
  policyCommit,
}: Pick<EstablishedRange, 'policyCommit'>): (path: string) => Promise<Buffer | undefined> {
  return policyCommit === undefined ? async () => undefined : readAt(policyCommit);
}
