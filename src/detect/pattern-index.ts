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
        const literal = { place: anchor.place, ignoreCase, text };
        const key = keyOf(literal);
        const index = indexes.get(key) ?? literals.push(literal) - 1;
        indexes.set(key, index);
        starting[index] ??= [];
        starting[index]?.push(number);
      }
  }
  return { reach, literals, starting, withoutPrefix };
}

function keyOf({ place, ignoreCase, text }: Literal): string {
  return `${ignoreCase ? 'i' : 's'}${place}/${text}`;
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

/** An index and, on top of it, patterns that are known only now. Nothing more of the index is read for that. */
export function indexWith(index: PatternIndex, patterns: readonly Pattern[]): PatternIndex {
  const more = indexOf(patterns);
  const numbers = numbersIn(index.literals, more.literals);
  const literals = [...index.literals];
  const added = new Map<number, readonly Pattern[]>();
  for (const [number, literal] of more.literals.entries())
    added.set(numbers.get(keyOf(literal)) ?? literals.push(literal) - 1, more.startingWith(number));
  return {
    reach: Math.max(index.reach, more.reach),
    literals,
    startingWith: (number) => [
      ...(number < index.literals.length ? index.startingWith(number) : []),
      ...(added.get(number) ?? []),
    ],
    withoutPrefix: () => [...index.withoutPrefix(), ...more.withoutPrefix()],
    all: () => [...index.all(), ...more.all()],
  };
}

/** Which of the first literals are among the second: kernels want each once. A commit waits, so most get one look. */
function numbersIn(first: readonly Literal[], second: readonly Literal[]): ReadonlyMap<string, number> {
  const texts = new Set(second.map(({ text }) => text));
  const numbers = new Map<string, number>();
  for (const [number, literal] of first.entries()) if (texts.has(literal.text)) numbers.set(keyOf(literal), number);
  return numbers;
}

/** The index of patterns that are at hand. */
export function indexOf(patterns: readonly Pattern[]): PatternIndex {
  return readIndex(writeIndex(patterns), patterns.length, (number) => patterns[number] as Pattern);
}
