import type { ObjectType } from '../cat-file-parser.js';
import { UnreadError } from './unread-error.js';

/** The types of entries that hold an object whole, by their number. 5 is reserved, 0 invalid. */
export const WHOLE_TYPES: readonly (ObjectType | undefined)[] = [undefined, 'commit', 'tree', 'blob', 'tag'];
const OFFSET_DELTA = 6;
const REFERENCE_DELTA = 7;

/** Seven bits a byte: with more bytes than that a size is no number of a file any more. */
const LONGEST_SIZE = 8;

/** Bytes that a header takes at most: type and size, then an offset or an id. */
export function longestHeader(idBytes: number): number {
  return LONGEST_SIZE + Math.max(LONGEST_SIZE, idBytes);
}

/**
 * What stands before the compressed bytes of an entry.
 * https://git-scm.com/docs/gitformat-pack#_pack_pack_files_have_the_following_format
 *
 *     1 bit: more bytes of the size follow, 3 bits: type, 4 bits: the lowest of the size
 *     ( 1 bit: more follow, 7 bits: the next ones of the size ) x 0...
 *     of an offset delta:    ( 1 bit: more follow, 7 bits ) x 1...   how far before this entry its base begins
 *     of a reference delta:  the id of its base
 *
 * One of these is read again and again: a pack has millions of entries.
 */
export class EntryHeader {
  /** Undefined for a delta: it is of the type of its base. */
  type: ObjectType | undefined;
  /** Bytes behind the compression: of the object, or of the delta. */
  size = 0;
  /** How far before this entry its base begins; 0 when the base is not told by its place. */
  distance = 0;
  /** Undefined when the base is not told by its id. */
  baseId: Buffer | undefined;
  /** Where in the bytes the compressed ones begin. */
  dataAt = 0;

  /**
   * @param at where in the bytes the entry begins
   * @param end where the entry ends, or as far as there are bytes
   * @throws UnreadError
   */
  read(bytes: Uint8Array, at: number, end: number, idBytes: number): void {
    const kind = this.#readTypeAndSize(bytes, at, end);
    const next = this.dataAt;
    this.type = WHOLE_TYPES[kind];
    this.distance = 0;
    this.baseId = undefined;
    if (this.type !== undefined) return;
    if (kind === OFFSET_DELTA) this.#readDistance(bytes, next, end);
    else if (kind === REFERENCE_DELTA) {
      this.dataAt = next + idBytes;
      if (this.dataAt > end) throw cutOff();
      this.baseId = Buffer.from(bytes.subarray(next, this.dataAt));
    } else throw new UnreadError(`it is damaged: no entry of a pack has type ${kind}`);
  }

  #readTypeAndSize(bytes: Uint8Array, at: number, end: number): number {
    if (at >= end) throw cutOff();
    let next = at;
    let byte = bytes[next++] as number;
    const kind = (byte >> 4) & 7;
    let size = byte & 15;
    for (let unit = 16; byte & 0x80; unit *= 128) {
      if (next >= end) throw cutOff();
      if (next - at >= LONGEST_SIZE) throw new UnreadError('it is damaged: its size is beyond all files');
      byte = bytes[next++] as number;
      size += (byte & 0x7f) * unit;
    }
    if (!Number.isSafeInteger(size)) throw new UnreadError('it is damaged: its size is beyond all files');
    this.size = size;
    this.dataAt = next;
    return kind;
  }

  /** Each further byte adds one before it shifts, so that no distance can be written in two ways. */
  #readDistance(bytes: Uint8Array, at: number, end: number): void {
    if (at >= end) throw cutOff();
    let next = at;
    let byte = bytes[next++] as number;
    let distance = byte & 0x7f;
    while (byte & 0x80) {
      if (next >= end) throw cutOff();
      if (next - at >= LONGEST_SIZE) throw new UnreadError('it is damaged: its base lies before all files');
      byte = bytes[next++] as number;
      distance = (distance + 1) * 128 + (byte & 0x7f);
    }
    if (distance === 0) throw new UnreadError('it is damaged: it is a delta of itself');
    this.distance = distance;
    this.dataAt = next;
  }
}

function cutOff(): UnreadError {
  return new UnreadError('it is damaged: it ends in its header');
}
