import type { Proof } from './proof.js';

/** One value of a structure: where it stands in the text that was read, and what it says about itself. */
export interface Reading {
  readonly start: number;
  /** Behind the last character. */
  readonly end: number;
  readonly proof: Proof;
}

/**
 * Reads a structure that can hold several secrets, or one whose place no regex can tell: a manifest, a state, a row of words.
 * It decides itself what is a placeholder.
 *
 * @param text the match of the pattern's regex, bytes as latin1 text; it begins at the anchor
 */
export type Reader = (text: string) => Iterable<Reading>;
