import type { ByteReader } from '../byte-reader.js';
import { ContainerError, CUT_OFF } from '../container-error.js';

/**
 * A block of 900 kB and its tables take no more than this when they are compressed badly: 900,000 symbols of 20 bits,
 * 18,002 selectors of six and six tables of 258 lengths of 40.
 */
const LONGEST_BLOCK = 2_400_000;

/** Bits from the highest to the lowest, of as many bytes as a block can have. */
export class BitReader {
  readonly #reader: ByteReader;
  #bytes: Buffer = Buffer.alloc(0);
  /** In bytes. */
  #at = 0;
  #bits = 0;
  #count = 0;

  constructor(reader: ByteReader) {
    this.#reader = reader;
  }

  /** Makes the bytes of the next block ready, as far as there are any. */
  async fill(): Promise<void> {
    this.#reader.unread(this.#bytes.subarray(this.#at));
    this.#bytes = await this.#reader.take(Math.min(LONGEST_BLOCK, (await this.#reader.peek(LONGEST_BLOCK)).length));
    this.#at = 0;
  }

  /** @param count 1 to 32. @throws ContainerError when there are no more */
  read(count: number): number {
    if (count > 24) return (this.read(count - 16) << 16) | this.read(16);
    while (this.#count < count) {
      if (this.#at >= this.#bytes.length) throw new ContainerError(CUT_OFF);
      this.#bits = ((this.#bits & 0xffffff) << 8) | (this.#bytes[this.#at++] as number);
      this.#count += 8;
    }
    this.#count -= count;
    return (this.#bits >>> this.#count) & (2 ** count - 1);
  }

  /** Ends the reading: bits up to the next byte are dropped, and what was not read goes back. */
  giveBack(): void {
    this.#reader.unread(this.#bytes.subarray(this.#at));
    this.#bytes = Buffer.alloc(0);
    this.#at = 0;
    this.#count = 0;
  }
}
