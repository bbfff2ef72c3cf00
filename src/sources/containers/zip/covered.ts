/** A part of a file, in bytes from its beginning; the end is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Which parts of a file were read. */
export class Covered {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  add(start: number, end: number): void {
    this.#starts.push(start);
    this.#ends.push(end);
  }

  /** The parts in their order: what was not read, up to the size of the file, and whether some of it was read twice. */
  holes(size: number): { readonly holes: readonly Range[]; readonly overlap: boolean } {
    const order = Float64Array.from(this.#starts.keys()).sort((a, b) => this.#start(a) - this.#start(b));
    const holes: Range[] = [];
    let overlap = false;
    let at = 0;
    for (const index of order) {
      const start = Math.min(size, this.#start(index));
      if (start < at) overlap = true;
      else if (start > at) holes.push({ start: at, end: start });
      at = Math.max(at, Math.min(size, this.#ends[index] as number));
    }
    if (at < size) holes.push({ start: at, end: size });
    return { holes, overlap };
  }

  #start(index: number): number {
    return this.#starts[index] as number;
  }
}
