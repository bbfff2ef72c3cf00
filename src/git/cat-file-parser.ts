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

const LINE_FEED = 0x0a;
/** A header is an id, a type and a size; longer than this it is no answer of git's. */
const LONGEST_HEADER = 4096;

interface HalfRead {
  readonly id: string;
  readonly type: ObjectType;
  readonly size: number;
  /** Undefined when the memory cannot hold the object: then its bytes are skipped. */
  readonly bytes: Buffer | undefined;
  filled: number;
}

/**
 * Cuts the byte stream of `git cat-file --batch` into answers. An object's bytes are copied once, into a buffer of their
 * own size.
 * https://git-scm.com/docs/git-cat-file#_batch_output
 *
 *     ID SP TYPE SP SIZE LF BYTES LF      or      NAME SP "missing" LF
 */
export class CatFileParser {
  readonly #onAnswer: (answer: GitObject | MissingObject) => void;
  #header = '';
  #object: HalfRead | undefined;

  constructor(onAnswer: (answer: GitObject | MissingObject) => void) {
    this.#onAnswer = onAnswer;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length)
      at = this.#object === undefined ? this.#readHeader(chunk, at) : this.#readObject(this.#object, chunk, at);
  }

  #readHeader(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(LINE_FEED, at);
    this.#header += chunk.toString('latin1', at, end === -1 ? chunk.length : end);
    if (end === -1) {
      if (this.#header.length > LONGEST_HEADER) this.#header = this.#header.slice(0, LONGEST_HEADER);
      return chunk.length;
    }
    const header = this.#header;
    this.#header = '';
    const [, id, type, digits] = /^([0-9a-f]{40,64}) (blob|commit|tag|tree) (\d+)$/.exec(header) ?? [];
    if (id === undefined) {
      this.#onAnswer({ found: false, fatal: false, reason: reasonOf(header) });
    } else {
      const size = Number(digits);
      this.#object = { id, type: type as ObjectType, size, bytes: allocate(size), filled: 0 };
    }
    return end + 1;
  }

  /** Takes what is there of the object and, behind it, skips git's closing line feed. */
  #readObject(object: HalfRead, chunk: Buffer, at: number): number {
    const left = object.size - object.filled;
    if (left === 0) {
      this.#object = undefined;
      this.#onAnswer(answerOf(object));
      return at + 1;
    }
    const end = Math.min(chunk.length, at + left);
    if (object.bytes) chunk.copy(object.bytes, object.filled, at, end);
    object.filled += end - at;
    return end;
  }
}

function answerOf({ id, type, size, bytes }: HalfRead): GitObject | MissingObject {
  if (bytes) return { found: true, id, type, bytes };
  return { found: false, fatal: false, reason: `it is too large for the memory (${size} bytes)` };
}

/** Git says "missing" of an object that is not there, and also of one whose header it cannot read. */
function reasonOf(header: string): string {
  return header.endsWith(' missing') ? 'it is missing from the object database, or damaged' : header;
}

function allocate(size: number): Buffer | undefined {
  try {
    return Buffer.allocUnsafeSlow(size);
  } catch {
    return undefined; // Larger than Node's buffers can be, or than the memory.
  }
}
