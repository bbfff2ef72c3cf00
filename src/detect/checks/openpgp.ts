import { armouredBytes, armouredLines } from './armour.js';
import type { Proof } from './proof.js';

const CHECKSUM = /^\W{0,200}=([A-Za-z0-9+/]{4})(?![A-Za-z0-9+/=])/;
const SECRET_KEY = 5;

/**
 * An OpenPGP private key block: the armour holds a packet that begins with a secret key, and where there is a checksum
 * (RFC 9580 §6.1 makes it optional) it is right.
 */
export function openPgp(secret: string): Proof {
  const lines = armouredLines(secret.slice(secret.indexOf('BLOCK-----') + 10, secret.lastIndexOf('-----END')));
  const last = lines.findLastIndex((line) => CHECKSUM.test(line));
  const checksum = CHECKSUM.exec(lines[last] ?? '')?.[1];
  for (const body of armouredBytes(last === -1 ? lines : lines.slice(0, last))) {
    if (tagOf(body) === SECRET_KEY && (checksum === undefined || checksum === crc24(body)))
      return { verdict: 'proved' };
  }
  return { verdict: 'doubtful' };
}

/** The kind of the first packet, in the new or the old format of its header. RFC 9580 §4.2 */
function tagOf(body: Buffer): number | undefined {
  const first = body[0] ?? 0;
  if ((first & 0x80) === 0) return undefined;
  return (first & 0x40) === 0 ? (first >> 2) & 0x0f : first & 0x3f;
}

/** The CRC-24 of an armour in base 64, without its `=`. RFC 9580 §6.1.1 */
export function crc24(bytes: Uint8Array): string {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x800000 ? ((crc << 1) ^ 0x1864cfb) & 0xffffff : crc << 1;
  }
  return Buffer.from([crc >> 16, (crc >> 8) & 0xff, crc & 0xff]).toString('base64');
}
