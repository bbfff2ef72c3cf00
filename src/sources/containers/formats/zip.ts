import { ByteReader } from '../byte-reader.js';
import { ContainerError } from '../container-error.js';
import type { ContainerFormat, Part } from '../format.js';
import { piecesOf, type RandomAccess } from '../random-access.js';
import { Covered, type Range } from '../zip/covered.js';
import { type DirectoryEntry, directoryOf } from '../zip/directory.js';
import { findEndRecord } from '../zip/end-record.js';
import { checked, expandedWhole, whyUnread } from '../zip/entry-content.js';
import {
  DESCRIPTOR,
  DIRECTORY_END,
  LOCAL,
  LOCAL_LENGTH,
  type LocalHeader,
  parseLocalHeader,
} from '../zip/local-header.js';
import { walkEntries } from '../zip/walk.js';

/** What stands first in one that was made to be split over several disks, and was not. */
const SPLIT = 0x30304b50;

/**
 * Zip, and everything that is one: jar, whl, nupkg, vsix, docx, odt, apk, epub. Its directory is at its end; what the
 * directory does not name is read by the headers before the data, and what is in no entry as it is.
 */
export const format: ContainerFormat = {
  name: 'zip',
  begins: (head) => head.length >= 4 && SIGNATURES.has(head.readUInt32LE(0)),
  wantsAccess: true,
  async *open({ reader, access }): AsyncGenerator<Part> {
    if (access === undefined) yield* walkEntries(reader);
    else yield* wholeZip(access);
  },
};

const SIGNATURES: ReadonlySet<number> = new Set([LOCAL, DIRECTORY_END, SPLIT]);

async function* wholeZip(access: RandomAccess): AsyncGenerator<Part> {
  const covered = new Covered();
  const end = findEndRecord(access);
  if (end === undefined) yield { kind: 'unread', reason: NO_DIRECTORY, advice: AS_FAR_AS };
  else {
    const first = yield* listedEntries(access, end, covered);
    if (end.comment.length > 0) yield { kind: 'aside', what: 'comment', content: [end.comment] };
    covered.add(first, end.end);
  }
  const { holes, overlap } = covered.holes(access.size);
  if (overlap) yield { kind: 'unread', reason: 'it lies: entries of it share the same bytes', advice: AS_FAR_AS };
  yield* inHoles(access, holes);
}

const NO_DIRECTORY = 'it is damaged: it has no directory at its end';
const AS_FAR_AS = 'what can be read was scanned; see where it came from';

/** @returns where the directory begins, as far as it is known */
async function* listedEntries(
  access: RandomAccess,
  end: NonNullable<ReturnType<typeof findEndRecord>>,
  covered: Covered,
): AsyncGenerator<Part, number> {
  const starts = new Set<number>();
  let behind = 0;
  try {
    for await (const entry of directoryOf(access, end)) {
      if (entry.remarks.length > 0) yield { kind: 'aside', what: 'comment', content: entry.remarks.flatMap(asLine) };
      if (starts.has(entry.at)) yield { kind: 'unread', name: entry.name, reason: SAME_DATA, advice: AS_FAR_AS };
      else behind = Math.max(behind, yield* listedEntry(access, entry, covered));
      starts.add(entry.at);
    }
  } catch (error) {
    if (!(error instanceof ContainerError)) throw error;
    yield { kind: 'unread', reason: error.message, advice: AS_FAR_AS };
    return end.at;
  }
  return Math.max(behind, directoryStart(access, end.at, end.shift));
}

const SAME_DATA = 'it lies: it has the same data as an entry before it';

function asLine(bytes: Buffer): Buffer[] {
  return [bytes, Buffer.from('\n')];
}

function directoryStart(access: RandomAccess, at: number, shift: number): number {
  const record = access.read(at, 22);
  const [size, offset] = [record.readUInt32LE(12), record.readUInt32LE(16)];
  const start = offset === 0xffffffff ? at - size : offset + shift;
  return start >= 0 && start <= at ? start : at;
}

/** @returns where its data ends; 0 when nobody can tell */
async function* listedEntry(
  access: RandomAccess,
  entry: DirectoryEntry,
  covered: Covered,
): AsyncGenerator<Part, number> {
  const header = localHeaderAt(access, entry.at);
  if (header === undefined) {
    yield { kind: 'unread', name: entry.name, reason: 'it is not where the directory says', advice: AS_FAR_AS };
    return 0;
  }
  const start = entry.at + header.length;
  const end = start + entry.compressedSize;
  const unread = whyUnread(entry.method, entry.isEncrypted);
  if (disagree(entry, header)) {
    const reason = 'it lies: what stands before its data is not what the directory says of it';
    yield { kind: 'unread', name: entry.name, reason, advice: AS_FAR_AS };
    // Not covered, so that it is read by the other header too.
    covered.add(entry.at, entry.at);
  } else covered.add(entry.at, end);
  if (unread !== undefined) yield { kind: 'unread', name: entry.name, ...unread };
  else if (entry.compressedSize === 0 && entry.size === 0) yield { kind: 'name', name: entry.name };
  else {
    const behind: Buffer[] = [];
    const data = new ByteReader(piecesOf(access, start, Math.min(end, access.size)));
    yield { kind: 'member', name: entry.name, content: checked(expandedWhole(data, entry, behind), () => entry) };
    if (behind.length > 0) yield { kind: 'aside', what: 'between the entries', content: behind };
  }
  return end;
}

function localHeaderAt(access: RandomAccess, at: number): LocalHeader | undefined {
  if (!(at >= 0 && at < access.size)) return undefined;
  const fixed = access.read(at, LOCAL_LENGTH);
  if (fixed.length < LOCAL_LENGTH || fixed.readUInt32LE(0) !== LOCAL) return undefined;
  return parseLocalHeader(access.read(at, LOCAL_LENGTH + fixed.readUInt16LE(26) + fixed.readUInt16LE(28)));
}

/** What a reader that trusts the one header would read otherwise than one that trusts the other. */
function disagree(entry: DirectoryEntry, header: LocalHeader): boolean {
  if (!entry.name.equals(header.name) || entry.method !== header.method) return true;
  const saysSize = !header.hasDescriptor || header.compressedSize > 0;
  return saysSize && (header.compressedSize !== entry.compressedSize || header.size !== entry.size);
}

/** What follows an entry that was written as a stream, and the bytes by which the next one is aligned, are no longer. */
const LONGEST_DESCRIPTOR = 24;
const MOST_SMALL = 1 << 20;

function isDescriptor(bytes: Buffer): boolean {
  return (bytes.length === 16 || bytes.length === 24) && bytes.readUInt32LE(0) === DESCRIPTOR;
}

async function* inHoles(access: RandomAccess, holes: readonly Range[]): AsyncGenerator<Part> {
  const small: Buffer[] = [];
  let length = 0;
  for (const { start, end } of holes) {
    if (end - start > LONGEST_DESCRIPTOR || length > MOST_SMALL)
      yield* walkEntries(new ByteReader(piecesOf(access, start, end)), start > 0);
    else {
      const bytes = Buffer.from(access.read(start, end - start));
      if (isDescriptor(bytes)) continue;
      small.push(...asLine(bytes));
      length += bytes.length + 1;
    }
  }
  if (small.length > 0) yield { kind: 'aside', what: 'between the entries', content: small };
}
