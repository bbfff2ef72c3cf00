/** How much of a range is read at most. Whoever reads what strangers send says no to what has no end. */
export interface RangeLimits {
  /** Objects, folders too. */
  readonly objects?: number | undefined;
  /** Bytes of them, unpacked. */
  readonly bytes?: number | undefined;
  readonly milliseconds?: number | undefined;
}

/** The range is larger than it may be: it was not read to its end, and nothing is known of it. */
export class RangeLimitError extends Error {
  override readonly name = 'RangeLimitError';
}

/** Counts what is read of a range, and says no at the limit. */
export class RangeMeter {
  readonly #limits: RangeLimits;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #late = new AbortController();
  #objects = 0;
  #bytes = 0;

  constructor(limits: RangeLimits) {
    this.#limits = limits;
    if (limits.milliseconds !== undefined) this.#timer = setTimeout(() => this.#late.abort(), limits.milliseconds);
  }

  /** Aborted when the time is over: ends what would not end by itself. */
  get signal(): AbortSignal {
    return this.#late.signal;
  }

  /** @throws RangeLimitError */
  readonly addBytes = (bytes: number): void => {
    this.#bytes += bytes;
    const { bytes: most = Number.POSITIVE_INFINITY } = this.#limits;
    if (this.#bytes > most) throw new RangeLimitError(`it holds more than ${most} bytes`);
  };

  /** @throws RangeLimitError */
  addObject(): void {
    this.#objects++;
    const { objects: most = Number.POSITIVE_INFINITY } = this.#limits;
    if (this.#objects > most) throw new RangeLimitError(`it holds more than ${most} objects`);
    this.checkTime();
  }

  /** @throws RangeLimitError */
  checkTime(): void {
    if (this.#late.signal.aborted)
      throw new RangeLimitError(`it takes longer than ${(this.#limits.milliseconds ?? 0) / 1000} s`);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
