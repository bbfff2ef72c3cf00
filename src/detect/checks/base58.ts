import { createHash } from 'node:crypto';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const SUM_LENGTH = 4;

/** The bytes of base 58 in Bitcoin's alphabet, or undefined when a character is none of it. */
export function fromBase58(text: string): Buffer | undefined {
  let number = 0n;
  for (const char of text) {
    const value = ALPHABET.indexOf(char);
    if (value === -1) return undefined;
    number = number * 58n + BigInt(value);
  }
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  const hex = number === 0n ? '' : number.toString(16);
  return Buffer.concat([Buffer.alloc(zeros), Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')]);
}

/** Base 58 in Bitcoin's alphabet: each zero byte at the beginning is a `1`. */
export function toBase58(bytes: Uint8Array): string {
  let text = '';
  let number = BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
  for (; number > 0n; number /= 58n) text = ALPHABET[Number(number % 58n)] + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(zeros === -1 ? bytes.length : zeros) + text;
}

/**
 * What a Base58Check text holds, without its sum, or undefined when the sum (the first four bytes of SHA-256 taken twice)
 * is wrong. https://en.bitcoin.it/wiki/Base58Check_encoding
 */
export function fromBase58Check(text: string): Buffer | undefined {
  const bytes = fromBase58(text);
  if (bytes === undefined || bytes.length <= SUM_LENGTH) return undefined;
  const content = bytes.subarray(0, -SUM_LENGTH);
  return bytes.subarray(-SUM_LENGTH).equals(sumOf(content)) ? content : undefined;
}

export function toBase58Check(content: Uint8Array): string {
  return toBase58(Buffer.concat([content, sumOf(content)]));
}

function sumOf(content: Uint8Array): Buffer {
  const once = createHash('sha256').update(content).digest();
  return createHash('sha256').update(once).digest().subarray(0, SUM_LENGTH);
}
