import { remoteHead } from '../git/remotes.js';
import { commitOf, refTarget } from '../git/revision.js';
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
      /** The commit whose configuration and ignore file count; undefined for none. */
      readonly policyCommit: string | undefined;
      /** The short name of the branch that it is of, when that is not what the tips are compared with. */
      readonly policyOf?: string | undefined;
    }
  | { readonly kind: 'missing'; readonly what: string; readonly branch: string | undefined };

const NOTHING = { kind: 'base', not: [], moreTips: [], shown: undefined, policyCommit: undefined } as const;

/** What is known of the clone that a range is looked for in. */
export interface Clone {
  readonly shallow: boolean;
  /** The name of the remote that it came from. */
  readonly remote: string;
  /** There is such a remote. */
  readonly isOfRemote: boolean;
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
  if (before !== undefined) return pushedSide(event, before, clone);
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
 * Of a branch that anybody may push to, what an earlier push left there is no better than what this one brings: what the
 * default branch says counts, where it is here.
 */
async function pushedSide(event: CiEvent, before: string, clone: Clone): Promise<BaseSide> {
  const shown = `${shortId(before)}, where ${event.branch ?? 'it'} was before,`;
  const name = event.defaultBranch ?? (await remoteHead(clone.remote));
  const isItself = name === undefined || name === event.branch;
  const judge = isItself ? undefined : await trackingCommit(clone, name);
  if (judge === undefined) return base([before], shown);
  return { ...base([before], shown), policyCommit: judge, policyOf: name };
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

function base(not: readonly [string], shown: string) {
  return { kind: 'base', not, moreTips: [], shown, policyCommit: not[0] } as const;
}

async function trackingCommit({ remote }: Clone, branch: string): Promise<string | undefined> {
  const id = await refTarget(`refs/remotes/${remote}/${branch}`);
  return id === undefined ? undefined : commitOf(id);
}

/** The side of a merge that is not new, when its other side is what is. */
async function firstParent(merge: string, tips: readonly string[]): Promise<string | undefined> {
  const second = await commitOf(`${merge}^2`);
  return second !== undefined && tips.includes(second) ? commitOf(`${merge}^1`) : undefined;
}

/** As people quote it; a name stays as it is. */
export function shortId(id: string): string {
  return /^[0-9a-f]{12,}$/.test(id) ? id.slice(0, 12) : id;
}
