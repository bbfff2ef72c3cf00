/**
 * Where a value may be assigned: behind a name and what binds, unless a word of code stands there. Kernels ask this at
 * every stem of a name (see `generic/stems.ts`), four in five of which are only mentioned, or stand beside other names.
 *
 * It goes by single bytes and lets through more than there is; `generic/worth-reading.ts` looks closer, and whatever that
 * takes passes here. The same rules stand in `assembly/assigned.ts`.
 */

/** Classes of bytes. */
export const NAME = 1;
export const LETTER = 2;
export const SPACE = 4;
export const LINE = 8;
export const QUOTE = 16;
export const OPERATOR = 32;
export const BRACKET = 64;
export const SEPARATOR = 128;
export const BINDING = SPACE | LINE | QUOTE | OPERATOR | BRACKET | SEPARATOR;

export const BYTE_CLASSES = Uint8Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte);
  if (/[A-Za-z_.$-]/.test(char)) return NAME | LETTER;
  if (/[0-9\x80-\xff]/.test(char)) return NAME;
  if (/[ \t]/.test(char)) return SPACE;
  if (/[\r\n]/.test(char)) return LINE;
  if (/["'`\\]/.test(char)) return QUOTE;
  if (/[=:>]/.test(char)) return OPERATOR;
  if (/[,|(]/.test(char)) return SEPARATOR;
  return /[[\]{})!?+*&<]/.test(char) ? BRACKET : 0;
});

/** What is behind the end is the end of a line. */
export function classAt(bytes: Uint8Array, at: number): number {
  return at < bytes.length ? (BYTE_CLASSES[bytes[at] as number] as number) : LINE;
}

/** A name, what binds, and a call around a value are no longer than these. */
export const LONGEST_NAME = 80;
export const LONGEST_BINDING = 100;
export const LONGEST_DETOUR = 72;
/** A longer word may be more than a word. */
const LONGEST_WORD = 28;
const SHORTEST_VALUE = 3;
const LONGEST_INDEX = 24;
/** Names have words of so many letters at least; drawn letters, if there are enough, change their case sooner. */
const SHORTEST_HUMP = 5;
const SHORTEST_DRAWN = 16;

/** @param at where a stem begins: part of a name, or `://` */
export function mayBindBehind(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] === COLON) return userEnd(bytes, at + 3) !== undefined;
  let nameEnd = at;
  while (nameEnd < at + LONGEST_NAME && nameEnd < bytes.length && (classAt(bytes, nameEnd) & NAME) !== 0) nameEnd++;
  // `%3D` is an equals sign in an address, `&#34;` and `&quot;` are quotes in HTML.
  const first = bytes[nameEnd] ?? 0;
  if (first === PERCENT) return bytes[nameEnd + 1] === 0x33;
  if (first === AMPERSAND) return bytes[nameEnd + 1] === 0x23 || bytes[nameEnd + 1] === 0x71;
  let start = nameEnd;
  let seen = 0;
  let quote = -1;
  const limit = Math.min(bytes.length, nameEnd + LONGEST_BINDING);
  for (; start < limit; start++) {
    const kind = classAt(bytes, start);
    if ((kind & BINDING) === 0) break;
    // A name at the end of a line has no value, unless `- name: NAME` and `value: …` are two lines of one entry.
    if ((kind & LINE) !== 0 && (seen & (OPERATOR | SEPARATOR | BRACKET)) === 0) return isNamedValue(bytes, start);
    if ((kind & QUOTE) !== 0) quote = start;
    seen |= kind;
  }
  if (start === nameEnd || start === limit) return false;
  // Part of an arrow, of the mark of a YAML block; or of a value behind a quote that opens.
  if (bytes[start] === DASH || (quote > nameEnd && quote < start - 1)) return true;
  if (quote === start - 1) {
    if (seen === QUOTE ? isNamedValue(bytes, start) : isQuotedValue(bytes, start)) return true;
  } else if (binds(bytes, at, nameEnd, start, seen) && isBareValue(bytes, start, nameEnd, seen)) return true;
  return isBoundByWords(bytes, at, nameEnd, start);
}

/** An operator between name and value, or what does as well: a call, two arguments, a table, `</key><string>`, an option. */
function binds(bytes: Uint8Array, at: number, nameEnd: number, start: number, seen: number): boolean {
  if ((seen & OPERATOR) !== 0) return true;
  const first = bytes[nameEnd];
  if (first === ANGLE) return bytes[start] === SLASH;
  if (isNamedValue(bytes, start)) return true;
  if ((seen & LINE) !== 0) return false;
  if ((seen & SEPARATOR) !== 0) return first === PARENTHESIS || hasPipe(bytes, nameEnd, start);
  return (seen & SPACE) !== 0 && isOption(bytes, at);
}

function hasPipe(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] === PIPE) return true;
  return false;
}

/** Letters that begin the word `value`, in either case, within reach of a line's indentation. */
function isNamedValue(bytes: Uint8Array, from: number): boolean {
  const limit = Math.min(bytes.length, from + LONGEST_BINDING);
  let at = from;
  while (at < limit && (classAt(bytes, at) & (SPACE | LINE | QUOTE)) !== 0) at++;
  return isLetter(bytes, at, 0x76) && isLetter(bytes, at + 1, 0x61) && isLetter(bytes, at + 2, 0x6c);
}

/** @param letter in lower case; the text may have either */
function isLetter(bytes: Uint8Array, at: number, letter: number): boolean {
  return at >= 0 && at < bytes.length && ((bytes[at] as number) | 0x20) === letter;
}

