import { LONG_RUN } from './kernel.js';

/**
 * True when a text in base 64 or hexadecimal may begin in a run of token characters: at its beginning, behind what may be
 * an escape before it, or behind one of `+ / _ -` near its beginning. Nearly every run is a name or a path, or holds what
 * is no text, and is done with here.
 *
 * It goes by the first characters and lets more pass than there is; `decode/` decides. The same rules stand in
 * `assembly/encoded.ts`.
 *
 * @param end of the run, which has `LONG_RUN` bytes at least
 */
export function mayHoldEncoded(bytes: Uint8Array, start: number, end: number): boolean {
  const last = Math.min(end - LONG_RUN, start + LONGEST_LEAD);
  const escaped = start > 0 && INTRODUCES[bytes[start - 1] as number] === 1 ? LONGEST_ESCAPE : 0;
  for (let at = start; at <= last; at++) {
    const canBegin = at - start <= escaped || IS_SEPARATOR[bytes[at - 1] as number] === 1;
    if (canBegin && (base64MayBegin(bytes, at) || hexMayBegin(bytes, at))) return true;
  }
  return false;
}

/** In base 64 a separator can be anything; what stands before an encoded text in the same run is a short path or name. */
export const LONGEST_LEAD = 128;

/** Behind the byte that introduces it: `u003d`. */
const LONGEST_ESCAPE = 6;

const INTRODUCES = flags(/[\\%[;]/);
export const IS_SEPARATOR: Uint8Array = flags(/[+/_-]/);

/** `H4sI`, which gzip begins with in base 64, and `1f8b`. */
const [GZIP_0, GZIP_1, GZIP_2, GZIP_3] = [0x48, 0x34, 0x73, 0x49];
const [HEX_0, HEX_1, HEX_2, HEX_3] = [0x31, 0x66, 0x38, 0x62];

function base64MayBegin(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] === GZIP_0 && bytes[at + 1] === GZIP_1 && bytes[at + 2] === GZIP_2 && bytes[at + 3] === GZIP_3)
    return true;
  let before = 0;
  for (let from = at; from < at + LONG_RUN; from += 4) {
    const a = SIX_BITS[bytes[from] as number] as number;
    const b = SIX_BITS[bytes[from + 1] as number] as number;
    const c = SIX_BITS[bytes[from + 2] as number] as number;
    const d = SIX_BITS[bytes[from + 3] as number] as number;
    const one = (a << 2) | (b >> 4);
    const two = ((b << 4) | (c >> 2)) & 0xff;
    const three = ((c << 6) | d) & 0xff;
    if (!mayFollow(one, before) || !mayFollow(two, one) || !mayFollow(three, two)) return false;
    before = three;
  }
  return true;
}

function hexMayBegin(bytes: Uint8Array, at: number): boolean {
  let from = bytes[at] === ZERO && ((bytes[at + 1] as number) | 0x20) === LOWER_X ? at + 2 : at;
  if (bytes[from] === HEX_0 && ((bytes[from + 1] as number) | 0x20) === HEX_1 && bytes[from + 2] === HEX_2)
    if (((bytes[from + 3] as number) | 0x20) === HEX_3) return true;
  let before = 0;
  for (const last = at + LONG_RUN; from < last; from += 2) {
    const high = DIGITS[bytes[from] as number] as number;
    const low = DIGITS[bytes[from + 1] as number] as number;
    if (high > 15 || low > 15 || !mayFollow(high * 16 + low, before)) return false;
    before = high * 16 + low;
  }
  return true;
}

/** No control character but NUL and white space; and what goes on a character of UTF-8 goes on something. */
function mayFollow(byte: number, before: number): boolean {
  return byte < 0x80 ? IS_CONTROL[byte] === 0 : byte >= 0xc0 || before >= 0x80;
}

const [ZERO, LOWER_X] = [0x30, 0x78];

/** The control characters that no text has, in whatever encoding; NUL is half of UTF-16. */
export const IS_CONTROL: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte > 0 && byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) || byte === 0x7f ? 1 : 0,
);

/** Both alphabets of RFC 4648, which nobody mixes; 64 for all other bytes. */
export const SIX_BITS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte).replace('-', '+').replace('_', '/');
  const value = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.indexOf(char);
  return value === -1 ? 64 : value;
});

/** The value of a hexadecimal digit; 16 for all other bytes. */
export const DIGITS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  const value = '0123456789abcdef'.indexOf(String.fromCharCode(byte).toLowerCase());
  return value === -1 ? 16 : value;
});

function flags(set: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (set.test(String.fromCharCode(byte)) ? 1 : 0));
}
