import { createHash } from 'node:crypto';
import type { Proof } from './proof.js';

const PROTECTED: Proof = { verdict: 'open', severity: 'medium', notes: ['protected by a passphrase'] };

/**
 * A secret key of minisign or signify, without the comment above it.
 *
 *     minisign  "Ed", "Sc" or two zeros, "B2", salt 32, limits 16, key id 8, key 64, sum 32
 *     signify   "Ed", "BK", rounds 4, salt 16, sum 8, key id 8, key 64
 *
 * https://jedisct1.github.io/minisign/ and https://man.openbsd.org/signify
 */
export function minisignKey(secret: string): Proof {
  const bytes = Buffer.from(secret, 'base64');
  const [kind, length] = [bytes.toString('latin1', 2, 4), bytes.length];
  if (length === 158) return kind === '\0\0' ? { verdict: 'open' } : PROTECTED;
  if (length !== 104 || kind !== 'BK') return { verdict: 'doubtful' };
  if (bytes.readUInt32BE(4) !== 0) return PROTECTED;
  const sum = createHash('sha512').update(bytes.subarray(40)).digest().subarray(0, 8);
  return { verdict: sum.equals(bytes.subarray(24, 32)) ? 'proved' : 'doubtful' };
}
