/**
 * Bytes of a text that are written in an encoding. Whether they are, and how they are read, depends on nothing but
 * themselves and what directly touches them.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** What to undo, the outermost first. */
  readonly encodings: readonly string[];
  /** What the first and the last escape mean, where the span is one of escapes. */
  readonly edges?: readonly [number, number];
  /** @param most bytes that may come of it; what would be more is left out */
  decode(most: number): Decoded;
}

export interface Decoded {
  readonly bytes: Uint8Array;
  /** What decoding took, counted in bytes, where it is more than what came of it. */
  readonly cost?: number;
  /** There is more, which was not decoded: it would be larger than anything is allowed to be. */
  readonly isCut?: true;
  /** The bytes of the text that hold the decoded bytes [from, to), as exactly as the encoding allows. */
  place(from: number, to: number): Place;
  /** False when [from, to) is written as it is, between escapes. */
  isEncoded(from: number, to: number): boolean;
}

export interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * What is in an encoded text depends on where that begins, no further away than this. What goes on longer is read up to
 * here, or in pieces where it can be read from its middle. It is far more than any settings have, and little enough to be
 * held twice.
 */
export const LONGEST_SPAN = 8 << 20;
