/**
 * The kernel names every place where some pattern could match, in one pass over the bytes. It decides nothing.
 *
 * The same interface is served by any implementation; they must give the same hits in the same order.
 */
export interface Kernel {
  /** Calls `sink` for every occurrence of a literal and for every maximal run of token characters, by rising end. */
  search(bytes: Uint8Array, sink: HitSink): void;
}

export interface HitSink {
  /** `literal` is the index in the list the kernel was made from; `offset` is its first byte. */
  literal(literal: number, offset: number): void;
  /** A maximal run of token characters (letters, digits, `+ / _ -`) of at least `SHORTEST_RUN` bytes. */
  run(start: number, end: number): void;
}

/** One literal to search for. */
export interface Literal {
  /** The bytes, as latin1 text. Three at least. */
  readonly text: string;
  readonly ignoreCase: boolean;
}

/** Kernels look at three bytes to find a candidate: shorter literals are refused. */
export const SHORTEST_LITERAL = 3;
