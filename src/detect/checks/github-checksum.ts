import { base62, crc32 } from './crc32.js';
import type { Proof } from './proof.js';

const CHECKSUM_LENGTH = 6;

/**
 * GitHub's opaque tokens end in the CRC-32 of their body, in six base-62 digits. The prefix is not summed.
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
export function githubChecksum(secret: string): Proof {
  const body = secret.slice(secret.indexOf('_') + 1, -CHECKSUM_LENGTH);
  return { verdict: checksumOf(body) === secret.slice(-CHECKSUM_LENGTH) ? 'proved' : 'refuted' };
}

/** The six characters that end a token with this body. */
export function checksumOf(body: string): string {
  return base62(crc32(body), CHECKSUM_LENGTH);
}
