/** A text that is known already, and how another one is put together from it. */
export interface Derivation {
  readonly base: Uint8Array;
  readonly instructions: Instructions;
}

/**
 * The ranges, of the base or new, that follow each other in a text; see git's pack format,
 * https://git-scm.com/docs/gitformat-pack#_deltified_representation
 */
interface Instructions {
  /** How many there are. */
  readonly count: number;
  /** By instruction: 1 when it copies from the base, 0 when it inserts. */
  readonly copies: Uint8Array;
  /** By instruction: where its bytes begin in the base, when it copies. */
  readonly sources: Uint32Array;
  /** By instruction: where its bytes end in the text. They begin where those of the one before end. */
  readonly ends: Uint32Array;
}
