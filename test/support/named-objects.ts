import { linesOf } from '../../src/git/lines.js';
import { startHistory } from '../../src/git/reachable-commits.js';

/**
 * What a ref or a reflog names directly or through tags, without a walk to where it leads: tag objects, the tips, and
 * now and then a blob.
 *
 * @returns undefined when git cannot tell
 */
export async function namedObjects(cwd?: string): Promise<ReadonlySet<string> | undefined> {
  const git = startHistory(
    ['rev-list', '--all', '--reflog', '--no-walk=unsorted', '--objects', '--filter=tree:0'],
    cwd,
  );
  git.stdin.end();
  const named = new Set<string>();
  for await (const lines of linesOf(git.stdout)) for (const line of lines) named.add(line.split(' ')[0] as string);
  return (await git.ended).code === 0 ? named : undefined;
}
