import { doubled } from '../../doubled.js';
import type { StoredObject } from '../packs/stored-object.js';
import { Numbers } from './numbers.js';

/** What commits say of each other. Plain arrays: a thread can be given them. */
export interface CollectedCommits {
  readonly idBytes: number;
  /** By commit, one behind the other: its id, and that of its tree. */
  readonly ids: Uint8Array<ArrayBuffer>;
  readonly trees: Uint8Array<ArrayBuffer>;
  /** By commit: when it was committed, in seconds. */
  readonly times: Float64Array<ArrayBuffer>;
  /** By commit: how many parents it and those before it have. */
  readonly parentEnds: Int32Array<ArrayBuffer>;
  /** Their ids, one behind the other. */
  readonly parents: Uint8Array<ArrayBuffer>;
}

/** Takes the commits of a pass, in any order, and keeps no text of them. */
export class CommitCollector {
  readonly #idBytes: number;
  readonly #ids: Bytes;
  readonly #trees: Bytes;
  readonly #parents: Bytes;
  readonly #parentEnds = new Numbers();
  #times = new Float64Array(64);

  constructor(idBytes: number) {
    this.#idBytes = idBytes;
    this.#ids = new Bytes(idBytes);
    this.#trees = new Bytes(idBytes);
    this.#parents = new Bytes(idBytes);
  }

  /**
   * Objects that come again as bases of others do not count.
   *
   * @returns false when it does not begin as a commit does
   */
  take(object: StoredObject): boolean {
    const { content, isRepeated } = object;
    if (isRepeated) return true;
    const digits = this.#idBytes * 2;
    let at = endOfLine(content, 0, TREE, digits);
    if (at === -1) return false;
    if (object.idBytes === undefined) this.#ids.pushHexText(object.id);
    else this.#ids.push(object.idBytes);
    this.#trees.pushHex(content, TREE.length);
    for (let end = endOfLine(content, at, PARENT, digits); end !== -1; end = endOfLine(content, at, PARENT, digits)) {
      this.#parents.pushHex(content, at + PARENT.length);
      at = end;
    }
    const commit = this.#parentEnds.length;
    this.#parentEnds.push(this.#parents.count);
    if (commit === this.#times.length) this.#times = doubled(this.#times);
    this.#times[commit] = committerTime(content, at);
    return true;
  }

  done(): CollectedCommits {
    return {
      idBytes: this.#idBytes,
      ids: this.#ids.done(),
      trees: this.#trees.done(),
      times: this.#times.slice(0, this.#parentEnds.length),
      parentEnds: this.#parentEnds.done(),
      parents: this.#parents.done(),
    };
  }
}

/** Ids, one behind the other. */
class Bytes {
  count = 0;
  readonly #idBytes: number;
  #bytes: Buffer<ArrayBuffer>;

  constructor(idBytes: number) {
    this.#idBytes = idBytes;
    this.#bytes = Buffer.from(new ArrayBuffer(64 * idBytes));
  }

  push(id: Uint8Array): void {
    const at = this.#next();
    this.#bytes.set(id, at);
  }

  pushHexText(id: string): void {
    const at = this.#next();
    this.#bytes.write(id, at, 'hex');
  }

  /** @param from where an id stands in digits */
  pushHex(from: Uint8Array, at: number): void {
    let to = this.#next();
    for (let i = 0; i < this.#idBytes * 2; i += 2)
      this.#bytes[to++] = (digit(from[at + i] as number) << 4) | digit(from[at + i + 1] as number);
  }

  done(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#bytes.buffer.slice(0, this.count * this.#idBytes));
  }

  #next(): number {
    const at = this.count++ * this.#idBytes;
    if (at + this.#idBytes > this.#bytes.length) {
      const more = Buffer.from(new ArrayBuffer(this.#bytes.length * 2));
      more.set(this.#bytes);
      this.#bytes = more;
    }
    return at;
  }
}

const TREE = Buffer.from('tree ');
const PARENT = Buffer.from('parent ');
const COMMITTER = Buffer.from('committer ');
const LINE_FEED = 0x0a;
const CLOSE = 0x3e;

function digit(character: number): number {
  return character < 0x40 ? character - 0x30 : character - 0x57;
}

function isDigit(character: number): boolean {
  return (character >= 0x30 && character <= 0x39) || (character >= 0x61 && character <= 0x66);
}

/**
 * Where the line `KEY ID` ends that begins here; -1 when no such line does.
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
function endOfLine(content: Uint8Array, at: number, key: Uint8Array, digits: number): number {
  if (!startsWith(content, at, key)) return -1;
  const end = at + key.length + digits;
  for (let i = at + key.length; i < end; i++) if (!isDigit(content[i] as number)) return -1;
  return content[end] === LINE_FEED ? end + 1 : -1;
}

function startsWith(content: Uint8Array, at: number, key: Uint8Array): boolean {
  for (let i = 0; i < key.length; i++) if (content[at + i] !== key[i]) return false;
  return true;
}

/** The seconds behind the address of the committer; 0 when there are none, as git has it. */
function committerTime(content: Uint8Array, from: number): number {
  for (let at = from; at < content.length && content[at] !== LINE_FEED; ) {
    let end = content.indexOf(LINE_FEED, at);
    if (end === -1) end = content.length;
    if (startsWith(content, at, COMMITTER)) return secondsIn(content, at, end);
    at = end + 1;
  }
  return 0;
}

function secondsIn(content: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && content[at - 1] !== CLOSE) at--;
  if (at === start) return 0;
  while (at < end && content[at] === 0x20) at++;
  let seconds = 0;
  for (; at < end && (content[at] as number) >= 0x30 && (content[at] as number) <= 0x39; at++)
    seconds = seconds * 10 + (content[at] as number) - 0x30;
  return seconds;
}
