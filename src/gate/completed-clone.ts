import { cloneKind } from '../git/clone-kind.js';
import { fetchMissing } from '../git/fetch-missing.js';
import { RangeFetch } from '../git/fetch-range.js';
import { ObjectReader } from '../git/object-reader.js';
import { mainRemote, remoteHead } from '../git/remotes.js';
import { objectOf, refTarget } from '../git/revision.js';
import type { CiEvent } from './event.js';

/** A name that means one ref in a refspec, and nothing else. https://git-scm.com/docs/git-check-ref-format */
const ONE_REF = /^(?![-+^])[^\s:*?[\\^~]+$/;

/**
 * Fetches what an event needs and this clone lacks: all commits, the branch that it is compared with, the tips, and where
 * a branch was before.
 *
 * @returns what the remote did not deliver, in git's own words
 */
export async function completeClone(event: CiEvent): Promise<readonly string[]> {
  const remote = await mainRemote();
  if (remote === undefined) return ['this clone has no remote to fetch from'];
  const fetch = new RangeFetch(remote);
  const { shallow, partial } = await cloneKind();
  if (shallow) await fetch.unshallow();
  for (const tip of event.tips) {
    if (await isHere(`${tip}^{object}`)) continue;
    if (event.tipRef === undefined || !ONE_REF.test(event.tipRef) || !(await fetch.object(event.tipRef)))
      if (/^[0-9a-f]{40,64}$/.test(tip)) await fetch.object(tip);
  }
  const branch = event.target === undefined ? (event.defaultBranch ?? (await remoteHead(remote))) : event.target.branch;
  if (
    branch !== undefined &&
    ONE_REF.test(branch) &&
    (await refTarget(`refs/remotes/${remote}/${branch}`)) === undefined
  )
    await fetch.branch(branch);
  const wasBefore = event.before;
  const refusals = [...fetch.refusals];
  // Gone from every branch it is still on most servers, for a while; that it is not is no reason to complain.
  if (wasBefore !== undefined && /^[0-9a-f]{40,64}$/.test(wasBefore) && !(await isHere(`${wasBefore}^{commit}`)))
    await fetch.object(wasBefore);
  return partial ? [...refusals, ...(await fetchLeftOut())] : refusals;
}

/** What a partial clone left out: of the range, of what its paths held before, and of the policy that it is judged by. */
async function fetchLeftOut(): Promise<string[]> {
  const objects = new ObjectReader();
  try {
    return (await fetchMissing(objects)).map(({ remote, reason }) => `${remote}: ${reason}`);
  } finally {
    objects.close();
  }
}

async function isHere(revision: string): Promise<boolean> {
  return (await objectOf(revision)) !== undefined;
}
