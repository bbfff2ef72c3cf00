import type { Literal } from './kernel.js';
import type { Pattern } from './pattern.js';

/**
 * What an engine needs of its patterns before anything is found: where they could begin. The patterns themselves are
 * asked for where one does, so an index may read them then.
 */
export interface PatternIndex {
  /** What the patterns begin with, each once. */
  readonly literals: readonly Literal[];
  /** The largest reach of any of them, in bytes. */
  readonly reach: number;
  /** The patterns that begin with the literal of this index. */
  startingWith(literal: number): readonly Pattern[];
  /** The patterns that are anchored at runs. */
  withoutPrefix(): readonly Pattern[];
  all(): readonly Pattern[];
}

/** An index in a form that JSON can hold: the literals, and the numbers of patterns in the order they are in. */
export interface WrittenIndex {
  readonly reach: number;
  readonly literals: readonly Literal[];
  readonly starting: readonly (readonly number[])[];
  readonly withoutPrefix: readonly number[];
}

/** @public build.js calls it, from a text that no tool follows. */
export function writeIndex(patterns: readonly Pattern[]): WrittenIndex {
  const indexes = new Map<string, number>();
  const literals: Literal[] = [];
  const starting: number[][] = [];
  const withoutPrefix: number[] = [];
  let reach = 0;
  for (const [number, { anchor, ignoreCase, reach: own }] of patterns.entries()) {
    reach = Math.max(reach, own);
    if ('run' in anchor) withoutPrefix.push(number);
    else
      for (const text of anchor.literals) {
        const key = `${ignoreCase ? 'i' : 's'}${anchor.place}/${text}`;
        const index = indexes.get(key) ?? literals.push({ place: anchor.place, ignoreCase, text }) - 1;
        indexes.set(key, index);
        starting[index] ??= [];
        starting[index]?.push(number);
      }
  }
  return { reach, literals, starting, withoutPrefix };
}

/**
 * @param at the pattern of a number; asked for each at most once
 * @param count how many there are
 */
export function readIndex(
  { reach, literals, starting, withoutPrefix }: WrittenIndex,
  count: number,
  at: (number: number) => Pattern,
): PatternIndex {
  const patterns: Pattern[] = [];
  const pattern = (number: number): Pattern => {
    patterns[number] ??= at(number);
    return patterns[number];
  };
  return {
    reach,
    literals,
    startingWith: (literal) => (starting[literal] ?? []).map(pattern),
    withoutPrefix: () => withoutPrefix.map(pattern),
    all: () => Array.from({ length: count }, (_, number) => pattern(number)),
  };
}

/** The index of patterns that are at hand. */
export function indexOf(patterns: readonly Pattern[]): PatternIndex {
  return readIndex(writeIndex(patterns), patterns.length, (number) => patterns[number] as Pattern);
}
