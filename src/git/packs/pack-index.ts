import { createHash } from 'node:crypto';
import type { ObjectFormat } from './object-format.js';
import type { OpenFile } from './open-file.js';
import { UnreadError } from './unread-error.js';

/** "\377tOc": what a version 1 index cannot begin with, for its first count would be larger than those behind it. */
const MAGIC = 0xff744f63;
const FANOUT_BYTES = 256 * 4;
/** The bit of a 4-byte offset that makes the rest of it a row of the 8-byte table. */
const IS_LARGE = 0x80000000;

/** Where the parts of an index lie in its file. */
interface Layout {
  readonly version: 1 | 2;
  readonly count: number;
  readonly fanout: number;
  /** First id, and the bytes from one id to the next. */
  readonly ids: number;
  readonly idStep: number;
  /** First 4-byte offset, and the bytes from one to the next. */
  readonly offsets: number;
  readonly offsetStep: number;
  /** First CRC-32; undefined in version 1. */
  readonly checksums: number | undefined;
  readonly largeOffsets: number;
  readonly largeCount: number;
}

/**
 * The index of a pack: which ids it holds, sorted, and at which offset each of them lies.
 * https://git-scm.com/docs/gitformat-pack#_original_version_1_pack_idx_files_have_the_following_format
 *
 * An object is named by its row here: `0` is the smallest id, `count - 1` the largest.
 */
export class PackIndex {
  readonly count: number;
  readonly version: 1 | 2;
  readonly format: ObjectFormat;
  /** True when the bytes are those that the checksum at the end was made of. */
  readonly isIntact: boolean;
  readonly #bytes: Buffer;
  readonly #layout: Layout;

  /**
   * @param bytes the whole file
   * @param isIntact what its checksum says, where that is known already
   * @throws UnreadError when the tables do not fill the file exactly; nothing else is trusted before it is used
   */
  constructor(bytes: Buffer, format: ObjectFormat, isIntact?: boolean) {
    this.format = format;
    this.#bytes = bytes;
    this.#layout = layoutOf(bytes, format.idBytes);
    this.count = this.#layout.count;
    this.version = this.#layout.version;
    this.isIntact = isIntact ?? hasChecksum(bytes, format);
  }

  /** @throws UnreadError when it is no index, damaged, or too large */
  static read(file: OpenFile, format: ObjectFormat): PackIndex {
    return new PackIndex(file.bytes(0, file.size), format);
  }

  /** The whole file. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** The checksum at the end of the pack that this index was made for. */
  get packChecksum(): Buffer {
    const { idBytes } = this.format;
    return this.#bytes.subarray(this.#bytes.length - 2 * idBytes, this.#bytes.length - idBytes);
  }

  id(row: number): Buffer {
    const at = this.idAt(row);
    return this.#bytes.subarray(at, at + this.format.idBytes);
  }

  hexId(row: number): string {
    const at = this.idAt(row);
    return this.#bytes.toString('hex', at, at + this.format.idBytes);
  }

  /** The CRC-32 of the packed object, header and all; undefined in version 1, which has none. */
  checksum(row: number): number | undefined {
    const { checksums } = this.#layout;
    return checksums === undefined ? undefined : this.#bytes.readUInt32BE(checksums + row * 4);
  }

  /** @returns NaN when the index names a row of the 8-byte table that is not there, or no number of a file */
  offset(row: number): number {
    const { offsets, offsetStep, largeOffsets, largeCount, version } = this.#layout;
    const offset = this.#bytes.readUInt32BE(offsets + row * offsetStep);
    if (version === 1 || offset < IS_LARGE) return offset;
    const large = offset - IS_LARGE;
    if (large >= largeCount) return Number.NaN;
    const at = largeOffsets + large * 8;
    const wide = this.#bytes.readUInt32BE(at) * 2 ** 32 + this.#bytes.readUInt32BE(at + 4);
    return Number.isSafeInteger(wide) ? wide : Number.NaN;
  }

