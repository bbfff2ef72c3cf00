import { crc32 } from 'node:zlib';
import type { ByteReader } from '../byte-reader.js';
import { ContainerError, CUT_OFF } from '../container-error.js';
import type { ContainerFormat, Part } from '../format.js';
import { inflated } from '../inflate.js';

/** RFC 1952: members one behind the other, each a header, a deflate stream, a checksum and a length. */
export const format: ContainerFormat = {
  name: 'gzip',
  begins: (head) => head[0] === 0x1f && head[1] === 0x8b && head[2] === 8 && ((head[3] as number) & 0xe0) === 0,
  async *open({ reader }): AsyncGenerator<Part> {
    const headers: Buffer[] = [];
    yield { kind: 'content', content: members(reader, headers) };
    if (headers.length > 0) yield { kind: 'aside', what: 'headers', content: headers };
    yield { kind: 'aside', what: 'behind the end', content: reader.pass() };
  },
};

/** More of a name or a comment is not read, and more of them are not kept. */
const LONGEST_TEXT = 1 << 16;

/** @param headers gets the names and comments that stand in headers, a line for each */
async function* members(reader: ByteReader, headers: Buffer[]): AsyncGenerator<Buffer> {
  do {
    await readHeader(reader, headers);
    let checksum = 0;
    for await (const piece of inflated(reader)) {
      checksum = crc32(piece, checksum);
      yield piece;
    }
    const trailer = await reader.take(8);
    if (trailer.length < 8) throw new ContainerError(CUT_OFF);
    if (trailer.readUInt32LE(0) !== checksum) throw new ContainerError('it is damaged: its checksum is another one');
  } while (format.begins(await reader.peek(4)));
}

async function readHeader(reader: ByteReader, headers: Buffer[]): Promise<void> {
  const [, , , flags = 0] = await reader.take(10);
  if (flags & FEXTRA) {
    const length = await reader.take(2);
    if (length.length === 2) headers.push(await reader.take(length.readUInt16LE(0)), LINE_FEED);
  }
  for (const flag of [FNAME, FCOMMENT]) if (flags & flag) headers.push(await readText(reader), LINE_FEED);
  if (flags & FHCRC) await reader.take(2);
  if (headers.length > MOST_HEADERS) headers.length = MOST_HEADERS;
}

const [FHCRC, FEXTRA, FNAME, FCOMMENT] = [2, 4, 8, 16] as const;
const LINE_FEED = Buffer.from('\n');
const MOST_HEADERS = 1024;

/** Up to the NUL at its end. */
async function readText(reader: ByteReader): Promise<Buffer> {
  const ahead = await reader.peek(LONGEST_TEXT);
  const end = ahead.indexOf(0);
  if (end === -1) throw new ContainerError('it is damaged: a name in its header does not end');
  return (await reader.take(end + 1)).subarray(0, end);
}
