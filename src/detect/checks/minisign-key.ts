import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { Proof } from './proof.js';

const PROTECTED: Proof = { verdict: 'open', severity: 'medium', notes: ['protected by a passphrase'] };
const SEED_LENGTH = 32;
/** PKCS#8 of Ed25519 up to the seed. RFC 8410 §7 */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * A secret key of minisign or signify, without the comment above it. One that lies open proves itself: its second half is the
 * public key of the first.
 *
 *     minisign  "Ed", "Sc" or two zeros, "B2", salt 32, limits 16, key id 8, key 64, sum 32
 *     signify   "Ed", "BK", rounds 4, salt 16, sum 8, key id 8, key 64
 *
 * https://jedisct1.github.io/minisign/ and https://man.openbsd.org/signify
 */
export function minisignKey(secret: string): Proof {
  const bytes = Buffer.from(secret.replaceAll('\\', ''), 'base64');
  const [kind, length] = [bytes.toString('latin1', 2, 4), bytes.length];
  if (length === 158) return kind === '\0\0' ? open(bytes.subarray(62, 126)) : PROTECTED;
  if (length !== 104 || kind !== 'BK') return { verdict: 'doubtful' };
  return bytes.readUInt32BE(4) === 0 ? open(bytes.subarray(40)) : PROTECTED;
}

function open(key: Buffer): Proof {
  const half = key.subarray(SEED_LENGTH);
  return { verdict: half.equals(ed25519PublicKey(key.subarray(0, SEED_LENGTH))) ? 'proved' : 'doubtful' };
}

/** The public key of a seed of 32 bytes. */
export function ed25519PublicKey(seed: Uint8Array): Buffer {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-SEED_LENGTH);
}