  /**
   * @param id or bytes that hold it
   * @param from where it begins in them
   * @returns the row of the id, -1 when the pack does not hold it
   */
  find(id: Uint8Array, from = 0): number {
    const bytes = this.#bytes;
    const { fanout } = this.#layout;
    const first = id[from] as number;
    let low = first === 0 ? 0 : bytes.readUInt32BE(fanout + (first - 1) * 4);
    let high = bytes.readUInt32BE(fanout + first * 4);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = this.#compare(id, from, this.idAt(middle));
      if (order === 0) return middle;
      if (order < 0) high = middle;
      else low = middle + 1;
    }
    return -1;
  }

  /** Byte by byte: nearly always the second or third tells, and to call anything would take longer. */
  #compare(id: Uint8Array, from: number, at: number): number {
    const bytes = this.#bytes;
    const { idBytes } = this.format;
    for (let i = 1; i < idBytes; i++) {
      const order = (id[from + i] as number) - (bytes[at + i] as number);
      if (order !== 0) return order;
    }
    return 0;
  }

  /** Where an id lies in `bytes`. */
  idAt(row: number): number {
    return this.#layout.ids + row * this.#layout.idStep;
  }
}

function hasChecksum(bytes: Buffer, format: ObjectFormat): boolean {
  const end = bytes.length - format.idBytes;
  const checksum = createHash(format.hash).update(bytes.subarray(0, end)).digest();
  return checksum.equals(bytes.subarray(end));
}

/**
 *     version 1: FANOUT (256 x 4)  { OFFSET (4)  ID } x count                                   PACK-CHECKSUM  CHECKSUM
 *     version 2: MAGIC (4)  VERSION (4)  FANOUT (256 x 4)  ID x count  CRC (4) x count  OFFSET (4) x count
 *                LARGE-OFFSET (8) x 0...count                                                   PACK-CHECKSUM  CHECKSUM
 */
function layoutOf(bytes: Buffer, idBytes: number): Layout {
  const hasMagic = bytes.length >= 8 && bytes.readUInt32BE(0) === MAGIC;
  if (hasMagic && bytes.readUInt32BE(4) !== 2)
    throw new UnreadError(`its index has version ${bytes.readUInt32BE(4)}, which is not known`);
  const fanout = hasMagic ? 8 : 0;
  const tables = fanout + FANOUT_BYTES;
  const end = bytes.length - 2 * idBytes;
  if (end < tables) throw new UnreadError('its index is damaged: it is too short');
  const count = countOf(bytes, fanout);
  if (hasMagic) return secondLayout(count, tables, end, idBytes);
  if (tables + count * (4 + idBytes) !== end) throw new UnreadError('its index is damaged: its size does not fit');
  const step = { idStep: 4 + idBytes, offsetStep: 4 + idBytes };
  return {
    ...{ version: 1, count, fanout, ids: tables + 4, offsets: tables, ...step },
    ...{ checksums: undefined, largeOffsets: end, largeCount: 0 },
  };
}

function secondLayout(count: number, ids: number, end: number, idBytes: number): Layout {
  const checksums = ids + count * idBytes;
  const offsets = checksums + count * 4;
  const largeOffsets = offsets + count * 4;
  const largeCount = (end - largeOffsets) / 8;
  if (largeCount < 0 || largeCount > count || !Number.isInteger(largeCount))
    throw new UnreadError('its index is damaged: its size does not fit');
  const step = { idStep: idBytes, offsetStep: 4 };
  return { version: 2, count, fanout: 8, ids, offsets, ...step, checksums, largeOffsets, largeCount };
}

/** The last count of the fan-out table is that of all objects; none may be smaller than the one before. */
function countOf(bytes: Buffer, fanout: number): number {
  let count = 0;
  for (let at = fanout; at < fanout + FANOUT_BYTES; at += 4) {
    const next = bytes.readUInt32BE(at);
    if (next < count) throw new UnreadError('its index is damaged: its counts fall');
    count = next;
  }
  return count;
}
