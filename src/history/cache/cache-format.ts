import { createHash } from 'node:crypto';
import { HAS_MATCHES, KnownObjects } from './known-objects.js';
import { SUMMARY_BYTES } from './match-summary.js';

/**
 *     MAGIC (8)  VERSION (4)  ID-BYTES (4)  COUNT (4)  SUMMARIES (4)  FILE (16)  KEY (32)
 *     ID x COUNT (ascending)   NOTE (4) x COUNT   SUMMARY (12) x SUMMARIES   SHA-256 of all before (32)
 *
 * Numbers are little-endian. No secret, preview, name or path is in it.
 */
const MAGIC = Buffer.from('HUSHKEY\n', 'latin1');
const VERSION = 1;
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

/** `other`: it is whole, and made by another version or with other patterns. */
export type Decoded = KnownObjects | 'damaged' | 'copied' | 'other';

export function encode({ idBytes, ids, notes, summaries, count }: KnownObjects, { key, file }: Belonging): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  for (const [at, number] of [VERSION, idBytes, count, summaries.length / SUMMARY_BYTES].entries())
    header.writeUInt32LE(number, MAGIC.length + at * 4);
  file.copy(header, 24);
  key.copy(header, KEY_AT);
  const written = Buffer.alloc(count * 4);
  for (let number = 0; number < count; number++) written.writeUInt32LE(notes[number] as number, number * 4);
  const bytes = Buffer.concat([header, ids, written, summaries, Buffer.alloc(CHECKSUM_BYTES)]);
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
  if (written !== idBytes || summariesAt + summaries * SUMMARY_BYTES !== end) return 'damaged';
  const notes = new Uint32Array(count);
  let matched = 0;
  for (let number = 0; number < count; number++) {
    const note = bytes.readUInt32LE(notesAt + number * 4);
    notes[number] = note;
    if (note === HAS_MATCHES) matched++;
  }
  if (matched !== summaries) return 'damaged';
  return new KnownObjects(idBytes, bytes.subarray(HEADER_BYTES, notesAt), notes, bytes.subarray(summariesAt, end));
}

function checksumOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
