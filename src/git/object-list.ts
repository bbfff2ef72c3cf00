import { refusal } from './head.js';
import type { ObjectType } from './object-reader.js';
import { lastWords, startGit } from './spawn.js';

export interface ListedObject {
  readonly id: string;
  /** Undefined when git cannot tell: the object is there and damaged. */
  readonly type: ObjectType | undefined;
  /** Bytes; 0 when unknown. */
  readonly size: number;
}

/**
 * Every object of the object database, each once: packed, loose, in alternates, reachable or not.
 * https://git-scm.com/docs/git-cat-file#Documentation/git-cat-file.txt---batch-all-objects
 *
 * @throws the reason when git cannot list them to the end
 */
export async function* allObjects(cwd?: string): AsyncGenerator<ListedObject> {
  const git = startGit(['cat-file', '--batch-all-objects', '--unordered', '--buffer', '--batch-check'], cwd);
  git.stdin.end();
  let rest = '';
  for await (const chunk of git.stdout.setEncoding('latin1')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield parseLine(line);
  }
  const { code, stderr } = await git.ended;
  if (code !== 0) throw refusal(lastWords(stderr) || `git cat-file ended with code ${code}`);
}

function parseLine(line: string): ListedObject {
  const [id, type, size] = line.split(' ');
  const known = type === 'blob' || type === 'commit' || type === 'tag' || type === 'tree';
  return { id: id as string, type: known ? type : undefined, size: known ? Number(size) : 0 };
}
