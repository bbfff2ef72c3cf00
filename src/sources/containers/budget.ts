import { type ArchiveLimits, LIMIT_OPTIONS } from './archive-limits.js';
import { ContainerError } from './container-error.js';
import type { Content } from './format.js';

/** A limit was reached. Unless it is that of a single entry, nothing more of the file is read. */
export class LimitError extends ContainerError {
  override readonly name = 'LimitError';
  readonly isOfEntry: boolean;

  constructor(reason: string, limit: keyof ArchiveLimits) {
    super(reason, `when it is meant to be so, raise the limit with ${LIMIT_OPTIONS[limit]} N`);
    this.isOfEntry = limit === 'entryBytes';
  }
}

/** So much is expanded whatever it came from: small files of one line a million times are no bomb. */
const HARMLESS = 256 << 20;

/** What was taken of the limits by one file and all that is in it. */
export class Budget {
  readonly limits: ArchiveLimits;
  readonly #size: () => number;
  #entries = 0;
  #bytes = 0;

  /** @param size of the file, as far as it is known by now */
  constructor(limits: ArchiveLimits, size: () => number) {
    this.limits = limits;
    this.#size = size;
  }

  /** @throws LimitError when it is one too many */
  countEntry(): void {
    const { entries } = this.limits;
    if (++this.#entries > entries)
      throw new LimitError(`it holds more than ${number(entries)} entries, and the rest was not read`, 'entries');
  }

  /** The same bytes, counted. @param isPlain they were not compressed. @throws LimitError among them */
  async *counted(content: Content, isPlain = false): AsyncGenerator<Buffer> {
    let length = 0;
    for await (const piece of content) {
      length += piece.length;
      if (length > this.limits.entryBytes) {
        const most = number(this.limits.entryBytes);
        throw new LimitError(`it is larger than ${most} bytes, and the rest was not read`, 'entryBytes');
      }
      if (!isPlain) this.#countBytes(piece.length);
      yield piece;
    }
  }

  #countBytes(length: number): void {
    const { bytes, ratio } = this.limits;
    this.#bytes += length;
    if (this.#bytes > bytes)
      throw new LimitError(`it expands to more than ${number(bytes)} bytes, and the rest was not read`, 'bytes');
    if (this.#bytes > HARMLESS && this.#bytes > ratio * this.#size())
      throw new LimitError(
        `it expands to more than ${number(ratio)} times its size, and the rest was not read`,
        'ratio',
      );
  }
}

function number(value: number): string {
  return value.toLocaleString('en');
}
