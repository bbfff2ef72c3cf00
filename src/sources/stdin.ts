import type { Readable } from 'node:stream';
import { ByteReader } from './containers/byte-reader.js';
import { reasonOf } from './file-failure.js';
import { PIECE } from './file-reader.js';
import { beginsAsSavedImage } from './images/recognised-image.js';
import { type Gap, type Source, type SourceBlob, type SourceChunk, STDIN_CONTAINER } from './source.js';

/** Standard input, of any length, in bounded memory. Lines are counted from the beginning of the stream. */
export class StdinSource implements Source {
  readonly onlyNew = false;
  readonly #stream: Readable;

  /** @param stream its bytes, for instance `process.stdin` */
  constructor(stream: Readable) {
    this.#stream = stream;
  }

  async *blobs(): AsyncGenerator<SourceBlob | SourceChunk | Gap> {
    const reader = new ByteReader(this.#stream as AsyncIterable<Buffer>);
    if (await beginsAsSavedImage(reader)) {
      const { savedImageIn } = await import('./images/saved-image.js');
      yield* savedImageIn(reader, { path: 'standard input', container: STDIN_CONTAINER });
      return;
    }
    const place = { part: 'stdin' } as const;
    const came = new Pieces();
    try {
      for await (const bytes of reader.pass())
        if (came.add(bytes)) yield { kind: 'chunk', bytes: came.take(), last: false, place };
    } catch (error) {
      yield { kind: 'chunk', bytes: came.take(), last: true, place };
      yield { kind: 'gap', subject: 'standard input', reason: reasonOf(error) };
      return;
    }
    yield { kind: 'chunk', bytes: came.take(), last: true, place };
  }
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
