import type { Proof } from './proof.js';

/** Thirty characters of chance have this many different ones, and change between letters, digits and symbols this often. */
const FEWEST_CHARACTERS = 16;
const CHANGES_IN_TEN = 2;
/** No character of chance takes this share of the text; what joins the words of a phrase does. */
const LARGEST_SHARE = 1 / 6;

/**
 * For text that a program drew from all that can be printed: Django's SECRET_KEY, the salts of WordPress. Brackets and
 * dollar signs are as likely in it as letters, so it must not be judged as what a person typed. Refutes words and phrases.
 */
export function drawnText(secret: string): Proof {
  const kinds = [...secret].map(kindOf);
  const changes = kinds.filter((kind, at) => at > 0 && kind !== kinds[at - 1]).length;
  const most = Math.max(...[...new Set(secret)].map((char) => secret.split(char).length - 1));
  const drawn =
    most <= secret.length * LARGEST_SHARE &&
    new Set(secret).size >= FEWEST_CHARACTERS &&
    kinds.includes('digit') &&
    new Set(kinds).size >= 3 &&
    changes * 10 >= secret.length * CHANGES_IN_TEN;
  return { verdict: drawn ? 'proved' : 'refuted' };
}

function kindOf(char: string): 'digit' | 'capital' | 'letter' | 'symbol' {
  if (/[0-9]/.test(char)) return 'digit';
  if (/[A-Z]/.test(char)) return 'capital';
  return /[a-z]/.test(char) ? 'letter' : 'symbol';
}
