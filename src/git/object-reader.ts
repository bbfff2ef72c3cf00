import { type GitProcess, lastWords, startGit } from './spawn.js';

export type ObjectType = 'blob' | 'commit' | 'tag' | 'tree';

export interface GitObject {
  readonly found: true;
  readonly id: string;
  readonly type: ObjectType;
  readonly bytes: Buffer;
}

/** An object that is not there or cannot be read, and why. */
export interface MissingObject {
  readonly found: false;
  readonly reason: string;
  /** Git gave up over it, instead of answering that it is missing. */
  readonly fatal: boolean;
}

interface Request {
  readonly name: string;
  readonly resolve: (answer: GitObject | MissingObject) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Reads objects through one long-lived `git cat-file --batch`.
 * https://git-scm.com/docs/git-cat-file#_batch_output
 *
 *     request   NAME LF
 *     answer    ID SP TYPE SP SIZE LF BYTES LF      or      NAME SP "missing" LF
 *
 * Requests may be made without waiting; answers come in their order. When git dies over a damaged object, that object is
 * answered as missing with git's reason, and the requests behind it go to a new process.
 */
export class ObjectReader {
  #git: GitProcess | undefined;
  #waiting: Request[] = [];
  readonly #cwd: string | undefined;

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
      this.#git ??= this.#start();
      this.#git.stdin.write(`${name}\n`);
    });
  }

  /** Lets git end. Requests still waiting are answered first. */
  close(): void {
    this.#git?.stdin.end();
  }

  #start(): GitProcess {
    const git = startGit(['cat-file', '--batch'], this.#cwd);
    const parser = new AnswerParser((answer) => this.#waiting.shift()?.resolve(answer));
    git.stdout.on('data', (chunk: Buffer) => parser.push(chunk));
    git.ended.then(
      ({ code, stderr }) => this.#onEnd(git, code, stderr),
      (error: Error) => {
        for (const { reject } of this.#waiting.splice(0)) reject(error);
      },
    );
    return git;
  }

  /** Git ended: what was asked last is what it died of; the rest is asked again. */
  #onEnd(git: GitProcess, code: number | null, stderr: string): void {
    if (this.#git === git) this.#git = undefined;
    const [culprit, ...rest] = this.#waiting;
    if (culprit === undefined) return;
    culprit.resolve({ found: false, fatal: true, reason: lastWords(stderr) || `git cat-file ended with code ${code}` });
    this.#waiting = rest;
    if (rest.length === 0) return;
    this.#git = this.#start();
    for (const { name } of rest) this.#git.stdin.write(`${name}\n`);
  }
}

const LINE_FEED = 0x0a;
/** A header is an id, a type and a size; longer than this it is no answer of git's. */
const LONGEST_HEADER = 4096;

interface HalfRead {
  readonly id: string;
  readonly type: ObjectType;
  readonly bytes: Buffer;
  filled: number;
}

/** Cuts git's byte stream into answers. An object's bytes are copied once, into a buffer of their own size. */
class AnswerParser {
  readonly #onAnswer: (answer: GitObject | MissingObject) => void;
  #header = '';
  #object: HalfRead | undefined;

  constructor(onAnswer: (answer: GitObject | MissingObject) => void) {
    this.#onAnswer = onAnswer;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length)
      at = this.#object === undefined ? this.#readHeader(chunk, at) : this.#readObject(chunk, at);
  }

  #readHeader(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(LINE_FEED, at);
    this.#header += chunk.toString('utf8', at, end === -1 ? chunk.length : end);
    if (end === -1) {
      if (this.#header.length > LONGEST_HEADER) this.#header = this.#header.slice(0, LONGEST_HEADER);
      return chunk.length;
    }
    const header = this.#header;
    this.#header = '';
    const [, id, type, size] = /^([0-9a-f]{40,64}) (blob|commit|tag|tree) (\d+)$/.exec(header) ?? [];
    if (id === undefined)
      this.#onAnswer({
        found: false,
        fatal: false,
        reason: header.endsWith(' missing') ? 'it is not in the object database' : header,
      });
    else this.#object = { id, type: type as ObjectType, bytes: Buffer.allocUnsafeSlow(Number(size)), filled: 0 };
    return end + 1;
  }

  /** Copies what is there of the object and, behind it, skips git's closing line feed. */
  #readObject(chunk: Buffer, at: number): number {
    const object = this.#object as HalfRead;
    const left = object.bytes.length - object.filled;
    if (left === 0) {
      this.#object = undefined;
      this.#onAnswer({ found: true, id: object.id, type: object.type, bytes: object.bytes });
      return at + 1;
    }
    const copied = chunk.copy(object.bytes, object.filled, at, Math.min(chunk.length, at + left));
    object.filled += copied;
    return at + copied;
  }
}
