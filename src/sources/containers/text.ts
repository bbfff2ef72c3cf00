import { PIECE } from '../file-reader.js';
import type { Place, SourceBlob, SourceChunk } from '../source.js';
import type { ByteReader } from './byte-reader.js';

/** All that comes, whole when it is small. @throws what the reader throws, behind what came before that */
export async function* textOf(reader: ByteReader, place: Place): AsyncGenerator<SourceBlob | SourceChunk> {
  let bytes = await reader.peek(PIECE + 1);
  if (bytes.length <= PIECE) {
    await reader.take(bytes.length);
    yield { kind: 'blob', bytes, places: [place] };
    await reader.piece(1);
    return;
  }
  try {
    for (; bytes.length > PIECE; bytes = await reader.peek(PIECE + 1))
      yield { kind: 'chunk', bytes: await reader.take(PIECE), last: false, place };
  } catch (error) {
    yield { kind: 'chunk', bytes: Buffer.alloc(0), last: true, place };
    throw error;
  }
  await reader.take(bytes.length);
  yield { kind: 'chunk', bytes, last: true, place };
  await reader.piece(1);
}
