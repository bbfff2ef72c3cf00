import { parentsOf, taggedObject } from './commit.js';
import { complaintsOf } from './complaints.js';
import { HISTORY_ENVIRONMENT, WITHOUT_COMMIT_GRAPH } from './history-environment.js';
import { linesOf } from './lines.js';
import type { ObjectReader } from './object-reader.js';
import { type GitProcess, startGit } from './spawn.js';

/** The commits that refs and reflogs reach. */
export interface Walk {
  /** Ancestors before descendants whatever their dates say; among lines that do not descend from each other, by date. */
  readonly commits: readonly string[];
  /** Ids that a ref, a tag or a commit names and that cannot be read. */
  readonly missing: readonly string[];
  /** What git complained about. When there is anything, commits may be lacking. */
  readonly complaints: readonly string[];
}

/**
 * Walks from every ref, every HEAD and every reflog entry of all worktrees to the roots.
 * https://git-scm.com/docs/git-rev-list
 *
 * Git gives up at the first commit that it cannot read. Then we walk ourselves, over whatever is there.
 */
export async function reachableCommits(objects: ObjectReader, cwd?: string): Promise<Walk> {
  const walk = ['rev-list', '--all', '--reflog', '--date-order', '--reverse'];
  const { ids, complete, complaints } = await idsFrom(startHistory(walk, cwd));
  return complete ? { commits: ids, missing: [], complaints } : { ...(await salvage(objects, cwd)), complaints };
}

/** Starts a git that walks the history as it is stored. */
export function startHistory(args: readonly string[], cwd?: string, env?: NodeJS.ProcessEnv): GitProcess {
  return startGit([...WITHOUT_COMMIT_GRAPH, ...args], cwd, { ...HISTORY_ENVIRONMENT, ...env });
}

/** Depth first from every tip: a commit is entered when all of its parents are. */
async function salvage(objects: ObjectReader, cwd?: string): Promise<{ commits: string[]; missing: string[] }> {
  const commits: string[] = [];
  const missing: string[] = [];
  const seen = new Set<string>();
  const path: { id: string; isCommit: boolean; before: string[] }[] = [];
  const enter = async (id: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    const answer = await objects.read(id);
    if (!answer.found) missing.push(id);
    else if (answer.type === 'commit') path.push({ id, isCommit: true, before: parentsOf(answer.bytes) });
    else if (answer.type === 'tag')
      path.push({ id, isCommit: false, before: [taggedObject(answer.bytes) ?? []].flat() });
  };
  for (const tip of await tips(cwd)) {
    await enter(tip);
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const next = last.before.shift();
      if (next !== undefined) await enter(next);
      else if (path.pop()?.isCommit) commits.push(last.id);
    }
  }
  return { commits, missing };
}

/** What refs and reflogs name, without a look at what it is: a reflog with a damaged commit is all that can be lost. */
async function tips(cwd?: string): Promise<Set<string>> {
  const sources = [
    ['for-each-ref', '--format=%(objectname)'],
    ['rev-parse', '--verify', '--quiet', 'HEAD'],
    ['rev-list', '--ignore-missing', '--no-walk=unsorted', '--reflog'],
  ];
  const named = new Set<string>();
  for (const source of sources) for (const id of (await idsFrom(startHistory(source, cwd))).ids) named.add(id);
  return named;
}

/** Reads one id a line. */
async function idsFrom(git: GitProcess): Promise<{ ids: string[]; complete: boolean; complaints: string[] }> {
  git.stdin.end();
  const ids: string[] = [];
  for await (const lines of linesOf(git.stdout)) ids.push(...lines);
  const end = await git.ended;
  return { ids, complete: end.code === 0, complaints: complaintsOf(end, 'git rev-list') };
}
