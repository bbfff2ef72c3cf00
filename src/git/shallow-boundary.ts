import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { linesOf } from './lines.js';
import { startGit } from './spawn.js';

/**
 * The commits of a shallow clone whose parents were left out; none in a whole one.
 * https://git-scm.com/docs/shallow
 */
export async function shallowBoundary(cwd = '.'): Promise<ReadonlySet<string>> {
  const git = startGit(['rev-parse', '--git-path', 'shallow'], cwd);
  git.stdin.end();
  const path: string[] = [];
  for await (const lines of linesOf(git.stdout)) path.push(...lines);
  await git.ended;
  if (path[0] === undefined) return new Set();
  try {
    const text = await readFile(resolve(cwd, Buffer.from(path[0], 'latin1').toString('utf8')), 'latin1');
    return new Set(text.split('\n').filter((line) => line !== ''));
  } catch {
    return new Set(); // There is no such file, or nobody can tell: then the parents that are not here are missing.
  }
}
