import type { Proof } from './proof.js';

/** Characters of base64url that `d` has: 32, 48, 66, 57 and 56 bytes on the curves, and the size of the modulus in RSA. */
const LENGTHS: ReadonlySet<number> = new Set([43, 64, 88, 76, 75, 171, 342, 512, 683, 1366]);

/** How the keys of RFC 7515, RFC 7517, RFC 7520 and RFC 8037 begin: every library tests with them. */
const PUBLISHED =
  /^(?:AyM1SysPp|870MB6gfu|X4cTteJY_|jpsQnnGQm|nWGxne_9W|GawgguFyG|Eq5hpgbvh|AY5pb7A0U|bWUC9B-EF|AAhRON2r9|hJtXIZ2uS)/;

/** The member `d` of a JSON Web Key. RFC 7518 §6.2, §6.3 */
export function jwkPrivate(secret: string): Proof {
  if (PUBLISHED.test(secret)) return { verdict: 'refuted' };
  return { verdict: LENGTHS.has(secret.length) ? 'open' : 'doubtful' };
}

/** The member `k` of a symmetric JSON Web Key, which can have any length. RFC 7518 §6.4 */
export function jwkSymmetric(secret: string): Proof {
  return { verdict: PUBLISHED.test(secret) ? 'refuted' : 'open' };
}
