import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { RandomAccess } from './containers/random-access.js';
import { reasonOf } from './file-failure.js';

/** A file is held whole up to this many bytes, and read in pieces of so many when it is larger. */
export const PIECE = 8 << 20;

/** The next bytes of a file, or the reason why there are none. */
export type Piece =
  | {
      readonly kind: 'bytes';
      readonly bytes: Buffer;
      readonly last: boolean;
      /** With the first of several: the whole file, to be read in another way before the next piece is asked for. */
      readonly file?: OpenFile;
    }
  | { readonly kind: 'unread'; readonly reason: string };

/** A file that is being read. */
interface OpenFile extends RandomAccess {
  /** No more pieces are wanted. */
  leave(): void;
}

/** Not through a link that was put there after the listing, and never waiting for the other end of a FIFO. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const FLAGS_FOR_LINKS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * The bytes of a regular file from beginning to end. Reading is synchronous: for the many small files of a tree that is
 * several times as fast, and nothing else is waiting.
 *
 * A file that changes meanwhile is read as it comes, and then told as unread: what came may be half of one and half of
 * another.
 *
 * @param follow the file was named, and may be a symbolic link
 */
export function* readFilePieces(path: Buffer, follow = false): Generator<Piece> {
  let file: number;
  try {
    file = openSync(path, follow ? FLAGS_FOR_LINKS : FLAGS);
  } catch (error) {
    yield { kind: 'unread', reason: reasonOf(error) };
    return;
  }
  try {
    const before = fstatSync(file);
    if (!before.isFile()) {
      yield { kind: 'unread', reason: 'it is no regular file any more' };
      return;
    }
    yield* piecesOf(file, before.size);
    const after = fstatSync(file);
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      yield { kind: 'unread', reason: 'it changed while it was read' };
    }
  } catch (error) {
    yield { kind: 'unread', reason: reasonOf(error) };
  } finally {
    closeSync(file);
  }
}

/** The size is what the file had when it was opened; files of `/proc` have none, and bytes all the same. */
function* piecesOf(file: number, size: number): Generator<Piece> {
  const whole = new Open(file, size);
  // One byte more than expected, so that the end is met in the same piece.
  for (let expected = size; ; expected -= PIECE) {
    const buffer = Buffer.allocUnsafe(Math.min(PIECE, expected > 0 ? expected + 1 : SMALL));
    const bytes = buffer.subarray(0, fill(file, buffer));
    const last = bytes.length < buffer.length;
    yield { kind: 'bytes', bytes, last, ...(expected === size && { file: whole }) };
    if (last || whole.isLeft) return;
  }
}

class Open implements OpenFile {
  readonly size: number;
  isLeft = false;
  readonly #file: number;

  constructor(file: number, size: number) {
    this.#file = file;
    this.size = size;
  }

  readonly read = (at: number, length: number): Buffer => {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - at)));
    return buffer.subarray(0, fill(this.#file, buffer, at));
  };

  leave(): void {
    this.isLeft = true;
  }
}

/** Read at once where no size is known. */
const SMALL = 64 << 10;

/**
 * Reads until the buffer is full or the file has ended.
 *
 * @param at where; by default behind what was read before
 * @returns how many bytes came
 */
function fill(file: number, buffer: Buffer, at?: number): number {
  let length = 0;
  while (length < buffer.length) {
    const position = at === undefined ? null : at + length;
    const read = readSync(file, buffer, length, buffer.length - length, position);
    if (read === 0) break;
    length += read;
  }
  return length;
}
