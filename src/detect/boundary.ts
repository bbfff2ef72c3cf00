import type { Charset } from './charset.js';

/**
 * True when nothing before `start` makes the match the tail of a longer word.
 *
 * The byte before may be a letter and still be a border, when it is the last character of an escape: the `n` of a
 * literal `\n`, the `D` of `%3D`, the `m` of a terminal colour. Tokens in JSON strings, URLs and logs stand like that.
 * No more than `SHORTEST_REACH` bytes are looked at.
 */
export function bordersBefore(bytes: Uint8Array, start: number, before: Charset): boolean {
  if (start === 0) return true;
  if (before[bytes[start - 1] as number] === 0) return true;
  if (bytes[start - 1] !== END_OF_COLOUR && !mayFollowEscape(bytes, start)) return false;
  return endsEscape(bytes, start) || isShellDefault(bytes, start) || isDiffMark(bytes, start);
}

/** True when the byte at `end`, if there is one, does not continue the match. */
export function bordersAfter(bytes: Uint8Array, end: number, after: Charset): boolean {
  return end >= bytes.length || after[bytes[end] as number] === 0;
}

/** No escape has more characters that could also be a token's own: `\u003d` has five, `%253D` four. */
export const LONGEST_MIMICRY = 6;

/**
 * Where a token can begin when a run of token characters begins at `start`: there, and behind an escape, whose last
 * characters look like the token's first ones.
 */
export function tokenStarts(bytes: Uint8Array, start: number): readonly number[] {
  const starts = [start];
  if (!mayFollowEscape(bytes, start)) return starts;
  for (let at = start + 1; at <= start + LONGEST_MIMICRY; at++)
    if (endsEscape(bytes, at) || isShellDefault(bytes, at) || isDiffMark(bytes, at)) starts.push(at);
  return starts;
}

/** Every escape, shell default and diff mark that could end behind `start` has one of these shortly before it. */
export function mayFollowEscape(bytes: Uint8Array, start: number): boolean {
  for (let at = start - 1; at >= start - LONGEST_MIMICRY; at--)
    if (at < 0 || INTRODUCES[bytes[at] as number] === 1) return true;
  return false;
}

const INTRODUCES = Uint8Array.from({ length: 256 }, (_, byte) =>
  '\\%[;:\n'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

const BACKSLASH = 0x5c;
const PERCENT = 0x25;
const ESCAPE = 0x1b;
const END_OF_COLOUR = 0x6d;
const SIMPLE_ESCAPES = new Set([...'nrtbfv0aeN'].map((char) => char.charCodeAt(0)));
/** `ESC [ 38;5;196 m` is about as long as colour sequences get. */
const LONGEST_COLOUR = 20;

function endsEscape(bytes: Uint8Array, end: number): boolean {
  const at = (back: number): number => bytes[end - back] ?? 0;
  if (at(2) === BACKSLASH && SIMPLE_ESCAPES.has(at(1))) return oddBackslashes(bytes, end - 2);
  if (at(1) === END_OF_COLOUR) return endsColour(bytes, end - 2);
  if (!isHex(at(1)) || !isHex(at(2))) return false;
  if (at(3) === PERCENT) return true;
  // A percent sign that was itself percent-encoded: `%253D`.
  if (at(5) === PERCENT && at(4) === 0x32 && at(3) === 0x35) return true;
  if (at(4) === BACKSLASH && at(3) === 0x78) return true;
  return at(6) === BACKSLASH && at(5) === 0x75 && isHex(at(3)) && isHex(at(4));
}

/** The shell's `${NAME:-value}`. */
function isShellDefault(bytes: Uint8Array, end: number): boolean {
  return bytes[end - 1] === 0x2d && bytes[end - 2] === 0x3a;
}

/** `+` and `-` at the beginning of a line, as patches and stored diffs have them. */
function isDiffMark(bytes: Uint8Array, end: number): boolean {
  const mark = bytes[end - 1];
  return (mark === 0x2b || mark === 0x2d) && (end === 1 || bytes[end - 2] === 0x0a);
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
    if (byte === 0x5b) return introducesColour(bytes, at);
    if (byte !== 0x3b && (byte < 0x30 || byte > 0x39)) return false;
  }
  return false;
}

/** The escape character itself, or as scripts spell it: `\e`, `\033`, `\x1b`, `\u001b`. */
function introducesColour(bytes: Uint8Array, bracket: number): boolean {
  if (bytes[bracket - 1] === ESCAPE) return true;
  const before = String.fromCharCode(...bytes.subarray(Math.max(0, bracket - 6), bracket));
  return /\\(?:e|033|x1b|u001b)$/i.test(before);
}

function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}
