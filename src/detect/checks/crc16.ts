import { fromBase32 } from './base32.js';
import type { Check } from './proof.js';

/** CRC-16/XMODEM: polynomial 0x1021, init 0. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}

/** The bytes with their sum behind them, low byte first. */
export function withCrc16(bytes: Uint8Array): Buffer {
  const crc = crc16(bytes);
  return Buffer.concat([bytes, Buffer.from([crc & 0xff, crc >> 8])]);
}

const SEED_LENGTH = 32;

/**
 * A seed in base 32 that ends in its CRC-16. Stellar has one byte of version before the seed (SEP 23), NATS two that hold
 * the prefix and the kind (https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth).
 */
function seed(prefixLength: number): Check {
  return (secret) => {
    const bytes = fromBase32(secret);
    const isWhole = bytes?.length === prefixLength + SEED_LENGTH + 2;
    return { verdict: isWhole && withCrc16(bytes.subarray(0, -2)).equals(bytes) ? 'proved' : 'refuted' };
  };
}

export const stellarSeed = seed(1);
export const natsSeed = seed(2);
