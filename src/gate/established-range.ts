import { cloneKind } from '../git/clone-kind.js';
import { parentlessIn } from '../git/range-commits.js';
import { mainRemote } from '../git/remotes.js';
import { objectOf } from '../git/revision.js';
import type { ObjectRange } from '../sources/range.js';
import type { Gap } from '../sources/source.js';
import { type BaseSide, baseSide, shortId } from './base-side.js';
import type { Asker, CiEvent } from './event.js';
import { cutOffGap, missingBaseGap, missingTipGap, subjectOf } from './range-gaps.js';

/** What a gate looks at. */
export interface EstablishedRange {
  readonly kind: 'range';
  readonly range: ObjectRange;
  /** A sentence without its full stop: what is new, compared with what. */
  readonly sentence: string;
  /**
   * The commit whose configuration and ignore file count. Undefined when there is nothing that the range could not have
   * changed itself.
   */
  readonly policyCommit: string | undefined;
}

/**
 * Finds an event's commits in this clone.
 *
 * @returns a gap when what was asked for cannot be told: then nothing may be called clean
 * @throws GitUnusableError when this is no repository
 * @throws GitFailedError when git refuses to read it
 */
export async function establishRange(event: CiEvent, asker: Asker): Promise<EstablishedRange | Gap> {
  const { shallow } = await cloneKind();
  const remote = await mainRemote();
  const clone = { shallow, remote: remote ?? 'origin', isOfRemote: remote !== undefined, asker };
  const tips: string[] = [];
  for (const tip of event.tips) {
    const id = await presentObject(tip);
    if (id === undefined) return missingTipGap(event, tip, clone);
    tips.push(id);
  }
  const base = await baseSide(event, tips, clone);
  if (base.kind === 'missing') return missingBaseGap(event, base.what, base.branch, clone);
  const range = { tips: [...new Set([...tips, ...base.moreTips])], not: base.not, names: newRefs(event) };
  // A commit without parents is where a shallow clone was cut off; or the range went past it to the very first commit.
  if (shallow && (await parentlessIn(range.tips, range.not)) !== undefined) return cutOffGap(event, clone);
  const sentence = `${subjectOf(event, asker)}; ${newIs(tips, base)}`;
  return { kind: 'range', range, sentence, policyCommit: base.policyCommit };
}

/** The ref that was pushed, unless it was there before: its name is read by others too. */
function newRefs({ tipRef, before, target, isWhole = false, isEverything = false }: CiEvent): string[] {
  const isPushed = target === undefined && before === undefined && !isWhole && !isEverything;
  return isPushed && tipRef !== undefined ? [tipRef] : [];
}

/** The object that a revision stands for, when it is here: an id in full stands for itself, here or not. */
function presentObject(revision: string): Promise<string | undefined> {
  return objectOf(`${revision}^{object}`);
}

function newIs(tips: readonly string[], { shown, policyOf }: Extract<BaseSide, { kind: 'base' }>): string {
  const heads = tips.map(shortId).join(', ');
  const judged = policyOf === undefined ? '' : `; the configuration is that of ${policyOf}`;
  return shown === undefined
    ? `new is everything that ${heads} reaches`
    : `new is what ${heads} reaches and ${shown} does not${judged}`;
}
