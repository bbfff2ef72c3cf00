import type { Charset } from './charset.js';

/**
 * True when nothing before `start` makes the match the tail of a longer word.
 *
 * The byte before may be a letter and still be a border, when it is the last character of an escape: the `n` of a
 * literal `\n`, the `D` of `%3D`, the `m` of a terminal colour. Tokens in JSON strings, URLs and logs stand like that.
 */
export function bordersBefore(bytes: Uint8Array, start: number, before: Charset): boolean {
  if (start === 0) return true;
  if (before[bytes[start - 1] as number] === 0) return true;
  return endsEscape(bytes, start);
}

/** True when the byte at `end`, if there is one, does not continue the match. */
export function bordersAfter(bytes: Uint8Array, end: number, after: Charset): boolean {
  return end >= bytes.length || after[bytes[end] as number] === 0;
}

const BACKSLASH = 0x5c;
const PERCENT = 0x25;
const ESCAPE = 0x1b;
const SIMPLE_ESCAPES = new Set([...'nrtbfv0aeN'].map((char) => char.charCodeAt(0)));
/** `ESC [ 38;5;196 m` is about as long as colour sequences get. */
const LONGEST_COLOUR = 24;

function endsEscape(bytes: Uint8Array, end: number): boolean {
  const at = (back: number): number => bytes[end - back] ?? 0;
  if (at(2) === BACKSLASH && SIMPLE_ESCAPES.has(at(1))) return oddBackslashes(bytes, end - 2);
  if (at(3) === PERCENT && isHex(at(1)) && isHex(at(2))) return true;
  if (at(4) === BACKSLASH && at(3) === 0x78 && isHex(at(1)) && isHex(at(2))) return true;
  if (at(6) === BACKSLASH && at(5) === 0x75 && [1, 2, 3, 4].every((back) => isHex(at(back)))) return true;
  return at(1) === 0x6d && endsColour(bytes, end - 2);
}

/** `\\n` is an escaped backslash and the letter n. Looking back is bounded: a long row of backslashes is not text. */
function oddBackslashes(bytes: Uint8Array, last: number): boolean {
  let count = 0;
  while (count < 16 && bytes[last - count] === BACKSLASH) count++;
  return count % 2 === 1;
}

function endsColour(bytes: Uint8Array, last: number): boolean {
  for (let at = last; at > last - LONGEST_COLOUR && at >= 1; at--) {
    const byte = bytes[at] as number;
    if (byte === 0x5b) return bytes[at - 1] === ESCAPE;
    if (byte !== 0x3b && (byte < 0x30 || byte > 0x39)) return false;
  }
  return false;
}

function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}
