import { createHmac, randomBytes } from 'node:crypto';
import { findingId } from '../finding-id.js';

/**
 * What a finding is recognised by in a file that is committed: `SALT-HASH`. The salt is drawn once for each file and stands in
 * each of its fingerprints, so an entry means the same wherever a merge or a person puts it, and what was computed for
 * one repository is of no use for another.
 *
 * Of a random secret the hash is that of its content and of nothing else: it survives any move, any rename, and a pattern
 * that gets another name. Of a secret that could be guessed it is that of eight bits of it, and of its pattern. One in
 * 256 guesses fits, so nobody confirms a password by the file; and because eight bits say little, such an entry counts
 * at its path only. These are eight of the ten bits that ids in reports are made of: whoever has both knows no more.
 */
export type Identity =
  | { readonly kind: 'content'; readonly id: string }
  | { readonly kind: 'guessable'; readonly pattern: string; readonly bits: number };

const BITS_LEFT_OUT = 2;
const SALT_LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const SALT_LENGTH = 8;
const HASH_LENGTH = 12;

export const FINGERPRINT = /^[a-z2-7]{8}-[0-9a-f]{12}$/;

/** @param salt as `saltOf` has it */
export function fingerprintOf(identity: Identity, salt: string): string {
  const text =
    identity.kind === 'content' ? `content/${identity.id}` : `${identity.pattern}/${identity.bits >> BITS_LEFT_OUT}`;
  const hash = createHmac('sha256', `hushkey/accepted@1/${salt}`).update(text).digest('hex');
  return `${salt}-${hash.slice(0, HASH_LENGTH)}`;
}

/** The identity of a secret that cannot be guessed. Only a hash of it is kept. */
export function contentIdentity(secret: string): Identity {
  return { kind: 'content', id: findingId('content', secret) };
}

/** A new salt: 40 bits. */
export function newSalt(): string {
  return Array.from(randomBytes(SALT_LENGTH), (byte) => SALT_LETTERS[byte % SALT_LETTERS.length]).join('');
}

export function saltOf(fingerprint: string): string {
  return fingerprint.slice(0, SALT_LENGTH);
}
