import { once } from 'node:events';
import { CatFileParser, type GitObject, type MissingObject } from '../cat-file-parser.js';
import { isIntact } from '../object-id.js';
import { ObjectReader } from '../object-reader.js';
import { type GitProcess, startGit } from '../spawn.js';
import type { RangeObject } from './range-list.js';

/** An object of a list with what came of reading it. */
export interface ReadObject<T> {
  readonly listed: T;
  readonly answer: GitObject | MissingObject;
}

/**
 * The contents of objects in the order of a list, while it is still being made. Git looks for a thousand objects as fast as
 * for one when it need not answer each at once; so the list goes into one `git cat-file --batch --buffer`.
 * https://git-scm.com/docs/git-cat-file#Documentation/git-cat-file.txt---buffer
 *
 * Where git dies, or an answer is not what was asked for, the rest is read one by one.
 */
export class RangeContents<T extends Pick<RangeObject, 'id'>> {
  readonly #cwd: string | undefined;
  readonly #git: GitProcess;
  /** Asked and not answered yet, from `#next` on. */
  #waiting: T[] = [];
  #next = 0;
  #isOver = false;

  constructor(cwd?: string) {
    this.#cwd = cwd;
    this.#git = startGit(['cat-file', '--batch', '--buffer'], cwd);
  }

  /** @param onBytes told how many bytes came from git, before what is in them is looked at */
  async *read(
    list: AsyncIterable<readonly T[]>,
    onBytes: (bytes: number) => void = () => {},
  ): AsyncGenerator<ReadObject<T>> {
    const asked = this.#ask(list);
    asked.catch(() => {}); // Awaited below, when the answers end.
    yield* this.#answers(onBytes);
    this.#isOver = true;
    await asked;
    yield* this.#oneByOne();
  }

  /** Ends git, wherever it is. */
  stop(): void {
    this.#isOver = true;
    this.#git.kill();
  }

  /** Git reads on when we have read what it wrote: the list waits for that, and never grows without end. */
  async #ask(list: AsyncIterable<readonly T[]>): Promise<void> {
    const { stdin, ended } = this.#git;
    for await (const objects of list) {
      for (const object of objects) this.#waiting.push(object);
      if (this.#isOver || objects.length === 0) continue;
      const isFull = !stdin.write(objects.map(({ id }) => `${id}\n`).join(''));
      if (isFull) await Promise.race([once(stdin, 'drain').catch(() => {}), ended]);
    }
    stdin.end();
  }

  async *#answers(onBytes: (bytes: number) => void): AsyncGenerator<ReadObject<T>> {
    let answers: (GitObject | MissingObject)[] = [];
    const parser = new CatFileParser((answer) => answers.push(answer));
    for await (const chunk of this.#git.stdout) {
      onBytes(chunk.length);
      parser.push(chunk);
      const arrived = answers;
      answers = [];
      for (const answer of arrived) {
        const listed = this.#waiting[this.#next];
        // What git says next may be bytes of an object that is not as long as it should be.
        if (listed === undefined || (answer.found && !(answer.id === listed.id && isIntact(answer)))) return;
        this.#taken();
        yield { listed, answer };
      }
    }
    await this.#git.ended; // What it died of is told by the object that it died over.
  }

  #taken(): void {
    this.#next++;
    if (this.#next < FORGOTTEN) return;
    this.#waiting = this.#waiting.slice(this.#next);
    this.#next = 0;
  }

  async *#oneByOne(): AsyncGenerator<ReadObject<T>> {
    if (this.#next === this.#waiting.length) return;
    this.stop();
    const objects = new ObjectReader(this.#cwd);
    try {
      for (const listed of this.#waiting.slice(this.#next)) yield { listed, answer: await objects.read(listed.id) };
    } finally {
      objects.close();
    }
  }
}

/** Objects that were answered, after which they are let go. */
const FORGOTTEN = 10_000;
