import { createHash } from 'node:crypto';
import { type AncestryRecord, decodeRecord, encodeRecord } from './ancestry-record.js';
import { compareIds, HAS_MATCHES, KnownObjects } from './known-objects.js';
import { littleEndian, numbersFrom } from './little-endian.js';
import { SUMMARY_BYTES } from './match-summary.js';

/**
 *     MAGIC (8)  VERSION (4)  ID-BYTES (4)  COUNT (4)  SUMMARIES (4)  FILE (16)  KEY (32)
 *     ID x COUNT (ascending)   NOTE (4) x COUNT   SUMMARY (12) x SUMMARIES   an `AncestryRecord`, or nothing
 *     SHA-256 of all before (32)
 *
 * Numbers are little-endian. No secret, preview, name or path is in it.
 */
const MAGIC = Buffer.from('HUSHKEY\n', 'latin1');
const VERSION = 2;
const KEY_AT = 40;
const KEY_BYTES = 32;
const HEADER_BYTES = KEY_AT + KEY_BYTES;
const CHECKSUM_BYTES = 32;

/** What a memory belongs to. */
export interface Belonging {
  /** 32 bytes that say for which patterns and code it is good. */
  readonly key: Buffer;
  /** 16 bytes that say in which file it was written. What was copied from elsewhere, by whomever, is not believed. */
  readonly file: Buffer;
}

/** What one scan leaves behind for the next. */
export interface Memory {
  readonly objects: KnownObjects;
  /** Undefined when it was not known, or not whole. */
  readonly ancestry: AncestryRecord | undefined;
}

/** `other`: it is whole, and made by another version or with other patterns. */
export type Decoded = Memory | 'damaged' | 'copied' | 'other';

export function encode({ objects, ancestry }: Memory, { key, file }: Belonging): Buffer {
  const { idBytes, ids, notes, summaries, count } = objects;
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  for (const [at, number] of [VERSION, idBytes, count, summaries.length / SUMMARY_BYTES].entries())
    header.writeUInt32LE(number, MAGIC.length + at * 4);
  file.copy(header, 24);
  key.copy(header, KEY_AT);
  const record = ancestry === undefined ? [] : encodeRecord(ancestry, idBytes);
  const bytes = Buffer.concat([header, ids, littleEndian(notes), summaries, ...record, Buffer.alloc(CHECKSUM_BYTES)]);
  const end = bytes.length - CHECKSUM_BYTES;
  checksumOf(bytes.subarray(0, end)).copy(bytes, end);
  return bytes;
}

export function decode(bytes: Buffer, idBytes: number, { key, file }: Belonging): Decoded {
  const end = bytes.length - CHECKSUM_BYTES;
  if (end < HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return 'damaged';
  if (!checksumOf(bytes.subarray(0, end)).equals(bytes.subarray(end))) return 'damaged';
  if (!bytes.subarray(24, KEY_AT).equals(file)) return 'copied';
  const [version, written, count, summaries] = [8, 12, 16, 20].map((at) => bytes.readUInt32LE(at)) as [
    number,
    number,
    number,
    number,
  ];
  if (version !== VERSION || !bytes.subarray(KEY_AT, HEADER_BYTES).equals(key)) return 'other';
  const notesAt = HEADER_BYTES + count * idBytes;
  const summariesAt = notesAt + count * 4;
  const recordAt = summariesAt + summaries * SUMMARY_BYTES;
  if (written !== idBytes || recordAt > end) return 'damaged';
  const notes = numbersFrom(Uint32Array, bytes, notesAt, count);
  let matched = 0;
  for (let number = 0; number < count; number++) if (notes[number] === HAS_MATCHES) matched++;
  if (matched !== summaries) return 'damaged';
  const ids = bytes.subarray(HEADER_BYTES, notesAt);
  if (!areAscending(ids, idBytes)) return 'damaged';
  const objects = new KnownObjects(idBytes, ids, notes, bytes.subarray(summariesAt, recordAt));
  if (recordAt === end) return { objects, ancestry: undefined };
  const ancestry = decodeRecord(bytes.subarray(recordAt, end), objects);
  return ancestry === undefined ? 'damaged' : { objects, ancestry };
}

/** No id is there twice, so that none has two numbers. */
function areAscending(ids: Buffer, idBytes: number): boolean {
  for (let at = idBytes; at < ids.length; at += idBytes)
    if (compareIds(ids, at - idBytes, ids, at, idBytes) >= 0) return false;
  return true;
}

function checksumOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
