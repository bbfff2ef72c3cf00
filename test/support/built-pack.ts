import { createHash } from 'node:crypto';
import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { type ObjectFormat, SHA1 } from '../../src/git/packs/object-format.js';

/** An entry to be written, as the test wants it: nothing here checks that it makes sense. */
export interface BuiltEntry {
  /** As the index shall name it. */
  readonly id: Buffer;
  /** 1 to 4 for an object, 6 for an offset delta, 7 for a reference delta. */
  readonly kind: number;
  /** Content or delta, before it is compressed. */
  readonly data: Uint8Array;
  /** Number of the entry that an offset delta has as its base. */
  readonly base?: number;
  readonly baseId?: Buffer;
  /** Zeros before it, that take no room on the disk: an entry of a type that there is not, with an id of its own. */
  readonly gap?: number;
  /** The size to be announced; by default the right one. */
  readonly size?: number;
}

export type IndexVersion = 1 | 2;

/** The id of a blob, hashed by the test itself. */
export function blobId(content: Uint8Array, hash = 'sha1'): Buffer {
  return createHash(hash).update(`blob ${content.length}\0`).update(content).digest();
}

export function blobEntry(content: Uint8Array, more: Partial<BuiltEntry> = {}): BuiltEntry {
  return { id: blobId(content), kind: 3, data: content, ...more };
}

/** The header of an entry. https://git-scm.com/docs/gitformat-pack */
export function entryHeader(entry: Pick<BuiltEntry, 'kind' | 'baseId'> & { size: number; distance?: number }): Buffer {
  const bytes: number[] = [];
  let rest = Math.floor(entry.size / 16);
  bytes.push((entry.kind << 4) | (entry.size % 16) | (rest > 0 ? 0x80 : 0));
  for (; rest > 0; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | (rest >= 128 ? 0x80 : 0));
  if (entry.distance !== undefined) {
    const reversed = [entry.distance % 128];
    for (let left = Math.floor(entry.distance / 128); left > 0; left = Math.floor(left / 128)) {
      left -= 1;
      reversed.push((left % 128) | 0x80);
    }
    bytes.push(...reversed.reverse());
  }
  return Buffer.concat([Buffer.from(bytes), entry.baseId ?? Buffer.alloc(0)]);
}

/** Writes a pack and its index. @param path of the pack, which ends in `.pack` */
export function writePack(
  path: string,
  entries: readonly BuiltEntry[],
  version: IndexVersion = 2,
  format: ObjectFormat = SHA1,
): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  const header = Buffer.alloc(12);
  header.write('PACK', 'latin1');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(entries.length + entries.filter(({ gap }) => gap !== undefined).length, 8);
  writeSync(file, header, 0, 12, 0);
  let at = 12;
  const rows: IndexRow[] = [];
  const gaps: IndexRow[] = [];
  for (const [number, entry] of entries.entries()) {
    if (entry.gap !== undefined) gaps.push({ id: gapId(number), offset: at, checksum: 0 });
    at += entry.gap ?? 0;
    const { size = entry.data.length, base } = entry;
    const distance = base === undefined ? {} : { distance: at - (rows[base]?.offset ?? at) };
    const bytes = Buffer.concat([entryHeader({ ...entry, size, ...distance }), deflateSync(entry.data)]);
    writeSync(file, bytes, 0, bytes.length, at);
    rows.push({ id: entry.id, offset: at, checksum: crc32(bytes) });
    at += bytes.length;
  }
  // The real checksum would be of gigabytes of zeros: what counts is that the index has the same.
  const checksum = createHash(format.hash).update(path).digest();
  ftruncateSync(file, at);
  writeSync(file, checksum, 0, checksum.length, at);
  closeSync(file);
  writeFileSync(path.replace(/\.pack$/, '.idx'), indexBytes([...rows, ...gaps], checksum, version, format));
}

/** A pack without gaps and its index, as bytes; both have the right checksums. */
export function packInMemory(
  entries: readonly BuiltEntry[],
  format: ObjectFormat = SHA1,
): { pack: Buffer; index: Buffer } {
  const header = Buffer.alloc(12);
  header.write('PACK', 'latin1');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(entries.length, 8);
  const parts = [header];
  const rows: IndexRow[] = [];
  let at = header.length;
  for (const { size, base, ...entry } of entries) {
    const distance = base === undefined ? {} : { distance: at - (rows[base]?.offset ?? at) };
    const start = entryHeader({ ...entry, size: size ?? entry.data.length, ...distance });
    const bytes = Buffer.concat([start, deflateSync(entry.data)]);
    rows.push({ id: entry.id, offset: at, checksum: crc32(bytes) });
    parts.push(bytes);
    at += bytes.length;
  }
  const body = Buffer.concat(parts);
  const checksum = createHash(format.hash).update(body).digest();
  return { pack: Buffer.concat([body, checksum]), index: indexBytes(rows, checksum, 2, format) };
}

/** The id under which an index has the gap before an entry. */
export function gapId(number: number): Buffer {
  return createHash('sha1').update(`gap before ${number}`).digest();
}

export interface IndexRow {
  readonly id: Buffer;
  readonly offset: number;
  readonly checksum: number;
}

/** The bytes of an index. */
export function indexBytes(
  rows: readonly IndexRow[],
  packChecksum: Buffer,
  version: IndexVersion,
  format: ObjectFormat,
): Buffer {
  const sorted = [...rows].sort((a, b) => Buffer.compare(a.id, b.id));
  const fanout = Buffer.alloc(1024);
  for (let first = 0; first < 256; first++)
    fanout.writeUInt32BE(sorted.filter(({ id }) => (id[0] as number) <= first).length, first * 4);
  const parts =
    version === 1
      ? [fanout, ...sorted.flatMap(({ id, offset }) => [four(offset), id])]
      : [Buffer.from('ff744f6300000002', 'hex'), fanout, ...secondTables(sorted)];
  const body = Buffer.concat([...parts, packChecksum]);
  return Buffer.concat([body, createHash(format.hash).update(body).digest()]);
}

function secondTables(sorted: readonly IndexRow[]): Buffer[] {
  const large: Buffer[] = [];
  const small = sorted.map(({ offset }) => {
    if (offset < 2 ** 31) return four(offset);
    const wide = Buffer.alloc(8);
    wide.writeBigUInt64BE(BigInt(offset));
    large.push(wide);
    return four(2 ** 31 + large.length - 1);
  });
  return [...sorted.map(({ id }) => id), ...sorted.map(({ checksum }) => four(checksum)), ...small, ...large];
}

function four(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}
