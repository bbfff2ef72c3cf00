import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { WHOLE_ID } from './range/object-range.js';
import { runGit } from './spawn.js';

/** What git is doing when it asks a hook about a commit. */
export interface CommitUnderWay {
  /** Git makes the commit itself, or lets a person end what it began: a merge, cherry-pick, revert or rebase. */
  readonly isGits: boolean;
  /** The commits that are merged into HEAD. */
  readonly merged: readonly string[];
}

/** Files of the git folder that say what is under way. https://git-scm.com/docs/gitrepository-layout */
const [MERGE_HEAD, ...SIGNS] = [
  'MERGE_HEAD',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
  // A revert that goes through at once leaves no other sign.
  'MERGE_MSG',
  'rebase-merge',
  'rebase-apply',
  'sequencer',
] as const;

/**
 * Before a merge has its `MERGE_HEAD`, as a `pre-merge-commit` hook sees it, git names what is merged in the environment
 * only: `GITHEAD_ID=NAME`, which it sets for its merge strategies and hooks inherit.
 */
export async function commitUnderWay(env: NodeJS.ProcessEnv = process.env): Promise<CommitUnderWay> {
  const names = [MERGE_HEAD, ...SIGNS];
  const output = await runGit(['rev-parse', ...names.flatMap((name) => ['--git-path', name])]);
  const [mergeHead = '', ...signs] = output
    .toString('utf8')
    .split('\n')
    .slice(0, names.length)
    .map((path) => resolve(path));
  const inFile = existsSync(mergeHead) ? readFileSync(mergeHead, 'latin1').split('\n') : [];
  const inEnvironment = Object.keys(env).flatMap((name) => /^GITHEAD_(.*)$/.exec(name)?.[1] ?? []);
  const merged = [...new Set([...inFile, ...inEnvironment])].filter((id) => WHOLE_ID.test(id));
  return { isGits: merged.length > 0 || signs.some((path) => existsSync(path)), merged };
}

/** Those of some commits that a remote-tracking ref reaches: others have them already. */
export async function published(commits: readonly string[]): Promise<string[]> {
  const known: string[] = [];
  for (const id of commits) {
    const question = ['for-each-ref', '--count=1', '--format=%(objectname)', `--contains=${id}`, 'refs/remotes/'];
    if ((await runGit(question)).length > 0) known.push(id);
  }
  return known;
}
