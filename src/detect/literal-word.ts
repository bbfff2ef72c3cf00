import { frequencyOf } from './byte-frequency.js';
import type { Literal } from './kernel.js';
import { COMMON_EIGHT, COMMON_FOUR, LEAST_FREQUENCY } from './word-frequency.js';

/**
 * The place in a literal at which the SIMD kernel looks for it: where a word begins, with two token characters at least
 * and three bytes of the literal, the rarest of such places. Undefined when it holds none: then it has to be looked for
 * everywhere.
 *
 * Its own first byte is such a place only when the literal counts only where a token can begin.
 *
 * @param crowdAt how many literals are filed under that place's bytes already
 */
export function rarestWord({ text, place }: Literal, crowdAt: (word: number) => number): number | undefined {
  const words = wordsOf(text, place === 'word' || place === 'run');
  if (words.length < 2) return words[0];
  const costs = words.map((word) => costOf(text.slice(word, word + 8).toLowerCase()) * (1 + crowdAt(word)));
  return words[costs.indexOf(Math.min(...costs))];
}

function wordsOf(text: string, fromFirst: boolean): number[] {
  const words: number[] = [];
  for (let word = 0; word <= text.length - 3; word++) {
    const begins = word === 0 ? fromFirst : !ALNUM.test(text[word - 1] as string);
    if (begins && ALNUM.test(text[word] as string) && TOKEN.test(text[word + 1] as string)) words.push(word);
  }
  return words;
}

const ALNUM = /^[A-Za-z0-9]$/;
const TOKEN = /^[A-Za-z0-9+/_-]$/;

/** What passes the filter by four bytes is looked up by up to eight; what passes that is compared, which takes longer. */
const COMPARED = 8;

/** @param beginning of a word in the literal, in lower case; eight bytes, or what there is */
function costOf(beginning: string): number {
  return frequencyOfFour(beginning) + COMPARED * frequencyOfEight(beginning);
}

function frequencyOfFour(beginning: string): number {
  const rank = ranks().four.get(beginning.slice(0, 4));
  return rank === undefined ? chance(beginning.slice(0, 4)) : LEAST_FREQUENCY.four * (FOURS / (rank + 1));
}

/** Behind a short beginning anything can stand. */
function frequencyOfEight(beginning: string): number {
  if (beginning.length < 8) return frequencyOfFour(beginning) * 0.2 ** (beginning.length - 4);
  const rank = ranks().eight.get(beginning);
  return rank === undefined ? chance(beginning) : LEAST_FREQUENCY.eight * (EIGHTS / (rank + 1));
}

/** Of a million bytes, so many are expected to begin something that is not among the common: fewer than the rarest there. */
function chance(beginning: string): number {
  return [...beginning].reduce((share, char) => share * Math.min(1, 20 * frequencyOf(char.charCodeAt(0))), 10);
}

const [FOURS, EIGHTS] = [COMMON_FOUR.length / 4, COMMON_EIGHT.length / 8];

/** Made when literals are first filed: programs that search small inputs never do. */
let table: { readonly four: ReadonlyMap<string, number>; readonly eight: ReadonlyMap<string, number> } | undefined;

function ranks(): NonNullable<typeof table> {
  table ??= { four: ranksOf(COMMON_FOUR, 4), eight: ranksOf(COMMON_EIGHT, 8) };
  return table;
}

function ranksOf(beginnings: string, length: number): ReadonlyMap<string, number> {
  return new Map(
    Array.from({ length: beginnings.length / length }, (_, rank) => [beginnings.substr(rank * length, length), rank]),
  );
}
