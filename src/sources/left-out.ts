import type { Refusal } from '../git/fetch-missing.js';
import type { Gap } from './source.js';

/** More commits than this are counted, not named. */
const MOST_NAMED = 10;

/** What a shallow clone does not have. @param boundary the commits whose parents it lacks, when they are known */
export function shallowGap(boundary: readonly string[] = []): Gap {
  return {
    kind: 'gap',
    subject: 'history before the shallow boundary',
    reason: `this is a shallow clone, older commits are not here${named(boundary)}`,
    advice: 'run git fetch --unshallow, then scan again',
  };
}

/** Such as `: it ends at 2 commits, 0123456789ab and ba9876543210`. */
function named(boundary: readonly string[]): string {
  if (boundary.length === 0) return '';
  const ids = boundary.slice(0, MOST_NAMED).map((id) => id.slice(0, 12));
  const more = boundary.length - ids.length;
  const last = more > 0 ? `${more} more` : ids.pop();
  const list = ids.length > 0 ? `${ids.join(', ')} and ${last}` : last;
  return `: it ends at ${boundary.length === 1 ? 'commit' : `${boundary.length} commits,`} ${list}`;
}

/** What a partial clone does not have. @param refusals what came of it when it was to be fetched; undefined: it was not */
export function notFetchedGap(objects: number, refusals: readonly Refusal[] | undefined): Gap {
  const subject = objects === 1 ? '1 object that was not fetched' : `${objects} objects that were not fetched`;
  if (refusals === undefined)
    return {
      kind: 'gap',
      subject,
      reason: 'this is a partial clone, what it left out may be only on the server',
      advice: 'run hushkey history --fetch-missing, or git fetch --refetch --no-filter and scan again',
    };
  const reasons = refusals.map(({ remote, reason }) => `${remote} did not deliver: ${reason}`);
  return {
    kind: 'gap',
    subject,
    reason: reasons.length > 0 ? reasons.join('; ') : 'no remote promises to deliver what this partial clone left out',
    advice: 'see that git fetch works and that the server still has them, then scan again; or scan a full clone',
  };
}
