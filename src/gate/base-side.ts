import { remoteHead } from '../git/remotes.js';
import { objectOf } from '../git/revision.js';
import type { Asker, CiEvent, Target } from './event.js';

/** What the server had before. */
export type BaseSide =
  | {
      readonly kind: 'base';
      /** Ids of commits; empty: nothing. */
      readonly not: readonly string[];
      /** What the system made of both sides, to be searched too. */
      readonly moreTips: readonly string[];
      /** How people call it; undefined when it is nothing. */
      readonly shown: string | undefined;
      readonly policyCommit: string | undefined;
    }
  | { readonly kind: 'missing'; readonly what: string; readonly branch: string | undefined };

const NOTHING = { kind: 'base', not: [], moreTips: [], shown: undefined, policyCommit: undefined } as const;

/** What is known of the clone that a range is looked for in. */
export interface Clone {
  readonly shallow: boolean;
  /** The name of the remote that it came from. */
  readonly remote: string;
  readonly asker: Asker;
}

/**
 * Only remote-tracking branches and ids that the system told are believed: local branches can be what the system made of
 * both sides already, and then nothing would be new.
 */
export async function baseSide(event: CiEvent, tips: readonly string[], clone: Clone): Promise<BaseSide> {
  if (event.target !== undefined) return targetSide(event.target, tips, clone);
  if (event.isEverything) return NOTHING;
  if (event.before === undefined) return newBranch(event, clone, '');
  const before = await commitOf(event.before);
  if (before !== undefined) return base([before], `${shortId(before)}, where ${event.branch ?? 'it'} was before,`);
  // A commit that was cut off cannot be told from one that a forced push did away with.
  if (clone.shallow)
    return { kind: 'missing', what: `${shortId(event.before)}, where it was before`, branch: undefined };
  return newBranch(event, clone, ` (${shortId(event.before)}, where it was before, is gone: a forced push)`);
}

async function targetSide(target: Target, tips: readonly string[], clone: Clone): Promise<BaseSide> {
  const tracking = target.branch === undefined ? undefined : await trackingCommit(clone, target.branch);
  const merge = target.merge === undefined ? undefined : await commitOf(target.merge);
  const merged = merge === undefined ? undefined : await firstParent(merge, tips);
  const told: string[] = [];
  for (const id of target.commits) {
    const commit = await commitOf(id);
    if (commit !== undefined) told.push(commit);
  }
  const not = [...new Set([tracking, merged, ...told].filter((id) => id !== undefined))];
  const [first] = not;
  const name = target.name ?? target.branch ?? 'its base';
  if (first === undefined) return { kind: 'missing', what: name, branch: target.branch };
  const moreTips = merge === undefined || merged === undefined ? [] : [merge];
  return { kind: 'base', not, moreTips, shown: `${name} (${shortId(first)})`, policyCommit: first };
}

/**
 * A new branch is compared with the default branch and no other. Two branches can be pushed at once: each would take what
 * both have for known by the other.
 */
async function newBranch(event: CiEvent, clone: Clone, note: string): Promise<BaseSide> {
  const name = event.defaultBranch ?? (await remoteHead(clone.remote));
  if (name === undefined || name === event.branch) {
    const isAsked = event.isWhole && name === event.branch;
    const [tip] = event.tips;
    // Nobody pushed anything: what the default branch says of itself was judged when it came there.
    const policyCommit = isAsked && tip !== undefined ? await commitOf(tip) : undefined;
    return { ...NOTHING, policyCommit };
  }
  const commit = await trackingCommit(clone, name);
  if (commit === undefined) return { kind: 'missing', what: `the default branch ${name}`, branch: name };
  return base([commit], `the default branch ${name} (${shortId(commit)})${note}`);
}

function base(not: readonly [string], shown: string): BaseSide {
  return { kind: 'base', not, moreTips: [], shown, policyCommit: not[0] };
}

function trackingCommit({ remote }: Clone, branch: string): Promise<string | undefined> {
  return commitOf(`refs/remotes/${remote}/${branch}`);
}

/** Undefined when it is not here. */
function commitOf(revision: string): Promise<string | undefined> {
  return objectOf(`${revision}^{commit}`);
}

/** The side of a merge that is not new, when its other side is what is. */
async function firstParent(merge: string, tips: readonly string[]): Promise<string | undefined> {
  const second = await commitOf(`${merge}^2`);
  return second !== undefined && tips.includes(second) ? commitOf(`${merge}^1`) : undefined;
}

/** As people quote it. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}
