import { once } from 'node:events';
import { createInflateRaw, type InflateRaw } from 'node:zlib';
import type { ByteReader } from './byte-reader.js';
import { ContainerError, CUT_OFF } from './container-error.js';

/** Deflate makes of one byte 1032 at most, so this bounds what is held. https://zlib.net/zlib_tech.html */
const STEP = 1 << 14;

/**
 * What a deflate stream becomes, step by step: all that comes before a damage comes out. Behind it the reader stands
 * directly behind the stream.
 *
 * @throws ContainerError when it is damaged, or ends too early
 */
export async function* inflated(reader: ByteReader): AsyncGenerator<Buffer> {
  const engine = createInflateRaw({ chunkSize: 1 << 16 });
  const state: State = { came: [], hasEnded: false, failure: undefined };
  engine.on('data', (piece: Buffer) => state.came.push(piece));
  engine.on('end', () => {
    state.hasEnded = true;
  });
  engine.on('error', (error) => {
    state.failure = error;
  });
  try {
    for (let fed = 0; !state.hasEnded; ) {
      const piece = await reader.piece(STEP);
      fed += piece?.length ?? 0;
      await step(engine, piece);
      yield* state.came.splice(0);
      if (state.failure !== undefined) throw damage(state.failure, piece === undefined);
      // What it did not want is behind its end.
      if (piece !== undefined && engine.bytesWritten < fed) {
        reader.unread(piece.subarray(piece.length - (fed - engine.bytesWritten)));
        return;
      }
    }
  } finally {
    engine.destroy();
  }
}

interface State {
  readonly came: Buffer[];
  hasEnded: boolean;
  failure: Error | undefined;
}

/** Returns when all that becomes of the piece has come. A stream that has ended does not answer a write any more. */
async function step(engine: InflateRaw, piece: Buffer | undefined): Promise<void> {
  const stopped = new AbortController();
  const ended = once(engine, 'end', { signal: stopped.signal });
  const written = new Promise<void>((resolve) => {
    if (piece === undefined) engine.end();
    else engine.write(piece, () => resolve());
  });
  // A failure is told by the listener that keeps it.
  await Promise.race([written, ended.catch(() => {})]);
  stopped.abort();
}

function damage(error: Error, isAtEnd: boolean): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (isAtEnd && code === 'Z_BUF_ERROR') return new ContainerError(CUT_OFF);
  return code?.startsWith('Z_') ? new ContainerError(`it is damaged: ${error.message}`) : error;
}
