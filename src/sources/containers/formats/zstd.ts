import type { ByteReader } from '../byte-reader.js';
import { ContainerError, CUT_OFF } from '../container-error.js';
import type { ContainerFormat, Part } from '../format.js';
import { wholly } from '../wholly.js';

const MAGIC = 0xfd2fb528;
/** 16 of them: frames that hold something of the program that wrote them. */
const SKIPPABLE = 0x184d2a50;

/**
 * RFC 8878: frames one behind the other, each of blocks of 128 KiB at most. They are handed to the library one by one, so
 * that no more than a window is ever held, and none that is too large is made.
 */
export const format: ContainerFormat = {
  name: 'zstd',
  begins: (head) => head.length >= 4 && (head.readUInt32LE(0) === MAGIC || isSkippable(head)),
  async *open({ reader }): AsyncGenerator<Part> {
    for (let head = await reader.peek(4); head.length >= 4 && isSkippable(head); head = await reader.peek(4)) {
      const size = (await reader.take(8)).readUInt32LE(4);
      yield { kind: 'aside', what: 'headers', content: wholly(reader, size) };
    }
    yield { kind: 'content', content: frames(reader) };
    yield { kind: 'aside', what: 'behind the end', content: reader.pass() };
  },
};

function isSkippable(head: Buffer): boolean {
  return (head.readUInt32LE(0) & 0xfffffff0) >>> 0 === SKIPPABLE;
}

async function* frames(reader: ByteReader): AsyncGenerator<Buffer> {
  for (let head = await reader.peek(4); head.length === 4; head = await reader.peek(4)) {
    if (isSkippable(head)) {
      const size = await reader.take(8);
      await reader.skip(size.length < 8 ? 0 : size.readUInt32LE(4));
    } else if (head.readUInt32LE(0) === MAGIC) yield* frame(reader);
    else return;
  }
}

async function* frame(reader: ByteReader): AsyncGenerator<Buffer> {
  const { Decompress } = await import('fzstd');
  const came: Buffer[] = [];
  const decoder = new Decompress((piece) => {
    if (piece.length > 0) came.push(Buffer.from(piece.buffer, piece.byteOffset, piece.length));
  });
  const push = (bytes: Buffer, isLast: boolean) => {
    try {
      decoder.push(bytes, isLast);
    } catch (error) {
      throw new ContainerError(`it is damaged: ${(error as Error).message}`);
    }
    return came.splice(0);
  };
  for await (const bytes of partsOfFrame(reader)) yield* push(bytes, false);
  yield* push(Buffer.alloc(0), true);
}

/**
 * Twice what every decoder has to support (§3.1.1.1.2), and what all levels up to 19 stay below: the window is held
 * twice.
 */
const LARGEST_WINDOW = 1 << 24;

/** The header of a frame, then each of its blocks, then its checksum. */
async function* partsOfFrame(reader: ByteReader): AsyncGenerator<Buffer> {
  const head = await reader.peek(18);
  const { length, window, hasChecksum } = frameHeader(head);
  if (head.length < length) throw new ContainerError(CUT_OFF);
  if (window > LARGEST_WINDOW)
    throw new ContainerError('it was compressed with a window of more than 16 MiB', 'decompress it, and scan that');
  yield Buffer.from(await reader.take(length));
  for (let isLast = false; !isLast; ) {
    const header = await reader.take(3);
    if (header.length < 3) throw new ContainerError(CUT_OFF);
    const value = header.readUIntLE(0, 3);
    isLast = (value & 1) === 1;
    const isRun = ((value >> 1) & 3) === 1;
    const size = isRun ? 1 : value >> 3;
    if (value >> 3 > LARGEST_BLOCK) throw new ContainerError('it is damaged: a block is too large');
    const block = Buffer.concat([header, await reader.take(size)]);
    if (block.length < size + 3) throw new ContainerError(CUT_OFF);
    yield block;
  }
  if (!hasChecksum) return;
  const checksum = Buffer.from(await reader.take(4));
  if (checksum.length < 4) throw new ContainerError(CUT_OFF);
  yield checksum;
}

const LARGEST_BLOCK = 1 << 17;

/** §3.1.1.1. Sizes are in bytes. */
function frameHeader(head: Buffer) {
  const descriptor = head[4] ?? 0;
  const isSingle = (descriptor & 0x20) !== 0;
  const contentFlag = descriptor >> 6;
  const contentBytes = contentFlag === 0 ? (isSingle ? 1 : 0) : 1 << contentFlag;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] as number;
  const length = 5 + (isSingle ? 0 : 1) + dictionaryBytes + contentBytes;
  return {
    length,
    window: isSingle ? contentSize(head, length, contentBytes) : windowSize(head[5] ?? 0),
    hasChecksum: (descriptor & 4) !== 0,
  };
}

function windowSize(byte: number): number {
  const base = 2 ** (10 + (byte >> 3));
  return base + (base / 8) * (byte & 7);
}

function contentSize(head: Buffer, end: number, bytes: number): number {
  if (head.length < end) return 0;
  return bytes === 8
    ? Number(head.readBigUInt64LE(end - 8))
    : head.readUIntLE(end - bytes, bytes) + (bytes === 2 ? 256 : 0);
}
