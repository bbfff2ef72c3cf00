/**
 * A quick look at the bytes behind a stem: could a value be assigned here that nobody has to read code to rule out? Most
 * names of credentials in source code are only mentioned, or stand beside other names; they end here, before any text
 * is made of the bytes. What `value-after.ts` can read passes, but for bare words that are code.
 */

/** Classes of bytes. */
const NAME = 1;
const LETTER = 2;
const SPACE = 4;
const LINE = 8;
const QUOTE = 16;
const OPERATOR = 32;
const BRACKET = 64;
const SEPARATOR = 128;
const BINDING = SPACE | LINE | QUOTE | OPERATOR | BRACKET | SEPARATOR;

const CLASS = Uint8Array.from({ length: 256 }, (_, byte) => {
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

function classAt(bytes: Uint8Array, at: number): number {
  return at < bytes.length ? (CLASS[bytes[at] as number] as number) : LINE;
}

/** A name, what binds, and a call around a value are no longer than these. */
const LONGEST_NAME = 80;
const LONGEST_BINDING = 100;
const LONGEST_DETOUR = 72;
const SHORTEST_VALUE = 3;
const LONGEST_CAMEL = 28;

/** @param at where the stem begins */
export function isWorthReading(bytes: Uint8Array, at: number): boolean {
  let nameEnd = at;
  while (nameEnd < at + LONGEST_NAME && (classAt(bytes, nameEnd) & NAME) !== 0 && nameEnd < bytes.length) nameEnd++;
  // `%3D` is an equals sign in an address, `&#34;` and `&quot;` are quotes in HTML.
  if (bytes[nameEnd] === 0x25) return bytes[nameEnd + 1] === 0x33;
  if (bytes[nameEnd] === 0x26) return bytes[nameEnd + 1] === 0x23 || bytes[nameEnd + 1] === 0x71;
  let start = nameEnd;
  let seen = 0;
  const limit = Math.min(bytes.length, nameEnd + LONGEST_BINDING);
  for (; start < limit; start++) {
    const kind = classAt(bytes, start);
    if ((kind & BINDING) === 0) break;
    // A name at the end of a line has no value, unless `- name: NAME` and `value: …` are two lines of one entry.
    if ((kind & LINE) !== 0 && (seen & (OPERATOR | SEPARATOR | BRACKET)) === 0) return isNamedValue(bytes, start);
    seen |= kind;
  }
  if (start === nameEnd || start === limit) return false;
  if (!binds(bytes, at, nameEnd, start, seen)) return false;
  const last = classAt(bytes, start - 1);
  return (last & QUOTE) !== 0 ? isQuotedValue(bytes, start) : isBareValue(bytes, start, seen, nameEnd);
}

/** An operator between name and value, or what does as well: a call, two arguments, a table, `</key><string>`, an option. */
function binds(bytes: Uint8Array, at: number, nameEnd: number, start: number, seen: number): boolean {
  if ((seen & OPERATOR) !== 0) return true;
  const first = bytes[nameEnd] as number;
  if (first === 0x3c) return bytes[start] === 0x2f;
  if ((seen & LINE) !== 0) return isNamedValue(bytes, start);
  const isQuoted = (classAt(bytes, start - 1) & QUOTE) !== 0;
  if ((seen & SEPARATOR) !== 0)
    return (
      isQuoted || first === PARENTHESIS || bytes.subarray(nameEnd, start).includes(PIPE) || isNamedValue(bytes, start)
    );
  return (seen & SPACE) !== 0 && (isQuoted || isOption(bytes, at));
}

const PIPE = 0x7c;
const PARENTHESIS = 0x28;

/** The word `value`, in either case, within reach of a line's indentation. */
function isNamedValue(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (at < from + LONGEST_BINDING && (classAt(bytes, at) & (SPACE | LINE | QUOTE)) !== 0 && at < bytes.length) at++;
  return (
    ((bytes[at] ?? 0) | 0x20) === 0x76 &&
    ((bytes[at + 1] ?? 0) | 0x20) === 0x61 &&
    ((bytes[at + 2] ?? 0) | 0x20) === 0x6c
  );
}

/** The name is an option, follows a word such as ENV, or is a clause: `password`, `bearer`, `identified by`. */
function isOption(bytes: Uint8Array, at: number): boolean {
  const initial = (bytes[at] as number) | 0x20;
  if (initial === 0x70 || initial === 0x62 || initial === 0x69) return true;
  let start = at;
  while (start > 0 && at - start < LONGEST_NAME && (classAt(bytes, start - 1) & NAME) !== 0) start--;
  return bytes[start] === 0x2d || (classAt(bytes, start - 1) & SPACE) !== 0;
}

/** Not another name that begins here, and long enough. */
function isQuotedValue(bytes: Uint8Array, start: number): boolean {
  const quote = bytes[start - 1];
  for (let i = start; i < start + SHORTEST_VALUE; i++) if (bytes[i] === quote || bytes[i] === 0x0a) return false;
  return true;
}

/** Not a word of code: those end where code goes on. */
function isBareValue(bytes: Uint8Array, start: number, seen: number, nameEnd: number): boolean {
  let i = start;
  let humps = 0;
  for (let isLower = false; i < bytes.length && (classAt(bytes, i) & LETTER) !== 0; i++) {
    const byte = bytes[i] as number;
    if (isLower && byte >= 0x41 && byte <= 0x5a) humps++;
    isLower = byte >= 0x61 && byte <= 0x7a;
  }
  const isCamel = humps > 0 && i - start >= 4 * (humps + 1) && i - start <= LONGEST_CAMEL;
  const isLong = i - start >= SHORTEST_VALUE;
  const next = bytes[i] ?? 0x0a;
  // A digit or a symbol: more than a word.
  if ((classAt(bytes, i) & BINDING) === 0 && next !== 0x3b) return true;
  if ((classAt(bytes, i) & LINE) !== 0 || next === 0x7d) return isLong && !isCamel && (seen & OPERATOR) !== 0;
  // NAME=word as shells write it, and elements.
  const isTight = start === nameEnd + 1 && (bytes[nameEnd] === 0x3d || bytes[nameEnd] === 0x3e);
  if (isTight && (next === 0x20 || next === 0x26 || next === 0x3c)) return isLong;
  return hasQuoteBehind(bytes, i);
}

/** In a call or behind a type a quoted value may follow, in the same statement. */
function hasQuoteBehind(bytes: Uint8Array, from: number): boolean {
  const limit = Math.min(bytes.length, from + LONGEST_DETOUR);
  for (let i = from; i < limit; i++) {
    if (bytes[i] === 0x0a || bytes[i] === 0x3b) return false;
    if ((classAt(bytes, i) & QUOTE) !== 0) return true;
  }
  return false;
}
