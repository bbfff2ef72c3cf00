import { WHOLE_ID } from '../git/range/object-range.js';
import type { Gap } from '../sources/source.js';
import { type Clone, shortId } from './base-side.js';
import type { Asker, CiEvent } from './event.js';

/** Reasons why a range cannot be told, each with the exact lines that mend it. */

export function missingTipGap(event: CiEvent, tip: string, clone: Clone): Gap {
  const reason = `the commit that is new, ${shortId(tip)}, ${isNotIn(tip, clone)}`;
  const ref = event.tipRef !== undefined && PLAIN_REF.test(event.tipRef) ? event.tipRef : undefined;
  return rangeGap(event, clone, reason, ref && `git fetch ${clone.remote} ${ref}`);
}

/** @param branch the short name of the branch that is missing, when it is one */
export function missingBaseGap(event: CiEvent, what: string, branch: string | undefined, clone: Clone): Gap {
  const reason = `what it is to be compared with, ${what}, ${isNotIn(what, clone)}`;
  const refspec =
    branch !== undefined && PLAIN_REF.test(branch) && `+refs/heads/${branch}:refs/remotes/${clone.remote}/${branch}`;
  return rangeGap(event, clone, reason, refspec ? `git fetch ${clone.remote} ${refspec}` : undefined);
}

export function cutOffGap(event: CiEvent, clone: Clone): Gap {
  return rangeGap(
    event,
    clone,
    'this clone is shallow: the commits are cut off before what they are to be compared with',
  );
}

/** What happened, and who says so. */
export function subjectOf({ what }: Pick<CiEvent, 'what'>, { name }: Asker): string {
  return name === undefined ? what : `${name}: ${what}`;
}

/** What an option names can be a word that several things have; a CI system tells ids and branches. */
function isNotIn(what: string, { shallow, asker }: Clone): string {
  const clone = shallow ? 'this shallow clone' : 'this clone';
  return asker.name === undefined && !WHOLE_ID.test(what)
    ? `stands for no commit in ${clone}, or for several (refs/heads/NAME and refs/tags/NAME are certain)`
    : `is not in ${clone}`;
}

/** A name is shown inside a command only when no shell could read anything else into it. */
const PLAIN_REF = /^[\w./@+-]+$/;

function rangeGap(event: CiEvent, { shallow, asker, remote, isOfRemote }: Clone, reason: string, fetch?: string): Gap {
  const whole = shallow ? (asker.wholeClone ?? `before hushkey:\n    git fetch --unshallow ${remote}`) : undefined;
  const ways = [
    whole === undefined ? undefined : `have the whole history, ${whole}`,
    fetch === undefined
      ? undefined
      : `${whole === undefined ? '' : 'if that is not enough, '}before hushkey:\n    ${fetch}`,
    isOfRemote
      ? `${whole === undefined && fetch === undefined ? '' : 'or '}let hushkey fetch what is missing:\n    hushkey ci --fetch`
      : undefined,
  ];
  const advice = ways.filter((way) => way !== undefined).join('\n  ');
  return {
    kind: 'gap',
    subject: `the range of this run (${subjectOf(event, asker)})`,
    reason,
    ...(advice !== '' && { advice }),
  };
}
