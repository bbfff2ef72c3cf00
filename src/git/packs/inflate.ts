import { Readable } from 'node:stream';
import { constants, createInflate, inflateSync } from 'node:zlib';
import { UnreadError } from './unread-error.js';

/** Deflate makes of one byte 1032 at most. https://zlib.net/zlib_tech.html */
const LARGEST_RATIO = 1032;
/** Node takes no smaller buffer than this for its output. */
const SMALLEST_CHUNK = 64;

/** Whether so many compressed bytes can ever become so many: nothing is allocated for a size that is only announced. */
export function canInflate(compressed: number, size: number): boolean {
  return size <= compressed * LARGEST_RATIO;
}

/** The most room that so many bytes take when they are compressed: what cannot be made smaller is stored in short blocks. */
export function longestCompressed(size: number): number {
  return size * 2 + 1024;
}

/**
 * Fills the target with what the compressed bytes become.
 *
 * @throws UnreadError when they are damaged, or do not become exactly as many bytes
 */
export function inflateInto(target: Uint8Array, bytes: Uint8Array, start: number, end: number): void {
  const result = inflated(bytes.subarray(start, end), target.length);
  if (result.length !== target.length) throw new UnreadError(TOO_SHORT);
  target.set(result);
}

/**
 * What the compressed bytes become, piece by piece.
 *
 * @throws UnreadError at the end at the latest, when they are damaged, or do not become exactly as many bytes
 */
export async function* inflatePieces(compressed: Iterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  const inflate = createInflate({ chunkSize: PIECE });
  const source = Readable.from(compressed);
  source.on('error', (error) => inflate.destroy(error)).pipe(inflate);
  let length = 0;
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > size) throw new UnreadError(TOO_LONG);
      yield piece;
    }
  } catch (error) {
    throw damageOf(error);
  } finally {
    source.destroy();
  }
  if (length < size) throw new UnreadError(TOO_SHORT);
}

/** The first bytes of what the compressed ones become, when more of those follow. @throws UnreadError */
export function inflateStart(compressed: Uint8Array): Buffer {
  try {
    return inflateSync(compressed, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    throw damageOf(error);
  }
}

function inflated(compressed: Uint8Array, size: number): Buffer {
  try {
    // One byte more than expected, so that the end of the stream with its checksum is read in the same call.
    return inflateSync(compressed, {
      chunkSize: Math.max(SMALLEST_CHUNK, size + 1),
      maxOutputLength: Math.max(1, size),
    });
  } catch (error) {
    throw damageOf(error);
  }
}

/** What zlib says of damaged bytes, as an error of ours; any other error as it is. */
function damageOf(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof RangeError && code !== 'ERR_BUFFER_TOO_LARGE')
    return new UnreadError('it is too large for the memory');
  if (code === 'ERR_BUFFER_TOO_LARGE') return new UnreadError(TOO_LONG);
  return code?.startsWith('Z_') ? new UnreadError(`it is damaged: ${message}`) : error;
}

const PIECE = 1 << 20;
export const TOO_SHORT = 'it is damaged: it is shorter than it says';
const TOO_LONG = 'it is damaged: it is longer than it says';
