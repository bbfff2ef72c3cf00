import { ReadableStream } from 'node:stream/web';
import type { ByteReader } from '../byte-reader.js';
import { ContainerError } from '../container-error.js';
import type { ContainerFormat, Part } from '../format.js';

const MAGIC = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]);

/** https://tukaani.org/xz/xz-file-format.txt; the library holds 64 MiB of what came at most, and refuses what needs more. */
export const format: ContainerFormat = {
  name: 'xz',
  begins: (head) => head.subarray(0, MAGIC.length).equals(MAGIC),
  async *open({ reader, around }): AsyncGenerator<Part> {
    // The library lets one stream wait for the end of another, which would wait for this one.
    if (around?.includes('xz')) throw new ContainerError('it is xz in xz, which is not read', ADVICE);
    yield { kind: 'content', content: decoded(reader) };
  },
};

const ADVICE = 'decompress it, and scan what comes out of it';
const STEP = 1 << 16;

async function* decoded(reader: ByteReader): AsyncGenerator<Buffer> {
  const { XzReadableStream } = (await import('xz-decompress')).default;
  const state = { failure: undefined as unknown };
  const source = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const piece = await reader.piece(STEP);
          if (piece === undefined) controller.close();
          else controller.enqueue(piece);
        } catch (error) {
          state.failure = error;
          throw error;
        }
      },
    },
    { highWaterMark: 0 },
  );
  try {
    for await (const piece of new XzReadableStream(source as never) as unknown as AsyncIterable<Uint8Array>)
      if (piece.length > 0) yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
  } catch (error) {
    throw state.failure ?? damage(error);
  }
}

/** The library tells the numbers of https://tukaani.org/xz/embedded.html, `enum xz_ret`. */
function damage(error: unknown): ContainerError {
  const code = Number(/error code (\d+)/.exec((error as Error).message)?.[1]);
  if (code === 3 || code === 4)
    return new ContainerError('it was compressed with a dictionary of more than 64 MiB', ADVICE);
  if (code === 6) return new ContainerError('it uses a filter or a checksum that is not read', ADVICE);
  return new ContainerError('it is damaged, or ends too early');
}
