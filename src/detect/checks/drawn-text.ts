import type { Proof } from './proof.js';
import { entropy } from './random-base64.js';

/** 50 random characters of a set of 50 have 4.9 bits a character, give or take 0.1; a sentence of that length has 4. */
const LEAST_ENTROPY = 4.4;

/**
 * Text of a set with punctuation in it, in a place that holds a generated value. The usual rules for placeholders would
 * take its `$`, `<` and `{` for references; so what is in disorder counts as it is.
 */
export function drawnText(secret: string): Proof {
  const kinds = [/[A-Za-z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => kind.test(secret)).length;
  return { verdict: kinds === 3 && entropy(secret) >= LEAST_ENTROPY ? 'proved' : 'refuted' };
}
