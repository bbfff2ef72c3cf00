import type { ByteReader } from '../byte-reader.js';
import { ContainerError, CUT_OFF } from '../container-error.js';
import type { ContainerFormat, Part } from '../format.js';
import { isZero, parseHeader, type TarHeader } from '../tar-header.js';
import { paxRecords } from '../tar-pax.js';
import { wholly } from '../wholly.js';

const BLOCK = 512;

/**
 * Tar of every dialect: the old one, ustar, pax and GNU's.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html and
 * https://www.gnu.org/software/tar/manual/html_node/Standard.html
 *
 * Read by code of our own: a library gives up at the first damaged header, and holds a pax header of any size.
 */
export const format: ContainerFormat = {
  name: 'tar',
  begins: (head) => head.length >= BLOCK && parseHeader(head) !== undefined,
  async *open({ reader }): AsyncGenerator<Part> {
    let next: Announced = {};
    for (let block = await reader.take(BLOCK); block.length > 0; block = await reader.take(BLOCK)) {
      // Two of them end an archive; another one can follow.
      if (isZero(block)) continue;
      const header = parseHeader(block);
      if (header === undefined) {
        reader.unread(block);
        yield* untilHeader(reader);
        next = {};
      } else if (ANNOUNCES.has(header.type)) {
        next = { ...next, ...(yield* announced(reader, header)) };
      } else {
        yield* entry(reader, header, next);
        next = {};
      }
    }
  },
};

/** What stands before an entry and counts instead of what its own header says. */
interface Announced {
  readonly name?: Buffer | undefined;
  readonly link?: Buffer | undefined;
  readonly size?: number | undefined;
}

const ANNOUNCES: ReadonlySet<string> = new Set(['x', 'g', 'X', 'L', 'K']);

/** Longer ones are scanned as a text, and say nothing of the entry. */
const LONGEST_ANNOUNCED = 1 << 20;

async function* announced(reader: ByteReader, { type, size }: TarHeader): AsyncGenerator<Part, Announced> {
  const padded = toBlocks(size);
  if (size > LONGEST_ANNOUNCED) {
    yield { kind: 'aside', what: 'headers', content: wholly(reader, size) };
    await reader.skip(padded - size);
    return {};
  }
  const bytes = Buffer.from((await reader.take(padded)).subarray(0, size));
  if (bytes.length < size) throw new ContainerError(CUT_OFF);
  if (type === 'L') return { name: withoutNul(bytes) };
  if (type === 'K') return { link: withoutNul(bytes) };
  const { path, linkpath, size: length, others } = paxRecords(bytes);
  if (others.length > 0) yield { kind: 'aside', what: 'headers', content: others };
  // What is said of all that follow names no entry.
  return type === 'g' ? {} : { name: path, link: linkpath, size: length };
}

async function* entry(reader: ByteReader, header: TarHeader, next: Announced): AsyncGenerator<Part> {
  const name = next.name ?? header.name;
  const link = next.link ?? header.link;
  if (link.length > 0) yield { kind: 'name', name: link, isTarget: true };
  if (header.type === 'S') await skipSparseMap(reader, header.isExtended);
  const size = next.size ?? header.size;
  if (NO_FILES.has(header.type) && (size === 0 || parseHeader(await reader.peek(BLOCK)) !== undefined)) {
    yield { kind: 'name', name, ...(link.length > 0 && { link }) };
    return;
  }
  let left = size;
  const counted = async function* () {
    for await (const piece of wholly(reader, size)) {
      left -= piece.length;
      yield piece;
    }
  };
  yield { kind: 'member', name, content: counted(), isPlain: true };
  // It may have been left in the middle.
  await reader.skip(toBlocks(size) - size + left);
}

/** Links, devices, folders: some say a size and have no bytes all the same. */
const NO_FILES: ReadonlySet<string> = new Set(['1', '2', '3', '4', '5', '6']);

/** GNU's list of where the pieces of a file with holes belong, as far as it did not fit in the header. */
async function skipSparseMap(reader: ByteReader, isExtended: boolean): Promise<void> {
  for (let more = isExtended; more; ) {
    const block = await reader.take(BLOCK);
    more = block.length === BLOCK && block[504] !== 0;
  }
}

/** Scans what is in the way of the next header as it is. */
async function* untilHeader(reader: ByteReader): AsyncGenerator<Part> {
  const between = async function* () {
    for (let block = await reader.peek(BLOCK); block.length > 0; block = await reader.peek(BLOCK)) {
      if (parseHeader(block) !== undefined) return;
      yield Buffer.from(await reader.take(BLOCK));
    }
  };
  yield { kind: 'unread', reason: 'it is damaged: a header is none', advice: 'what follows was scanned as it is' };
  yield { kind: 'aside', what: 'between the entries', content: between() };
}

function toBlocks(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function withoutNul(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}
