import { crc32, inflateRawSync } from 'node:zlib';
import { ByteReader } from '../byte-reader.js';
import { ContainerError } from '../container-error.js';
import type { Content } from '../format.js';
import { inflated } from '../inflate.js';
import { wholly } from '../wholly.js';

/** §4.4.5 of APPNOTE.TXT: the methods that are read, and how. */
const METHODS: Readonly<Record<number, (reader: ByteReader) => Content | Promise<Content>>> = {
  0: (reader) => reader.pass(),
  8: (reader) => inflated(reader),
  12: async (reader) => compressed((await import('../formats/bzip2.js')).format, reader),
  93: async (reader) => compressed((await import('../formats/zstd.js')).format, reader),
  95: async (reader) => compressed((await import('../formats/xz.js')).format, reader),
};

export const STORED = 0;
const DEFLATED = 8;

/** Methods by their names, to tell what is not read. */
const NAMES: Readonly<Record<number, string>> = { 6: 'implode', 9: 'deflate64', 14: 'LZMA', 98: 'PPMd', 99: 'AES' };

/** Why an entry cannot be read, from what its header says. */
export function whyUnread(method: number, isEncrypted: boolean): { reason: string; advice: string } | undefined {
  if (isEncrypted || method === 99)
    return { reason: 'it is encrypted', advice: 'decrypt it, and scan what comes out of it' };
  if (METHODS[method] !== undefined) return undefined;
  const name = NAMES[method] ?? `method ${method}`;
  return { reason: `it is compressed with ${name}, which is not read`, advice: 'unpack it, and scan that' };
}

/** What the data of an entry becomes, from where it begins. Of a compressed one the reader stands behind it afterwards. */
export async function* expanded(reader: ByteReader, method: number): AsyncGenerator<Buffer> {
  const read = METHODS[method];
  if (read !== undefined) yield* await read(reader);
}

/** Of a format that holds one thing. */
async function* compressed(format: import('../format.js').ContainerFormat, reader: ByteReader): AsyncGenerator<Buffer> {
  for await (const part of format.open({ reader })) {
    if (part.kind !== 'content') continue;
    yield* part.content;
    return;
  }
}

/** What an entry has to be. */
export interface Expected {
  readonly crc: number;
  readonly size: number;
}

/** The same bytes. @throws ContainerError at their end when they are not what they have to be */
export async function* checked(content: Content, expected: () => Expected | undefined): AsyncGenerator<Buffer> {
  let checksum = 0;
  let length = 0;
  for await (const piece of content) {
    checksum = crc32(piece, checksum);
    length += piece.length;
    yield piece;
  }
  const said = expected();
  if (said === undefined) return;
  if (length !== said.size) throw new ContainerError(`it lies: it is ${length} bytes long, and says ${said.size}`);
  if (checksum !== said.crc) throw new ContainerError('it is damaged: its checksum is another one');
}

/** So many bytes of compressed data are inflated at once: to begin a stream takes longer than all of it. */
const SMALL = 1 << 18;
const LARGEST_OUTPUT = 8 << 20;

/**
 * What so many bytes of data become. @throws ContainerError when there are fewer
 *
 * @param behind gets what stands behind the end of a compressed stream
 */
export async function* expandedWhole(
  reader: ByteReader,
  { method, compressedSize }: { readonly method: number; readonly compressedSize: number },
  behind: Buffer[],
): AsyncGenerator<Buffer> {
  if (method === STORED) {
    yield* wholly(reader, compressedSize);
    return;
  }
  if (method === DEFLATED && compressedSize <= SMALL) {
    const bytes = await reader.take(compressedSize);
    const whole = inflatedAtOnce(bytes);
    if (whole !== undefined) {
      if (whole.bytes.length > 0) yield whole.bytes;
      if (whole.consumed < bytes.length) behind.push(bytes.subarray(whole.consumed));
      return;
    }
    reader.unread(bytes);
  }
  const own = new ByteReader(wholly(reader, compressedSize));
  yield* expanded(own, method);
  const rest = await own.peek(MOST_BEHIND);
  if (rest.length > 0) behind.push(rest);
}

const MOST_BEHIND = 1 << 20;

/** @returns undefined when it is too large, or damaged: then it is to be read step by step */
function inflatedAtOnce(bytes: Buffer): { readonly bytes: Buffer; readonly consumed: number } | undefined {
  try {
    const { buffer, engine } = inflateRawSync(bytes, { maxOutputLength: LARGEST_OUTPUT, info: true }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return { bytes: buffer, consumed: engine.bytesWritten };
  } catch {
    return undefined;
  }
}
