import { complaintsOf } from './complaints.js';
import { linesOf } from './lines.js';
import { startHistory } from './reachable-commits.js';

/** Objects that something names and that are not in the object database. */
export interface MissingObjects {
  readonly ids: ReadonlySet<string>;
  /** What git complained about. When there is anything, more may be missing. */
  readonly complaints: readonly string[];
}

/** What the index names, and the trees in it, and the object database does not hold. */
export function missingInIndex(cwd?: string): Promise<MissingObjects> {
  // A ref that nobody has: without any git would complain that it was asked for nothing.
  return missingFrom([], ['--indexed-objects', '--glob=refs/hushkey-names-none/'], cwd);
}

/**
 * What the trees of these commits, a ref, a reflog or the index name and the object database does not hold: a list of
 * all objects cannot tell what it lacks.
 * https://git-scm.com/docs/git-rev-list#Documentation/git-rev-list.txt---missingltmissing-actiongt
 *
 * One pass that opens every tree once and no blob. Commits are handed over one by one, so that a missing one does not
 * end it.
 */
export function missingObjects(commits: readonly string[], cwd?: string): Promise<MissingObjects> {
  return missingFrom(commits, ['--all', '--reflog', '--indexed-objects'], cwd);
}

async function missingFrom(
  commits: readonly string[],
  names: readonly string[],
  cwd: string | undefined,
): Promise<MissingObjects> {
  // `--ignore-missing` speaks for what stands behind it: for refs that name what is not there.
  const tips = ['--ignore-missing', ...names];
  const walk = ['rev-list', '--objects', '--no-walk=unsorted', '--missing=print', '--quiet', '--stdin'];
  const git = startHistory([...walk, ...tips], cwd);
  git.stdin.end(commits.map((id) => `${id}\n`).join(''));
  const ids = new Set<string>();
  for await (const lines of linesOf(git.stdout))
    for (const line of lines) if (line.startsWith('?')) ids.add(line.slice(1));
  return { ids, complaints: complaintsOf(await git.ended, 'git rev-list') };
}
