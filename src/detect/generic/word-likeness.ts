import { ngrams } from './learned/ngrams.js';

const SYMBOLS = 27;
let table: Uint8Array | undefined;

/**
 * How unlike words a text is: the mean number of bits that a letter in it tells after the two before it, by the spelling
 * of words and names (see `train/ngrams.js`). Words have 2 to 4, letters drawn by chance 6 and more.
 *
 * Humps count as words of their own. Digits and symbols only end words.
 *
 * @returns 0 for a text without two letters in a row
 */
export function strangeness(text: string): number {
  table ??= new Uint8Array(Buffer.from(ngrams, 'base64'));
  let sixteenths = 0;
  let letters = 0;
  for (const [word] of text.matchAll(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g)) {
    if (word.length < 2) continue;
    let pair = 0;
    for (let i = 0; i <= word.length; i++) {
      const code = i < word.length ? (word.charCodeAt(i) | 0x20) - 0x60 : 0;
      sixteenths += table[pair * SYMBOLS + code] as number;
      pair = (pair * SYMBOLS + code) % (SYMBOLS * SYMBOLS);
    }
    letters += word.length + 1;
  }
  return letters === 0 ? 0 : sixteenths / 16 / letters;
}
