import { allocate } from './allocate.js';
import { BytePool } from './byte-pool.js';
import { Delta } from './delta.js';
import type { UnpackMemory } from './unpack-memory.js';

/** Deltas up to this size share their memory; larger ones get their own. */
const LARGEST_DELTA = 1 << 20;

/** What a walk works with and the next one uses again. One walk has it at a time. */
export class Workspace {
  readonly memory: UnpackMemory | undefined;
  readonly pool: BytePool;
  /** The delta that was read last. */
  readonly delta = new Delta();
  isTaken = false;
  readonly #deltaBytes: Uint8Array;

  constructor(memory?: UnpackMemory) {
    this.memory = memory;
    this.pool = new BytePool(memory);
    const room = LARGEST_DELTA + (memory?.slack ?? 0);
    this.#deltaBytes = memory?.region(room) ?? allocate(room);
  }

  /** Memory for a delta, until the next one: it is used up at once. */
  forDelta(size: number): Uint8Array {
    return size > LARGEST_DELTA ? allocate(size) : this.#deltaBytes.subarray(0, size);
  }

  /**
   * Puts an object together.
   *
   * @param bytes a delta, to be kept until the next one is read
   * @returns memory of the pool
   * @throws UnreadError
   */
  apply(bytes: Uint8Array, base: Uint8Array): Uint8Array {
    const { delta, pool, memory } = this;
    delta.begin(bytes);
    if (memory !== undefined && delta.sourceSize === base.length && pool.isSmall(delta.targetSize)) {
      const target = pool.take(delta.targetSize);
      if (delta.patch(memory, base, target)) return target;
      pool.give(target);
    }
    delta.parse(bytes);
    const target = pool.take(delta.targetSize);
    delta.apply(base, target);
    return target;
  }
}
