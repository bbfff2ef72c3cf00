import type { Readable } from 'node:stream';
import type { ArchiveLimits } from './containers/archive-limits.js';
import { ByteReader } from './containers/byte-reader.js';
import { containerKind, HEAD } from './containers/container-kind.js';
import { reasonOf } from './file-failure.js';
import { PIECE } from './file-reader.js';
import { imageOptions } from './images/image-options.js';
import { beginsAsSavedImage } from './images/recognised-image.js';
import { type Gap, type Source, type SourceBlob, type SourceChunk, STDIN_CONTAINER } from './source.js';

/** How standard input is named where a path would stand. */
const NAME = 'standard input';

/**
 * Standard input, of any length, in bounded memory. Lines are counted from the beginning of the stream. An archive is looked
 * into as it comes.
 */
export class StdinSource implements Source {
  readonly onlyNew = false;
  readonly #stream: Readable;
  readonly #archives: Partial<ArchiveLimits> | false;

  /**
   * @param stream its bytes, for instance `process.stdin`
   * @param archives how far archives are looked into; `false` for not at all
   */
  constructor(stream: Readable, archives: Partial<ArchiveLimits> | false = {}) {
    this.#stream = stream;
    this.#archives = archives;
  }

  async *blobs(): AsyncGenerator<SourceBlob | SourceChunk | Gap> {
    const reader = new ByteReader(this.#stream as AsyncIterable<Buffer>);
    if (await beginsAsSavedImage(reader)) {
      const { savedImageIn } = await import('./images/saved-image.js');
      yield* savedImageIn(reader, { path: NAME, container: STDIN_CONTAINER }, imageOptions(this.#archives));
    } else if (this.#archives !== false && (await beginsAsContainer(reader))) {
      const { membersOf } = await import('./containers/members.js');
      yield* membersOf(reader.pass(), { path: NAME, isStdin: true }, this.#archives);
    } else yield* asItIs(reader.pass());
  }
}

/** A text is known by its first line: nobody waits for the rest of it. */
async function beginsAsContainer(reader: ByteReader): Promise<boolean> {
  try {
    for (let length = 1; ; length++) {
      const head = await reader.peek(length);
      if (containerKind(head) !== undefined) return true;
      if (head.length < length || length === HEAD || isText(head)) return false;
    }
  } catch {
    // What fails is told by who reads on.
    return false;
  }
}

function isText(head: Buffer): boolean {
  return head[head.length - 1] === 0x0a && !head.includes(0);
}

async function* asItIs(pieces: AsyncIterable<Buffer>): AsyncGenerator<SourceChunk | Gap> {
  const place = { part: 'stdin' } as const;
  const came = new Pieces();
  try {
    for await (const bytes of pieces)
      if (came.add(bytes)) yield { kind: 'chunk', bytes: came.take(), last: false, place };
  } catch (error) {
    yield { kind: 'chunk', bytes: came.take(), last: true, place };
    yield { kind: 'gap', subject: NAME, reason: reasonOf(error) };
    return;
  }
  yield { kind: 'chunk', bytes: came.take(), last: true, place };
}

/** A pipe gives some kilobytes at a time; searched together they cost less. */
class Pieces {
  #buffer = Buffer.allocUnsafe(PIECE);
  #length = 0;

  /** @returns true when there is enough to go on */
  add(bytes: Buffer): boolean {
    if (this.#length + bytes.length > this.#buffer.length)
      this.#buffer = Buffer.concat([this.#buffer.subarray(0, this.#length)], this.#length + bytes.length);
    bytes.copy(this.#buffer, this.#length);
    this.#length += bytes.length;
    return this.#length >= ENOUGH;
  }

  take(): Buffer {
    const bytes = this.#buffer.subarray(0, this.#length);
    this.#buffer = Buffer.allocUnsafe(PIECE);
    this.#length = 0;
    return bytes;
  }
}

/** Leaves room for what a pipe gives at once. */
const ENOUGH = PIECE - (1 << 18);
