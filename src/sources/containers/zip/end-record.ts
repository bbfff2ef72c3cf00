import type { RandomAccess } from '../random-access.js';
import { DIRECTORY, DIRECTORY_END } from './local-header.js';

/** Where the directory of a zip is. */
export interface EndRecord {
  /** Where the record begins. */
  readonly at: number;
  /** Behind the comment that ends the zip. */
  readonly end: number;
  /** How much stands before what the zip counts its offsets from: a program that unpacks it, a picture. */
  readonly shift: number;
  readonly comment: Buffer;
}

const LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const TAIL = LENGTH + LONGEST_COMMENT;

const SIGNATURE = Buffer.alloc(4);
SIGNATURE.writeUInt32LE(DIRECTORY_END);

/**
 * The record that ends a zip (§4.3.16 of APPNOTE.TXT), searched for from behind: a comment follows it, and perhaps what
 * was put behind the zip.
 */
export function findEndRecord(access: RandomAccess): EndRecord | undefined {
  const start = Math.max(0, access.size - TAIL);
  const tail = access.read(start, access.size - start);
  for (let at = tail.lastIndexOf(SIGNATURE); at !== -1; at = at === 0 ? -1 : tail.lastIndexOf(SIGNATURE, at - 1)) {
    const record = tail.subarray(at);
    if (record.length < LENGTH) continue;
    const end = LENGTH + record.readUInt16LE(20);
    if (end > record.length) continue;
    const shift = shiftOf(access, start + at, record);
    if (shift === undefined) continue;
    return { at: start + at, end: start + at + end, shift, comment: Buffer.from(record.subarray(LENGTH, end)) };
  }
  return undefined;
}

const SMALL = 0xffffffff;

/** @returns undefined when there is no directory where it should be */
function shiftOf(access: RandomAccess, at: number, record: Buffer): number | undefined {
  const [count, size, offset] = [record.readUInt16LE(10), record.readUInt32LE(12), record.readUInt32LE(16)];
  // Those that do not fit stand in another record, which says where.
  if (offset === SMALL || size === SMALL || count === 0xffff) return 0;
  if (isDirectory(access, offset, count, at)) return 0;
  const start = at - size;
  return start >= offset && isDirectory(access, start, count, at) ? start - offset : undefined;
}

function isDirectory(access: RandomAccess, offset: number, count: number, end: number): boolean {
  if (count === 0) return offset === end;
  const head = access.read(offset, 4);
  return head.length === 4 && offset < end && head.readUInt32LE(0) === DIRECTORY;
}
