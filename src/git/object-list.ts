import { complaintsOf } from './complaints.js';
import { linesOf } from './lines.js';
import type { ObjectType } from './object-reader.js';
import { startGit } from './spawn.js';

export interface ListedObject {
  readonly id: string;
  /** Undefined when git cannot tell: the object is there and damaged. */
  readonly type: ObjectType | undefined;
  /** Bytes; 0 when unknown. */
  readonly size: number;
}

/** Ids whose types are asked for at once: enough that a process for each batch does not count. */
const BATCH = 20_000;
/** Each object that git dies over costs a process; a database with more of them is none any more. */
const MOST_DEATHS = 1000;

/**
 * Every object of the object database, each once: packed, loose, in alternates, reachable or not; those of a pack in the
 * order in which they lie in it, so that whoever reads them in this order does not make git jump.
 * https://git-scm.com/docs/git-cat-file#Documentation/git-cat-file.txt---batch-all-objects
 *
 * Git names what the indexes of the packs and the loose folders hold, and is asked for types and sizes afterwards. It
 * could tell both at once, and would die over the first damaged pack or object with everything behind it unlisted.
 */
export class ObjectList {
  /** What git complained about: the list may lack something. Known when it was read to its end. */
  readonly complaints: string[] = [];
  readonly #cwd: string | undefined;
  #deaths = 0;

  constructor(cwd?: string) {
    this.#cwd = cwd;
  }

  /** @throws GitUnusableError when git cannot be started */
  async *objects(): AsyncGenerator<ListedObject> {
    const all = ['cat-file', '--batch-all-objects', '--unordered', '--buffer', '--batch-check=%(objectname)'];
    const git = startGit(all, this.#cwd);
    git.stdin.end();
    let ids: string[] = [];
    for await (const lines of linesOf(git.stdout)) {
      ids.push(...lines);
      if (ids.length < BATCH) continue;
      yield* await this.#described(ids);
      ids = [];
    }
    yield* await this.#described(ids);
    this.#complain(complaintsOf(await git.ended, 'git cat-file'));
  }

  /** An object that git dies over has no type that we know; those behind it are asked for again. */
  async #described(ids: readonly string[]): Promise<ListedObject[]> {
    const described: ListedObject[] = [];
    while (described.length < ids.length && this.#deaths < MOST_DEATHS) {
      const rest = ids.slice(described.length);
      const answers = await this.#ask(rest);
      described.push(...answers);
      if (answers.length === rest.length) break;
      described.push({ id: rest[answers.length] as string, type: undefined, size: 0 });
      this.#deaths++;
      if (this.#deaths === MOST_DEATHS)
        this.#complain([`git ended early ${MOST_DEATHS} times, the rest was not listed`]);
    }
    return described;
  }

  async #ask(ids: readonly string[]): Promise<ListedObject[]> {
    const git = startGit(['cat-file', '--buffer', '--batch-check'], this.#cwd);
    git.stdin.end(ids.map((id) => `${id}\n`).join(''));
    const answers: ListedObject[] = [];
    for await (const lines of linesOf(git.stdout)) answers.push(...lines.map(parseLine));
    await git.ended; // How it ended is told object by object, when they are read.
    return answers;
  }

  #complain(complaints: readonly string[]): void {
    this.complaints.push(...complaints.filter((text) => !this.complaints.includes(text)));
  }
}

/** `ID TYPE SIZE`, or `ID missing`. */
function parseLine(line: string): ListedObject {
  const [id, type, size] = line.split(' ');
  const known = type === 'blob' || type === 'commit' || type === 'tag' || type === 'tree';
  return { id: id as string, type: known ? type : undefined, size: known ? Number(size) : 0 };
}
