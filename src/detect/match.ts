import { latin1 } from './latin1.js';
import type { Confidence, Pattern, Severity, Variable } from './pattern.js';

/** Bytes that are a secret, as far as the bytes and their reach can tell. */
export interface Match {
  readonly pattern: Pattern;
  /** Byte offset of the first byte of the secret, or of the encoded bytes that hold it. */
  readonly start: number;
  /** Byte offset behind the last byte of the secret, or of what holds it. */
  readonly end: number;
  readonly confidence: Confidence;
  readonly severity: Severity;
  /** The secret carries evidence of its own (a checksum, a key that parses). */
  readonly proved: boolean;
  /** How near the word that gave the match its meaning stands: 0 is nearest, `NO_CONTEXT` when none was asked for. */
  readonly contextDistance: number;
  /** What an offline check learned that a person wants to know, for instance an account number. Never secret. */
  readonly notes: readonly string[];
  /** From when on nobody accepts it any more, where it says so itself: seconds since 1970. */
  readonly expires?: number;
  /**
   * Its own evidence says that it was never issued. It is no secret, and no judgement by name and look makes one of the same
   * bytes; only `compose` sees such matches.
   */
  readonly refuted?: true;
  /** What belongs to the secret and stands near it, such as its id: told with it, and no finding of its own. */
  readonly parts?: readonly Match[];
  /** The variables whose value it is, whichever pattern tells of it. */
  readonly variables?: readonly Variable[];
  /** What was undone to find it, the outermost first; the bytes at its place are the secret in another spelling. */
  readonly decoded?: readonly string[];
  /** The secret itself, bytes as latin1 text, where it is not what stands at its place. */
  readonly text?: string;
}

/** The secret: bytes as latin1 text, decoded where that was needed to find it. */
export function secretOf({ text, start, end }: Match, bytes: Uint8Array): string {
  return text ?? latin1(bytes, start, end);
}

/** Larger than any distance that a context word can have. */
export const NO_CONTEXT = 1_000_000_000;
