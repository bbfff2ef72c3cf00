import { ByteReader } from '../byte-reader.js';
import type { Part } from '../format.js';
import { checked, type Expected, expanded, expandedWhole, STORED, whyUnread } from './entry-content.js';
import { DESCRIPTOR, DIRECTORY, DIRECTORY_END, LOCAL, type LocalHeader, peekLocalHeader } from './local-header.js';

/**
 * The entries of a zip by the headers before their data, without its directory: of a stream, of what is damaged, and of
 * what its directory does not name. Anything between them is scanned as it is.
 *
 * @param isInside it begins behind the beginning of the file
 */
export async function* walkEntries(reader: ByteReader, isInside = false): AsyncGenerator<Part> {
  let what: 'before the entries' | 'between the entries' = isInside ? 'between the entries' : 'before the entries';
  for (let head = await reader.peek(4); head.length > 0; head = await reader.peek(4)) {
    const signature = head.length === 4 ? head.readUInt32LE(0) : 0;
    const header = signature === LOCAL ? await peekLocalHeader(reader) : undefined;
    if (header !== undefined) {
      what = 'between the entries';
      yield* walkedEntry(reader, header);
    } else if (signature === DIRECTORY || signature === DIRECTORY_END) {
      yield { kind: 'aside', what: 'directory', content: reader.pass() };
    } else yield { kind: 'aside', what, content: untilSignature(reader, [LOCAL, DIRECTORY, DIRECTORY_END]) };
  }
}

async function* walkedEntry(reader: ByteReader, header: LocalHeader): AsyncGenerator<Part> {
  const { method, name, isEncrypted, hasDescriptor, compressedSize } = header;
  await reader.take(header.length);
  const unread = whyUnread(method, isEncrypted);
  const isSized = !hasDescriptor || compressedSize > 0;
  if (unread !== undefined) {
    yield { kind: 'unread', name, ...unread };
    if (isSized) await reader.skip(compressedSize);
    else await drained(untilSignature(reader, [LOCAL, DESCRIPTOR, DIRECTORY, DIRECTORY_END]));
  } else if (isSized) {
    const behind: Buffer[] = [];
    const own = new ByteReader(reader.pass(compressedSize));
    yield { kind: 'member', name, content: checked(expandedWhole(own, header, behind), () => header) };
    if (behind.length > 0) yield { kind: 'aside', what: 'between the entries', content: behind };
    await own.skip(Number.POSITIVE_INFINITY);
  } else yield* unsized(reader, header);
  if (hasDescriptor) await readDescriptor(reader);
}

/** An entry that was written as a stream: its size is known when it is over. */
async function* unsized(reader: ByteReader, { method, name }: LocalHeader): AsyncGenerator<Part> {
  const content = method === STORED ? untilSignature(reader, [LOCAL, DESCRIPTOR, DIRECTORY]) : expanded(reader, method);
  let isDone = false;
  const noted = async function* () {
    yield* checked(content, (): Expected | undefined => undefined);
    isDone = true;
  };
  yield { kind: 'member', name, content: noted() };
  // Where it ends nobody knows: on to the next signature.
  if (!isDone) await drained(untilSignature(reader, [LOCAL, DESCRIPTOR, DIRECTORY, DIRECTORY_END]));
}

/** §4.3.9: with or without a signature, with sizes of 32 or 64 bits. */
async function readDescriptor(reader: ByteReader): Promise<void> {
  const ahead = await reader.peek(28);
  if (ahead.length < 16) return;
  const start = ahead.readUInt32LE(0) === DESCRIPTOR ? 4 : 0;
  const isNext = (at: number) => at + 4 <= ahead.length && ahead.readUInt16LE(at) === 0x4b50;
  await reader.take(isNext(start + 12) ? start + 12 : isNext(start + 20) ? start + 20 : start + 12);
}

const PK = Buffer.from('PK');

/** What comes before one of these signatures; at least one byte of it, unless there is nothing more. */
async function* untilSignature(reader: ByteReader, signatures: readonly number[]): AsyncGenerator<Buffer> {
  for (let from = 1; ; from = 0) {
    const ahead = await reader.peek(AHEAD);
    if (ahead.length === 0) return;
    let at = ahead.indexOf(PK, from);
    while (at !== -1 && at + 4 <= ahead.length && !signatures.includes(ahead.readUInt32LE(at)))
      at = ahead.indexOf(PK, at + 1);
    const isFound = at !== -1 && at + 4 <= ahead.length;
    const isLast = ahead.length < AHEAD;
    // A signature can be cut where the look ahead ends.
    const end = isFound ? at : isLast ? ahead.length : ahead.length - 3;
    if (end > 0) yield Buffer.from(await reader.take(end));
    if (isFound || isLast) return;
  }
}

const AHEAD = 1 << 16;

async function drained(content: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of content);
}
