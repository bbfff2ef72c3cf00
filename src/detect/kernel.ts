/**
 * The kernel names every place where some pattern could match, in one pass over the bytes. It decides nothing.
 *
 * The same interface is served by any implementation; they must give the same hits, in whatever order.
 */
export interface Kernel {
  /**
   * Calls `sink` for every occurrence of a literal that counts and for every run of token characters that does, in no
   * certain order.
   *
   * @param from only what begins at this offset or behind it is told; no run may lie across it
   * @param to and before this one
   */
  search(bytes: Uint8Array, sink: HitSink, from?: number, to?: number): void;
}

/**
 * How many bytes before where something begins, and behind it, kernels look at to tell of it: the hint before a run; a
 * name, what binds and the beginning of a value. A literal or a run that is longer is looked at whole.
 */
export const KERNEL_BEFORE = 192;
export const KERNEL_BEHIND = 320;

export interface HitSink {
  /** `literal` is the index in the list the kernel was made from; `offset` is its first byte. */
  literal(literal: number, offset: number): void;
  /**
   * A maximal run of token characters (letters, digits, `+ / _ -`) of at least `SHORTEST_RUN` bytes that
   * - looks drawn by chance: it holds a digit, or changes between upper and lower case `CASE_CHANGES` times and more
   *   (names and words, which most runs are, do neither), and
   * - has a hint: one of the kernel's hints, in either case, begins `HINT_REACH` bytes before it or later, and ends no
   *   later than the run.
   */
  run(start: number, end: number): void;
  /**
   * A maximal run of token characters of at least `LONG_RUN` bytes that looks drawn, too, with a hint or without, and may
   * hold a text in base 64 or hexadecimal: see `mayHoldEncoded`.
   */
  longRun(start: number, end: number): void;
  /**
   * A byte that introduces what may be an escape, going by what follows it: a backslash before one of
   * `x / 0 1 u00 u{ U00 U{`, a percent sign before two hexadecimal digits, an ampersand before a `#`.
   */
  escape(offset: number): void;
}

/** In base 64 so many characters are 18 bytes, fewer than any secret has. */
export const LONG_RUN = 24;

/** Camel-case names change case less often than this. */
export const CASE_CHANGES = 9;

/** A name with its operator and quotes is hardly longer than this. */
export const HINT_REACH = 160;

/**
 * Where an occurrence of a literal counts:
 *
 * - `anywhere`;
 * - `ahead`: anywhere but inside a row of its own first letter or digit (see {@link isInRow}), of which data is full;
 * - `word`: where a token can begin, which is at the beginning of the bytes, behind a byte that is no letter or digit, or
 *   where an escape may end (see {@link canBegin});
 * - `run`: there too, and the first `SHORTEST_RUN` bytes from it are all token characters;
 * - `assigned`: anywhere where a value may be assigned behind it, by the name around it or as part of an address: see
 *   `mayBindBehind` in `assigned-place.ts`.
 *
 * Most patterns have a border before them, so most literals stand at words, of which there are few.
 */
export type LiteralPlace = 'anywhere' | 'ahead' | 'word' | 'run' | 'assigned';

/** One literal to search for. */
export interface Literal {
  /** The bytes, as latin1 text. Three at least. */
  readonly text: string;
  readonly ignoreCase: boolean;
  readonly place: LiteralPlace;
}

/** Kernels look at three bytes to find a candidate: shorter literals are refused. */
export const SHORTEST_LITERAL = 3;

/** A hint is no longer than this, and no shorter than two bytes. */
export const LONGEST_HINT = 15;
