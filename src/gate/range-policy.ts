import { PatternFileError } from '../catalogue/pattern-file-error.js';
import { GitFailedError } from '../git/git-error.js';
import { policyChanges } from '../policy/compare-policies.js';
import { type Explicit, loadPolicy } from '../policy/load-policy.js';
import type { PolicyChange } from '../policy/outcome.js';
import type { Policy } from '../policy/policy.js';
import { PolicyError } from '../policy/policy-error.js';
import type { EstablishedRange } from './established-range.js';
import { filesAt, policyFiles } from './policy-reader.js';

/** By which policy a range is judged, and what it would change in it. */
export interface RangePolicy {
  readonly policy: Policy;
  readonly changes: readonly PolicyChange[];
}

/**
 * The policy of the base side. That of the new side counts from the next range on, and what it says otherwise is told: whoever
 * reviews the range has to see it.
 *
 * @throws PolicyError when the files of the base side cannot be used
 */
export async function rangePolicy(
  { policyCommit, range }: Pick<EstablishedRange, 'policyCommit' | 'range'>,
  explicit: Omit<Explicit, 'list'>,
): Promise<RangePolicy> {
  const base = policyFiles({ policyCommit });
  const policy = await loadPolicy(base.read, { ...explicit, list: base.list });
  const [tip] = range.tips;
  if (tip === undefined || tip === policyCommit) return { policy, changes: [] };
  const next = filesAt(tip);
  try {
    return { policy, changes: policyChanges(policy, await loadPolicy(next.read, { ...explicit, list: next.list })) };
  } catch (error) {
    return { policy, changes: [unusable(error)] };
  }
}

/** What is wrong with it is not told: the words are those of the range. @throws what is no fault of these files */
function unusable(error: unknown): PolicyChange {
  const what = 'cannot be used as the range leaves it: whoever scans next will be told why';
  if (error instanceof PolicyError) return { file: error.file, what };
  if (error instanceof PatternFileError || error instanceof GitFailedError)
    return { file: 'a file of the policy', what };
  throw error;
}
