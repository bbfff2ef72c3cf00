import { PatternFileError } from '../catalogue/pattern-file-error.js';
import { GitFailedError } from '../git/git-error.js';
import { partingOf } from '../git/range-commits.js';
import { policyChanges } from '../policy/compare-policies.js';
import { type Explicit, loadPolicy } from '../policy/load-policy.js';
import type { PolicyChange } from '../policy/outcome.js';
import type { Policy } from '../policy/policy.js';
import { PolicyError } from '../policy/policy-error.js';
import type { ReadPolicyFile } from '../policy/read-policy-file.js';
import type { EstablishedRange } from './established-range.js';
import { policyFiles } from './policy-reader.js';

/** By which policy a range is judged, and what it would change in it. */
export interface RangePolicy {
  readonly policy: Policy;
  readonly changes: readonly PolicyChange[];
}

/** What is said besides. */
export interface RangeExplicit extends Omit<Explicit, 'list'> {
  /** Reads a file outside of the repository, by its whole path: no range changes that. */
  readonly readElsewhere: ReadPolicyFile;
}

/**
 * The policy of the base side. That of the new side counts from the next range on, and what it says otherwise is told: whoever
 * reviews the range has to see it.
 *
 * @throws PolicyError when the files of the base side cannot be used
 */
export async function rangePolicy(
  { policyCommit, range }: Pick<EstablishedRange, 'policyCommit' | 'range'>,
  explicit: RangeExplicit,
): Promise<RangePolicy> {
  const policy = await policyAt(policyCommit, explicit);
  const [tip] = range.tips;
  if (tip === undefined) return { policy, changes: [] };
  const begin = await beginOf(range, tip);
  if (tip === policyCommit || tip === begin) return { policy, changes: [] };
  try {
    const next = await policyAt(tip, explicit);
    return { policy, changes: policyChanges(await policyBefore(begin, policyCommit, policy, explicit), next) };
  } catch (error) {
    return { policy, changes: [unusable(error)] };
  }
}

/** What a commit says, or nothing. @throws PolicyError when its files cannot be used */
export async function policyAt(commit: string | undefined, explicit: RangeExplicit): Promise<Policy> {
  const { readElsewhere, ...said } = explicit;
  const { read, list } = policyFiles({ policyCommit: commit }, readElsewhere);
  return loadPolicy(read, { ...said, list });
}

/**
 * Where the range left the base side: what the base side says since then is no change of the range. Without such a place
 * everything is.
 */
async function beginOf({ not }: EstablishedRange['range'], tip: string): Promise<string | undefined> {
  const [first] = not;
  return first === undefined ? undefined : partingOf(first, tip);
}

/** What cannot be used there, and was mended since, is no fault of the range. */
async function policyBefore(
  begin: string | undefined,
  policyCommit: string | undefined,
  policy: Policy,
  explicit: RangeExplicit,
): Promise<Policy> {
  if (begin === policyCommit) return policy;
  try {
    return await policyAt(begin, explicit);
  } catch (error) {
    unusable(error);
    return policy;
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
