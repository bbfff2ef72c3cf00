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
  /**
   * `literal` is the index in the list the kernel was made from; `offset` is its first byte. Literals that count only in
   * runs are reported where they lie in a run and a token can begin: among its first `ESCAPE_LENGTH` bytes, or behind a
   * byte that is no letter or digit.
   */
  literal(literal: number, offset: number): void;
  /**
   * A maximal run of token characters (letters, digits, `+ / _ -`) of at least `SHORTEST_RUN` bytes that looks drawn by
   * chance: it holds a digit, or changes between upper and lower case `CASE_CHANGES` times and more. Names and words,
   * which most runs are, do neither.
   */
  run(start: number, end: number): void;
}

/** The longest escape whose end looks like the beginning of a run (`u003d`, `253D`), and some more. */
export const ESCAPE_LENGTH = 8;

/** Camel-case names change case less often than this. */
export const CASE_CHANGES = 9;

/** One literal to search for. */
export interface Literal {
  /** The bytes, as latin1 text. Three at least. */
  readonly text: string;
  readonly ignoreCase: boolean;
  /**
   * Every match begins with a run of token characters: the literal counts only inside a run, where a token can begin.
   * Most bytes of most texts are in no run, so such a literal costs them nothing.
   */
  readonly inRun: boolean;
}

/** Kernels look at three bytes to find a candidate: shorter literals are refused. */
export const SHORTEST_LITERAL = 3;
