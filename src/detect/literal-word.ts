import { frequencyOf } from './byte-frequency.js';
import type { Literal } from './kernel.js';

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
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let word = 0; word <= text.length - 3; word++) {
    const begins = word === 0 ? place !== 'anywhere' : !ALNUM.test(text[word - 1] as string);
    if (!begins || !ALNUM.test(text[word] as string) || !TOKEN.test(text[word + 1] as string)) continue;
    const rarity = [0, 1, 2, 3].reduce((share, i) => share * shareOf(text, word + i), 1 + crowdAt(word));
    if (rarity < least) [best, least] = [word, rarity];
  }
  return best;
}

const ALNUM = /^[A-Za-z0-9]$/;
const TOKEN = /^[A-Za-z0-9+/_-]$/;

/** Behind the literal anything can stand. */
function shareOf(text: string, at: number): number {
  return at < text.length ? frequencyOf(text.charCodeAt(at) | 0x20) : 1;
}
