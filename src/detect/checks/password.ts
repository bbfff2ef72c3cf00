import { isNoPassword } from './password-words.js';
import type { Proof } from './proof.js';

/** A password that a person chose, in a place that holds nothing else: refuted when it is a word, a mask or a reference. */
export function password(secret: string): Proof {
  return { verdict: isNoPassword(secret) ? 'refuted' : 'open' };
}
