import type { UnpackMemory } from './unpack-memory.js';
import { UnreadError } from './unread-error.js';

/** The largest object that is put together in memory; offsets into a buffer of 2 GiB are right in every Node. */
export const LARGEST_OBJECT = 2 ** 31 - 1;
/** A copy of no bytes would make no sense: it stands for this many. */
const COPY_OF_ZERO = 0x10000;
const IS_COPY = 0x80;

/**
 * The instructions of a delta: which ranges of its base, and which bytes of its own, an object is put together from.
 * https://git-scm.com/docs/gitformat-pack#_deltified_representation
 *
 * Kept in typed arrays that are used again for the next delta: a large repository has tens of millions of instructions.
 */
export class Delta {
  sourceSize = 0;
  targetSize = 0;
  /** How many instructions there are. */
  count = 0;
  /** The bytes of the delta: inserted ones are read from here. */
  bytes: Uint8Array = new Uint8Array(0);
  /** By instruction: 1 when it copies from the base, 0 when it inserts. */
  copies: Uint8Array = new Uint8Array(256);
  /** By instruction: where its bytes begin, in the base or in `bytes`. */
  sources: Uint32Array = new Uint32Array(256);
  /** By instruction: where its bytes end in the object. They begin where those of the one before end. */
  ends: Uint32Array = new Uint32Array(256);

  /** Where in `bytes` the instructions begin. */
  start = 0;

  /**
   * Reads the two sizes, and nothing behind them.
   *
   * @param bytes the delta. They are not copied, and inserted bytes are read from them later
   * @throws UnreadError
   */
  begin(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.count = 0;
    const sourceEnd = endOfSize(bytes, 0);
    const targetEnd = endOfSize(bytes, sourceEnd);
    this.sourceSize = sizeIn(bytes, 0, sourceEnd);
    this.targetSize = sizeIn(bytes, sourceEnd, targetEnd);
    this.start = targetEnd;
    if (this.targetSize > LARGEST_OBJECT)
      throw new UnreadError(`it is larger than 2 GiB (${this.targetSize} bytes) and stored as a delta`);
  }

  /**
   * Reads and checks every instruction; no memory is taken for sizes that are only announced.
   *
   * @throws UnreadError when anything lies outside of base, delta or object
   */
  parse(bytes: Uint8Array): void {
    this.begin(bytes);
    let at = this.start;
    let end = 0;
    while (at < bytes.length) {
      if (this.count === this.ends.length) this.#grow();
      const instruction = bytes[at] as number;
      const next = instruction & IS_COPY ? this.#copy(bytes, at, end) : this.#insert(bytes, at, end);
      end = this.ends[this.count++] as number;
      at = next;
    }
    if (end !== this.targetSize) throw damaged('its instructions do not make up its size');
  }

  /**
   * Reads all instructions and puts the object together at once, where everything lies in memory for that.
   *
   * @returns false when it does not, or when anything is wrong: `parse` knows what
   */
  patch(memory: UnpackMemory, base: Uint8Array, target: Uint8Array): boolean {
    const count = memory.patch(this.bytes, this.start, base, target);
    if (count < 0) return false;
    this.count = count;
    this.copies = memory.copies;
    this.sources = memory.sources;
    this.ends = memory.ends;
    return true;
  }

  /**
   * Puts the object together.
   *
   * @param target as long as `targetSize`, and not overlapping the base
   * @throws UnreadError when the base is of another size than the delta was made for
   */
  apply(base: Uint8Array, target: Uint8Array): void {
    if (base.length !== this.sourceSize) throw damaged('it is a delta of another base');
    if (target.length !== this.targetSize) throw new RangeError('the target is not as long as the object');
    const { bytes, copies, sources, ends, count } = this;
    for (let at = 0, start = 0; at < count; at++) {
      const end = ends[at] as number;
      copyRange(copies[at] === 1 ? base : bytes, sources[at] as number, target, start, end);
      start = end;
    }
  }

  /**
   *     1 bit: 1, 3 bits: which bytes of the size follow, 4 bits: which bytes of the offset follow
   *     ( offset, lowest byte first ) x 0...4    ( size, lowest byte first ) x 0...3
   */
  #copy(bytes: Uint8Array, at: number, start: number): number {
    const instruction = bytes[at] as number;
    let next = at + 1;
    let offset = 0;
    let size = 0;
    if (instruction & 0x01) offset = bytes[next++] as number;
    if (instruction & 0x02) offset |= (bytes[next++] as number) << 8;
    if (instruction & 0x04) offset |= (bytes[next++] as number) << 16;
    if (instruction & 0x08) offset += (bytes[next++] as number) * 2 ** 24;
    if (instruction & 0x10) size = bytes[next++] as number;
    if (instruction & 0x20) size |= (bytes[next++] as number) << 8;
    if (instruction & 0x40) size |= (bytes[next++] as number) << 16;
    if (next > bytes.length) throw damaged('it ends in the middle of an instruction');
    if (size === 0) size = COPY_OF_ZERO;
    if (offset + size > this.sourceSize) throw damaged('it copies what its base does not have');
    this.#add(1, offset, start + size);
    return next;
  }

  /** `1 bit: 0, 7 bits: how many bytes follow`; none at all is reserved. */
  #insert(bytes: Uint8Array, at: number, start: number): number {
    const size = bytes[at] as number;
    if (size === 0) throw damaged('it has an instruction that is not known');
    const next = at + 1 + size;
    if (next > bytes.length) throw damaged('it ends in the middle of an instruction');
    this.#add(0, at + 1, start + size);
    return next;
  }

  #add(copy: number, source: number, end: number): void {
    if (end > this.targetSize) throw damaged('its instructions make more than its size');
    this.copies[this.count] = copy;
    this.sources[this.count] = source;
    this.ends[this.count] = end;
  }

  /** Room for twice as many instructions. A delta has at most one a byte, so it is never more than its own size calls for. */
  #grow(): void {
    const { copies, sources, ends } = this;
    const room = ends.length * 2;
    this.copies = new Uint8Array(room);
    this.sources = new Uint32Array(room);
    this.ends = new Uint32Array(room);
    this.copies.set(copies);
    this.sources.set(sources);
    this.ends.set(ends);
  }
}

/** A native copy costs as much as a few dozen bytes do one by one. */
const FEW_BYTES = 48;

function copyRange(from: Uint8Array, source: number, target: Uint8Array, start: number, end: number): void {
  if (end - start < FEW_BYTES) for (let at = start, i = source; at < end; at++, i++) target[at] = from[i] as number;
  else target.set(from.subarray(source, source + end - start), start);
}

/** Seven bits a byte, lowest first; the last byte has its highest bit clear. */
function endOfSize(bytes: Uint8Array, at: number): number {
  let next = at;
  while (next < bytes.length && (bytes[next] as number) & 0x80) next++;
  if (next >= bytes.length) throw damaged('it ends in its header');
  return next + 1;
}

function sizeIn(bytes: Uint8Array, at: number, end: number): number {
  let size = 0;
  for (let next = end - 1; next >= at; next--) size = size * 128 + ((bytes[next] as number) & 0x7f);
  if (!Number.isSafeInteger(size)) throw damaged('its size is beyond all files');
  return size;
}

function damaged(what: string): UnreadError {
  return new UnreadError(`its delta is damaged: ${what}`);
}