/** The name is an option, follows a word such as ENV, or is a clause: `password`, `bearer`, `identified by`. */
function isOption(bytes: Uint8Array, at: number): boolean {
  if (isLetter(bytes, at, 0x70) || isLetter(bytes, at, 0x62) || isLetter(bytes, at, 0x69)) return true;
  const start = nameStart(bytes, at);
  return bytes[start] === DASH || start === 0 || (classAt(bytes, start - 1) & (SPACE | LINE)) !== 0;
}

function nameStart(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && at - start < LONGEST_NAME && (classAt(bytes, start - 1) & NAME) !== 0) start--;
  return start;
}

/** What reads like words: `the password is X`, `Name { get; set; } = "X"`, `name[20] = "X"`, a row, a block. */
function isBoundByWords(bytes: Uint8Array, at: number, nameEnd: number, start: number): boolean {
  const first = bytes[nameEnd];
  if (first === BLANK) return isVerb(bytes, start);
  if (first === COMMA) {
    const begin = nameStart(bytes, at);
    return begin === 0 || (classAt(bytes, begin - 1) & LINE) !== 0;
  }
  if (first === SQUARE) return isBracketed(bytes, nameEnd + 1);
  return (classAt(bytes, nameEnd) & QUOTE) !== 0 && bytes[nameEnd + 2] === CURLY;
}

/** `is`, `was`, `of`, `set to`, `get;` by their first two letters. */
function isVerb(bytes: Uint8Array, at: number): boolean {
  const two = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  return two === 0x6973 || two === 0x7761 || two === 0x6f66 || two === 0x7365 || two === 0x6765;
}

/** `[20] =` */
function isBracketed(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (at < from + LONGEST_INDEX && (classAt(bytes, at) & NAME) !== 0) at++;
  if (bytes[at] !== 0x5d) return false;
  do at++;
  while (at < from + LONGEST_BINDING && classAt(bytes, at) === SPACE);
  return bytes[at] === 0x3d;
}

/** Not another name that begins here, and long enough. */
function isQuotedValue(bytes: Uint8Array, start: number): boolean {
  const quote = bytes[start - 1];
  for (let i = start; i < start + SHORTEST_VALUE; i++) if (bytes[i] === quote || bytes[i] === NEWLINE) return false;
  return true;
}

/** Not a word of code: those end where code goes on. */
function isBareValue(bytes: Uint8Array, start: number, nameEnd: number, seen: number): boolean {
  const limit = Math.min(bytes.length, start + LONGEST_WORD);
  let end = start;
  let humps = 0;
  for (let isLower = false; end < limit && (classAt(bytes, end) & LETTER) !== 0; end++) {
    const byte = bytes[end] as number;
    if (isLower && byte >= 0x41 && byte <= 0x5a) humps++;
    isLower = byte >= 0x61 && byte <= 0x7a;
  }
  const length = end - start;
  const next = bytes[end] ?? NEWLINE;
  const kind = classAt(bytes, end);
  // A digit or a symbol, or no end: more than a word.
  if ((kind & BINDING) === 0 && next !== SEMICOLON) return true;
  if (length >= SHORTEST_DRAWN && humps * SHORTEST_HUMP >= length) return true;
  if (isJoint(next)) return true;
  const isLong = length >= SHORTEST_VALUE;
  if ((kind & LINE) !== 0 || next === 0x7d)
    return isLong && (humps === 0 || length < SHORTEST_HUMP * (humps + 1)) && (seen & OPERATOR) !== 0;
  const before = bytes[start - 1];
  if (isLong && next === ANGLE && before === 0x3e) return true;
  if (next === BLANK && isLetter(bytes, nameEnd - 1, 0x6e) && isLetter(bytes, nameEnd - 2, 0x6f)) return true;
  const isTight = start === nameEnd + 1 && (before === 0x3d || before === 0x3e);
  if (isTight && (next === BLANK || next === ANGLE)) return isLong;
  return hasQuoteBehind(bytes, end);
}

/** `! ? + * &` */
function isJoint(byte: number): boolean {
  return byte === 0x21 || byte === 0x3f || byte === 0x2b || byte === 0x2a || byte === AMPERSAND;
}

/** In a call or behind a type a quoted value may follow, in the same statement. */
function hasQuoteBehind(bytes: Uint8Array, from: number): boolean {
  const limit = Math.min(bytes.length, from + LONGEST_DETOUR);
  for (let i = from; i < limit; i++) {
    if (bytes[i] === NEWLINE || bytes[i] === SEMICOLON) return false;
    if ((classAt(bytes, i) & QUOTE) !== 0) return true;
  }
  return false;
}

const LONGEST_USER = 64;

/** The colon behind a user's name that begins at `from`, in an address. */
export function userEnd(bytes: Uint8Array, from: number): number | undefined {
  const limit = Math.min(bytes.length, from + LONGEST_USER);
  for (let i = from; i < limit; i++) {
    const byte = bytes[i] as number;
    if (byte === COLON) return i;
    // White space, quotes, `/ < > ? # @`: there is no user, or no password.
    if (byte <= 0x23 || byte === 0x27 || byte === SLASH || (byte >= ANGLE && byte <= 0x40 && byte !== 0x3d))
      return undefined;
  }
  return undefined;
}

const [NEWLINE, BLANK, PERCENT, AMPERSAND, PARENTHESIS, COMMA, DASH, SLASH] = [
  0x0a, 0x20, 0x25, 0x26, 0x28, 0x2c, 0x2d, 0x2f,
];
const [COLON, SEMICOLON, ANGLE, SQUARE, CURLY, PIPE] = [0x3a, 0x3b, 0x3c, 0x5b, 0x7b, 0x7c];
