import { allocate } from './allocate.js';
import type { OpenFile } from './open-file.js';
import type { UnpackMemory } from './unpack-memory.js';

/**
 * Bytes that are read at once: few system calls where entries lie one behind the other, little waste where they do not.
 * Measured on a pack of 500 MB, walked tree by tree: smaller blocks read half as much, and cost as much in calls.
 */
const BLOCK = 1 << 15;
/** Blocks that are kept, of all files. A tree of deltas jumps about in its pack, most often to where it was before. */
const KEPT_BLOCKS = 512;
/** Entries up to this size are inflated without zlib, whatever blocks they lie in. */
const SEAM = 1 << 18;
/** Larger scratch is given up again: what one huge entry needed is not kept for the others. */
const LARGEST_SCRATCH = 1 << 23;
/** Blocks of a file are numbered from here on: no file has more of them. */
const MOST_BLOCKS = 2 ** 32;

interface Block {
  key: number;
  readonly bytes: Buffer;
}

/** Reads ranges of files through a few blocks of them: 16 MiB of memory, however large and many the files are. */
export class BlockCache {
  /** The bytes that hold the range last asked for, until the next one is asked for. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Where in these bytes that range begins. */
  at = 0;
  readonly memory: UnpackMemory | undefined;
  /** Those used longest ago come first. */
  readonly #blocks = new Map<number, Block>();
  #last: Block | undefined;
  /** For a range that lies in more than one block. */
  readonly #seam: Buffer;
  #scratch: Buffer = Buffer.alloc(0);

  constructor(memory?: UnpackMemory) {
    this.memory = memory;
    this.#seam = this.#allocate(SEAM);
  }

  /**
   * Points `bytes` and `at` at a range that lies within the file.
   *
   * @throws UnreadError when the file has become shorter
   */
  locate(file: OpenFile, position: number, length: number): void {
    const number = Math.floor(position / BLOCK);
    const inBlock = position - number * BLOCK;
    this.at = 0;
    if (inBlock + length <= BLOCK) {
      this.bytes = this.#block(file, number);
      this.at = inBlock;
    } else if (length <= BLOCK) {
      const first = this.#block(file, number).copy(this.#seam, 0, inBlock);
      this.#block(file, number + 1).copy(this.#seam, first, 0, length - first);
      this.bytes = this.#seam;
    } else if (length <= SEAM) {
      file.read(this.#seam.subarray(0, length), position);
      this.bytes = this.#seam;
    } else {
      if (this.#scratch.length < length) this.#scratch = allocate(length);
      this.bytes = this.#scratch.subarray(0, length);
      file.read(this.bytes, position);
      if (length > LARGEST_SCRATCH) this.#scratch = Buffer.alloc(0);
    }
  }

  #block(file: OpenFile, number: number): Buffer {
    const key = file.number * MOST_BLOCKS + number;
    if (this.#last?.key === key) return this.#last.bytes;
    const block = this.#blocks.get(key) ?? this.#load(file, number, key);
    this.#blocks.delete(key);
    this.#blocks.set(key, block);
    this.#last = block;
    return block.bytes;
  }

  #load(file: OpenFile, number: number, key: number): Block {
    this.#last = undefined;
    const block = this.#blocks.size < KEPT_BLOCKS ? { key, bytes: this.#allocate(BLOCK) } : this.#oldest();
    const start = number * BLOCK;
    file.read(block.bytes.subarray(0, Math.min(BLOCK, file.size - start)), start);
    block.key = key;
    return block;
  }

  #oldest(): Block {
    const [[key, block]] = this.#blocks as unknown as [[number, Block]];
    this.#blocks.delete(key);
    return block;
  }

  #allocate(size: number): Buffer {
    return this.memory?.region(size) ?? allocate(size);
  }
}
