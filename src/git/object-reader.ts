import { CatFileParser, type GitObject, type MissingObject } from './cat-file-parser.js';
import { isIntact } from './object-id.js';
import { type GitProcess, lastWords, startGit } from './spawn.js';

export type { GitObject, MissingObject, ObjectType } from './cat-file-parser.js';

interface Request {
  readonly name: string;
  readonly resolve: (answer: GitObject | MissingObject) => void;
  readonly reject: (error: Error) => void;
}

/** Milliseconds of silence behind which git is told that nothing more will come. */
const SILENCE = 1000;

/**
 * Reads objects through one long-lived `git cat-file --batch`: one name a line goes in, one answer each comes out.
 *
 * Requests may be made without waiting; answers come in their order. When git dies over a damaged object, that object is
 * answered as missing with git's reason, and the requests behind it go to a new process.
 *
 * Git does not look whether an object is as long as its header says, nor whether it is the one that was asked for. We do:
 * an answer whose bytes do not fit its id ends the process, for whatever it says next may be bytes of that object.
 */
export class ObjectReader {
  readonly #cwd: string | undefined;
  #git: GitProcess | undefined;
  #waiting: Request[] = [];
  /** How many of those that wait were put to the process that runs. */
  #asked = 0;
  /** The process was told that nothing more will come. */
  #isEnding = false;
  #watch: NodeJS.Timeout | undefined;

  constructor(cwd?: string) {
    this.#cwd = cwd;
  }

  /**
   * @param name an object id, or a revision without a line feed such as `HEAD^{tree}`
   * @throws GitUnusableError when git cannot be started
   */
  read(name: string): Promise<GitObject | MissingObject> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ name, resolve, reject });
      this.#ask();
    });
  }

  /** Lets git end. Requests still waiting are answered first. */
  close(): void {
    if (this.#git === undefined) return;
    this.#isEnding = true;
    this.#git.stdin.end();
  }

  /** Puts to git what was not put to it yet. While one process ends, the next one waits. */
  #ask(): void {
    if (this.#isEnding) return;
    this.#git ??= this.#start();
    for (const { name } of this.#waiting.slice(this.#asked)) this.#git.stdin.write(`${name}\n`);
    this.#asked = this.#waiting.length;
    this.#watch?.refresh();
  }

  #start(): GitProcess {
    const git = startGit(['cat-file', '--batch'], this.#cwd);
    const parser = new CatFileParser((answer) => this.#onAnswer(git, answer));
    git.stdout.on('data', (chunk: Buffer) => {
      this.#watch?.refresh();
      parser.push(chunk);
    });
    git.ended.then(
      ({ code, stderr }) => this.#onEnd(git, code, stderr),
      (error: Error) => {
        this.#forget();
        for (const { reject } of this.#waiting.splice(0)) reject(error);
      },
    );
    // An object that is shorter than it says leaves us waiting for its bytes and git for our next request. Git ends when
    // it has answered what it was asked; if it was only slow, this costs a new process and nothing else.
    this.#watch = setTimeout(() => this.#asked > 0 && this.close(), SILENCE).unref();
    return git;
  }

  #onAnswer(git: GitProcess, answer: GitObject | MissingObject): void {
    if (this.#git !== git) return;
    this.#asked--;
    const request = this.#waiting.shift();
    if (!answer.found || (isIntact(answer) && isAnswerTo(request?.name, answer.id))) request?.resolve(answer);
    else {
      request?.resolve({ found: false, fatal: true, reason: 'it is damaged: its bytes are not those of its id' });
      this.#forget();
      git.stdout.destroy();
      git.stdin.destroy();
      if (this.#waiting.length > 0) this.#ask();
    }
  }

  /** Git ended: what was asked last is what it died of; the rest is asked again. */
  #onEnd(git: GitProcess, code: number | null, stderr: string): void {
    if (this.#git !== git) return;
    if (this.#asked > 0) {
      const reason = lastWords(stderr) || (code === 0 ? TOO_SHORT : `git cat-file ended with code ${code}`);
      this.#waiting.shift()?.resolve({ found: false, fatal: true, reason });
    }
    this.#forget();
    if (this.#waiting.length > 0) this.#ask();
  }

  /** There is no process any more. */
  #forget(): void {
    clearTimeout(this.#watch);
    this.#git = undefined;
    this.#asked = 0;
    this.#isEnding = false;
  }
}

const TOO_SHORT = 'it is damaged: it is shorter than its header says';

/** Revisions can stand for any object; an id only for its own. */
function isAnswerTo(name: string | undefined, id: string): boolean {
  return name === id || !/^[0-9a-f]{40,64}$/.test(name ?? '');
}
