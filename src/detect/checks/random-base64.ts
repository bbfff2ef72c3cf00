import type { Proof } from './proof.js';

/** Random text of 40 base-64 characters has 4.3 bits a character and more; words and paths have less than 4.2. */
const LEAST_ENTROPY = 4.2;
/** A random text has one slash in 64 characters, and eight in 40 once in millions; a path has one every few. */
const MOST_SLASHES = 7;

/** For keys that are bare base 64: refutes what is a hash in hexadecimal, a path, or too regular to be drawn by chance. */
export function randomBase64(secret: string): Proof {
  const isHex = /^[0-9a-fA-F]+$/.test(secret);
  const slashes = secret.split('/').length - 1;
  const drawn =
    !isHex &&
    slashes <= MOST_SLASHES &&
    /[a-z]/.test(secret) &&
    /[A-Z]/.test(secret) &&
    entropy(secret) >= LEAST_ENTROPY;
  return { verdict: drawn ? 'open' : 'refuted' };
}

/** Shannon entropy in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
