import type { ByteReader } from './byte-reader.js';
import { ContainerError, CUT_OFF } from './container-error.js';

/** So many bytes of what is read. @throws ContainerError when there are fewer */
export async function* wholly(reader: ByteReader, size: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const piece of reader.pass(size)) {
    length += piece.length;
    yield piece;
  }
  if (length < size) throw new ContainerError(CUT_OFF);
}
