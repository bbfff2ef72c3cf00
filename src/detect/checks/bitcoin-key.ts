import { fromBase58Check } from './base58.js';
import type { Proof } from './proof.js';

/** Private keys on the main and the test network. */
const WIF_VERSIONS: readonly number[] = [0x80, 0xef];
const KEY_LENGTH = 32;

/**
 * A Bitcoin private key in the wallet import format: version, 32 bytes, 0x01 when its public key is to be compressed,
 * and the sum of Base58Check. https://en.bitcoin.it/wiki/Wallet_import_format
 */
export function bitcoinWif(secret: string): Proof {
  const content = fromBase58Check(secret);
  const isKey = content !== undefined && WIF_VERSIONS.includes(content[0] as number);
  const isCompressed = content?.length === KEY_LENGTH + 2 && content.at(-1) === 1;
  return { verdict: isKey && (isCompressed || content.length === KEY_LENGTH + 1) ? 'proved' : 'refuted' };
}

/** Extended keys (`xprv…`) and keys under a passphrase (`6P…`, BIP 38): the sum of Base58Check alone. */
export function base58Check(secret: string): Proof {
  return { verdict: fromBase58Check(secret) === undefined ? 'refuted' : 'proved' };
}
