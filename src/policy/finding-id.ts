import { createHmac } from 'node:crypto';
import type { Pattern } from '../detect/pattern.js';

/**
 * A name for a secret that is the same in every run and gives nothing away: 48 bits of a keyed hash. The secrets that
 * patterns know are random and far longer, so nobody can guess one and confirm it by its id; see below for the others.
 */
export function findingId(pattern: string, secret: string): string {
  return createHmac('sha256', `hushkey/finding@1/${pattern}`).update(secret, 'latin1').digest('hex').slice(0, 12);
}

/** A random secret of this length cannot be guessed. */
const TOO_LONG_TO_GUESS = 20;
/** One in so many guesses fits by chance: a list of common passwords leaves hundreds that could be the one. */
const KINDS_OF_GUESS = 1024;

/** Ten bits of a secret that could be guessed: it is short, or a person chose it. Undefined for one that cannot be. */
export function guessableBits({ id, specificity }: Pattern, secret: string): number | undefined {
  if (specificity !== 'generic' && secret.length >= TOO_LONG_TO_GUESS) return undefined;
  return Number.parseInt(findingId(id, secret), 16) % KINDS_OF_GUESS;
}

/**
 * A name for a secret that could be guessed: of the secret it holds those bits, and for the rest the place where it was
 * first seen. So a guess is never confirmed by it.
 */
export function placedFindingId(pattern: string, bits: number, place: string): string {
  return findingId(`${pattern}/${place}`, String(bits));
}
