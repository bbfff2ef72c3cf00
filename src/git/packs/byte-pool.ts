import { allocate } from './allocate.js';
import type { UnpackMemory } from './unpack-memory.js';

/** The smallest buffer: less is not worth telling apart. */
const SMALLEST = 1 << 10;
/** Larger ones are left to the garbage collector, so that one huge object does not stay in memory. */
const LARGEST = 1 << 22;
/** What is kept of buffers outside of the memory for unpacking, by size. */
const MOST_KEPT = 4;

/**
 * Buffers that are used again: a large repository puts gigabytes of objects together, and holds few at once. They lie in
 * the memory for unpacking while there is room in it.
 */
export class BytePool {
  readonly #memory: UnpackMemory | undefined;
  readonly #slack: number;
  readonly #free = new Map<number, Uint8Array[]>();

  constructor(memory?: UnpackMemory) {
    this.#memory = memory;
    this.#slack = memory?.slack ?? 0;
  }

  /** Whether so many bytes are worth keeping, and so may be taken before it is certain that they are needed. */
  isSmall(size: number): boolean {
    return size + this.#slack <= LARGEST;
  }

  /**
   * @returns so many bytes, of any content
   * @throws UnreadError when the memory cannot hold them
   */
  take(size: number): Uint8Array {
    if (!this.isSmall(size)) return allocate(size);
    const room = roomFor(size + this.#slack);
    const whole = this.#free.get(room)?.pop() ?? this.#memory?.region(room) ?? allocate(room);
    return new Uint8Array(whole.buffer, whole.byteOffset, size);
  }

  /** Gives back what was taken; nobody may look at it any more. */
  give(bytes: Uint8Array): void {
    if (!this.isSmall(bytes.length)) return;
    const room = roomFor(bytes.length + this.#slack);
    const free = this.#free.get(room);
    if (free === undefined) this.#free.set(room, [bytes]);
    else if (free.length < MOST_KEPT || this.#memory?.holds(bytes)) free.push(bytes);
  }
}

/** The next power of two. */
function roomFor(size: number): number {
  return size <= SMALLEST ? SMALLEST : 2 ** (32 - Math.clz32(size - 1));
}
