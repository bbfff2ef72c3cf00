/** Bytes that come one after the other: read, looked at before they are read, and put back. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer> | Iterator<Buffer>;
  /** What came and was not read yet. */
  #pieces: Buffer[] = [];
  #length = 0;
  #ended = false;
  #failure: unknown;
  /** What was read since `keep`, as long as it is little. */
  #kept: Buffer[] | undefined;
  #keptLength = 0;

  constructor(source: AsyncIterable<Buffer> | Iterable<Buffer>) {
    this.#source = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  /**
   * The next bytes, which stay where they are; fewer at the end, or when the source fails behind them.
   *
   * @throws what the source throws, when there is nothing before that
   */
  async peek(length: number): Promise<Buffer> {
    while (this.#length < length && (await this.#more()));
    if (this.#length === 0 && this.#failure !== undefined) throw this.#failure;
    if (this.#pieces.length > 1 && (this.#pieces[0] as Buffer).length < Math.min(length, this.#length))
      this.#pieces = [Buffer.concat(this.#pieces)];
    return this.#pieces[0]?.subarray(0, length) ?? NOTHING;
  }

  /** The next bytes; fewer at the end. @throws what the source throws before so many came */
  async take(length: number): Promise<Buffer> {
    const bytes = await this.peek(length);
    if (bytes.length < length && this.#failure !== undefined) throw this.#failure;
    this.#drop(bytes);
    return bytes;
  }

  /** As many bytes as there are at hand, one at least; undefined at the end. @throws what the source throws */
  async piece(most: number): Promise<Buffer | undefined> {
    if (this.#length === 0 && !(await this.#more())) {
      if (this.#failure !== undefined) throw this.#failure;
      return undefined;
    }
    const bytes = (this.#pieces[0] as Buffer).subarray(0, most);
    this.#drop(bytes);
    return bytes;
  }

  /** So many bytes, or all that come. @throws what the source throws */
  async *pass(length = Number.POSITIVE_INFINITY): AsyncGenerator<Buffer> {
    for (let left = length; left > 0; ) {
      const piece = await this.piece(Math.min(left, PASSED));
      if (piece === undefined) return;
      left -= piece.length;
      yield piece;
    }
  }

  /** @returns how many bytes were there to be skipped. @throws what the source throws */
  async skip(length: number): Promise<number> {
    let skipped = 0;
    for await (const { length: size } of this.pass(length)) skipped += size;
    return skipped;
  }

  /** Puts back what was read last. */
  unread(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#pieces.unshift(bytes);
    this.#length += bytes.length;
  }

  /** From here on what is read is kept for `rewind`, as long as it is little. */
  keep(): void {
    this.#kept = [];
    this.#keptLength = 0;
  }

  /** Back to where `keep` was called. @returns false when too much was read since */
  rewind(): boolean {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept === undefined) return false;
    // What was put back is both kept and ahead.
    this.unread(Buffer.concat(kept));
    return true;
  }

  /** Lets go of what the source holds. */
  async close(): Promise<void> {
    this.#ended = true;
    await this.#source.return?.();
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    try {
      const next = await this.#source.next();
      if (next.done) this.#ended = true;
      else {
        this.#pieces.push(next.value);
        this.#length += next.value.length;
      }
    } catch (error) {
      this.#failure = error;
      this.#ended = true;
    }
    return !this.#ended;
  }

  #drop(bytes: Buffer): void {
    const [first] = this.#pieces;
    if (first === undefined) return;
    this.#length -= bytes.length;
    if (bytes.length === first.length) this.#pieces.shift();
    else this.#pieces[0] = first.subarray(bytes.length);
    this.#keepDropped(bytes);
  }

  #keepDropped(bytes: Buffer): void {
    if (this.#kept === undefined) return;
    this.#keptLength += bytes.length;
    if (this.#keptLength > MOST_KEPT) this.#kept = undefined;
    else this.#kept.push(bytes);
  }
}

const NOTHING = Buffer.alloc(0);
/** Handed on at once. */
const PASSED = 1 << 20;
const MOST_KEPT = 1 << 20;
