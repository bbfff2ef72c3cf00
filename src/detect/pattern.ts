/**
 * What the engine knows of one kind of secret: the part of a pattern file that decides whether bytes are a match.
 * Names, links and advice live apart (`catalogue/facts.ts`), so that a hook run which finds nothing never loads them.
 */

import type { LiteralPlace } from './kernel.js';

export type Severity = 'critical' | 'high' | 'medium' | 'low';
export type Confidence = 'high' | 'medium' | 'low';

/** The least certain first. */
export const CONFIDENCES = ['low', 'medium', 'high'] as const satisfies readonly Confidence[];

/**
 * How much a pattern says by itself. When two patterns claim the same bytes, the more specific one keeps them:
 * `exact` knows the whole layout, `family` only a vendor's prefix (tomorrow's token types), `generic` names no vendor.
 */
export type Specificity = 'exact' | 'family' | 'generic';

/** Where a match can begin. Exactly one of the two, so that no regex ever has to search. */
export type Anchor =
  /** Every match begins with one of these byte strings (latin1), at such a place. */
  | { readonly literals: readonly string[]; readonly place: LiteralPlace }
  /** The secret has no prefix: it is a run of these characters (content of a character class), of such a length. */
  | { readonly run: string; readonly shortest: number; readonly longest: number };

interface ContextRule {
  /** Lower-case words, one of which stands within `reach` of the match. */
  readonly words: readonly string[];
  /** The value must also be assigned to a name that says key, token, secret … */
  readonly assigned: boolean;
  /** A partner (`Pattern.pairs`) beside the value says as much as a word and a name. */
  readonly partner?: true;
}

/** A name that has a value on the machine that hushkey runs on. */
export interface Variable {
  readonly name: string;
  /** The file that says so. */
  readonly file: string;
  /** The value is more than what is meant: a URL with a password in it. */
  readonly part?: true;
}

export interface Pattern {
  readonly id: string;
  readonly provider: string;
  readonly anchor: Anchor;
  /** Source of an ECMAScript regex that is run sticky at the anchor; a group `(?<secret>…)` narrows what is reported. */
  readonly regex: string;
  readonly ignoreCase: boolean;
  /** Content of a character class: a match must not directly follow one of these. */
  readonly before: string;
  /** Content of a character class: a match must not be directly followed by one of these. */
  readonly after: string;
  /** Bytes on either side of a match that may take part in the decision; also the longest match. 32 to 32768. */
  readonly reach: number;
  /** Bytes from its anchor on that the regex can look at, when they are fewer than the reach. */
  readonly furthest?: number;
  /**
   * What every match has behind its literal, from the place `from` on: the contents of character classes, each with how
   * many places in a row have it. Nearly all that begins like a match ends here, before any text is made of the bytes.
   */
  readonly opening?: { readonly from: number; readonly classes: readonly (readonly [string, number])[] };
  readonly context?: ContextRule;
  readonly specificity: Specificity;
  readonly confidence: Confidence;
  readonly severity: Severity;
  /** Name of an offline proof in `checks/`. */
  readonly check?: string;
  /** Name of a structure in `structures.ts` that must stand around a match. */
  readonly inside?: string;
  /**
   * What belongs to this secret and is told with it: its id, its account. For each of them, the ids of the patterns that
   * know it. Only the secret names its partners, never the other way round.
   */
  readonly pairs?: readonly (readonly string[])[];
  /** Meant to be seen by everybody (a publishable key); reported only when asked for. */
  readonly public?: true;
  /**
   * The pattern is no shape but the very value of these variables: what matches is that value, for certain. Nothing of it
   * may be shown, not even a hash, because a password that somebody chose can be guessed.
   */
  readonly variables?: readonly Variable[];
}

/** No more places of an opening are told: what passes so many is what is looked for. */
export const LONGEST_OPENING = 24;

/** The reach of a pattern that declares none, in bytes. */
export const DEFAULT_REACH = 256;

/** Borders look back as far as this over an escape, whatever the pattern. */
export const SHORTEST_REACH = 32;

/** Context words are looked for within this many bytes on either side of a match, however long a match can be. */
export const CONTEXT_REACH = 256;

/** A structure around a match is read no further than this many bytes on either side; a pattern that asks reaches so far. */
export const STRUCTURE_REACH = 4096;

/** No more than this many bytes lie between a secret and what is told with it, or gives it its meaning. */
export const PAIR_REACH = 256;

/** No pattern may look further than this many bytes, so that chunks and seams stay cheap. */
export const LARGEST_REACH = 32_768;

/** A run shorter than this is too common in code to look at. */
export const SHORTEST_RUN = 16;
