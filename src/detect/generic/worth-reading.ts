import {
  BINDING,
  BRACKET,
  classAt,
  LETTER,
  LINE,
  LONGEST_BINDING,
  LONGEST_DETOUR,
  LONGEST_NAME,
  NAME,
  OPERATOR,
  QUOTE,
  SEPARATOR,
  SPACE,
} from '../assigned-place.js';
import { latin1 } from '../latin1.js';

/**
 * A quick look at the bytes behind a stem: could a value be assigned here that nobody has to read code to rule out? Most
 * names of credentials in source code are only mentioned, or stand beside other names; they end here, before any text
 * is made of the bytes. What `value-after.ts` can read passes, but for bare words that are code.
 */

const SHORTEST_VALUE = 3;
const LONGEST_CAMEL = 28;
/** Names have words of so many letters at least, drawn letters change their case sooner. */
const SHORTEST_HUMP = 5;

/** @param at where the stem begins */
export function isWorthReading(bytes: Uint8Array, at: number): boolean {
  let nameEnd = at;
  while (nameEnd < at + LONGEST_NAME && (classAt(bytes, nameEnd) & NAME) !== 0 && nameEnd < bytes.length) nameEnd++;
  // `%3D` is an equals sign in an address, `&#34;` and `&quot;` are quotes in HTML.
  if (bytes[nameEnd] === 0x25) return bytes[nameEnd + 1] === 0x33;
  if (bytes[nameEnd] === 0x26) return bytes[nameEnd + 1] === 0x23 || bytes[nameEnd + 1] === 0x71;
  let start = nameEnd;
  let seen = 0;
  let quote = nameEnd;
  const limit = Math.min(bytes.length, nameEnd + LONGEST_BINDING);
  for (; start < limit; start++) {
    const kind = isDashOfBinding(bytes, start) ? OPERATOR : classAt(bytes, start);
    if ((kind & BINDING) === 0) break;
    if ((kind & QUOTE) !== 0) quote = start;
    // A name at the end of a line has no value, unless `- name: NAME` and `value: …` are two lines of one entry.
    if ((kind & LINE) !== 0 && (seen & (OPERATOR | SEPARATOR | BRACKET)) === 0) return isNamedValue(bytes, start);
    seen |= kind;
  }
  if (start === nameEnd || start === limit) return false;
  if (isQuoteBefore(bytes, quote, start, nameEnd)) start = quote + 1;
  if (!binds(bytes, at, nameEnd, start, seen)) return isBoundByWords(bytes, at, nameEnd, start);
  const last = classAt(bytes, start - 1);
  if ((last & QUOTE) !== 0) return isQuotedValue(bytes, start);
  return isBareValue(bytes, start, seen, nameEnd) || isBoundByWords(bytes, at, nameEnd, start);
}

/** Of `->`, `<-`, and of the marks of a YAML block, `>-` and `|-`. */
function isDashOfBinding(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== DASH) return false;
  if (bytes[at + 1] === 0x3e) return true;
  const before = bytes[at - 1];
  return before === 0x3c || ((before === 0x3e || before === PIPE) && (classAt(bytes, at + 1) & LINE) !== 0);
}

/** A quote that opens, and behind it only what is part of the value then. */
function isQuoteBefore(bytes: Uint8Array, quote: number, start: number, nameEnd: number): boolean {
  if (quote === nameEnd || quote === start - 1) return false;
  if ((classAt(bytes, quote - 1) & (SPACE | LINE | OPERATOR | SEPARATOR | BRACKET)) === 0) return false;
  return isOnly(bytes, quote + 1, start, BRACKET);
}

function isOnly(bytes: Uint8Array, from: number, to: number, kind: number): boolean {
  for (let i = from; i < to; i++) if (classAt(bytes, i) !== kind) return false;
  return true;
}

/** What reads like words: `the password is X`, `variable "name" { default = "X" }`, `Name { get; set; } = "X"`, `name[20] = "X"`, a row. */
function isBoundByWords(bytes: Uint8Array, at: number, nameEnd: number, start: number): boolean {
  const first = bytes[nameEnd];
  if (first === SPACE_BYTE && startsWith(bytes, start, 'get;')) return true;
  if (first === SPACE_BYTE) return isSaid(bytes, start);
  if (first === COMMA) return isFirstOfLine(bytes, at) && isOnly(bytes, nameEnd + 1, start, BRACKET);
  if (first === 0x5b) return isBracketed(bytes, nameEnd + 1);
  return bytes[nameEnd + 2] === 0x7b && (classAt(bytes, nameEnd) & QUOTE) !== 0;
}

/** `is X`, `was X`, `set to X`, where X is no word. */
function isSaid(bytes: Uint8Array, start: number): boolean {
  const verb = VERBS.find((word) => startsWith(bytes, start, word));
  if (verb === undefined) return false;
  for (let i = start + verb.length; i < start + LONGEST_NAME && classAt(bytes, i) !== SPACE; i++) {
    if ((classAt(bytes, i) & LINE) !== 0) return false;
    if ((classAt(bytes, i) & (LETTER | OPERATOR | SEPARATOR)) === 0) return true;
  }
  return false;
}

const VERBS = ['is ', 'is: ', 'was ', 'set to '] as const;

function startsWith(bytes: Uint8Array, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return false;
  return true;
}

function isFirstOfLine(bytes: Uint8Array, at: number): boolean {
  let start = at;
  while (start > 0 && at - start < LONGEST_NAME && (classAt(bytes, start - 1) & NAME) !== 0) start--;
  return start === 0 || (classAt(bytes, start - 1) & LINE) !== 0;
}

/** `[20] =` */
function isBracketed(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (at < from + LONGEST_INDEX && (classAt(bytes, at) & NAME) !== 0) at++;
  if (bytes[at] !== 0x5d) return false;
  while (classAt(bytes, ++at) === SPACE && at < from + LONGEST_BINDING);
  return bytes[at] === 0x3d;
}

const AUTHORIZATION = /authorization/i;
const LONGEST_INDEX = 24;
const DASH = 0x2d;
const COMMA = 0x2c;
const SPACE_BYTE = 0x20;

/** An operator between name and value, or what does as well: a call, two arguments, a table, `</key><string>`, an option. */
function binds(bytes: Uint8Array, at: number, nameEnd: number, start: number, seen: number): boolean {
  if ((seen & OPERATOR) !== 0 || isDefault(bytes, nameEnd, start)) return true;
  const first = bytes[nameEnd] as number;
  if (first === 0x3c) return bytes[start] === 0x2f;
  if ((seen & LINE) !== 0) return isNamedValue(bytes, start);
  const isQuoted = (classAt(bytes, start - 1) & QUOTE) !== 0;
  if ((seen & QUOTE) !== 0 && isNamedValue(bytes, start)) return true;
  if ((seen & SEPARATOR) !== 0)
    return (
      isQuoted || first === PARENTHESIS || bytes.subarray(nameEnd, start).includes(PIPE) || isNamedValue(bytes, start)
    );
  return (seen & SPACE) !== 0 && (isQuoted || isOption(bytes, at));
}

/** `name || "X"`, `name ?? "X"`, `name or "X"`. */
function isDefault(bytes: Uint8Array, nameEnd: number, start: number): boolean {
  if ((classAt(bytes, start - 1) & QUOTE) === 0) return false;
  for (let i = nameEnd; i < start - 1; i++)
    if (bytes[i] === bytes[i + 1] && (bytes[i] === PIPE || bytes[i] === QUESTION)) return true;
  return false;
}

const QUESTION = 0x3f;
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
  const isCamel = humps > 0 && i - start >= SHORTEST_HUMP * (humps + 1) && i - start <= LONGEST_CAMEL;
  const isLong = i - start >= SHORTEST_VALUE;
  const next = bytes[i] ?? 0x0a;
  // A digit or a symbol: more than a word.
  if ((classAt(bytes, i) & BINDING) === 0 && next !== 0x3b) return true;
  if (isDrawn(i - start, humps) || isJoined(bytes, i, isLong)) return true;
  // Behind a word that may be a scheme.
  if (next === SPACE_BYTE && (seen & OPERATOR) !== 0 && AUTHORIZATION.test(latin1(bytes, nameEnd - 13, nameEnd)))
    return true;
  if (bytes[start - 1] === 0x3e && next === 0x3c) return isLong;
  if ((classAt(bytes, i) & LINE) !== 0 || next === 0x7d) return isLong && !isCamel && (seen & OPERATOR) !== 0;
  // NAME=word as shells write it, and elements.
  const isTight = start === nameEnd + 1 && (bytes[nameEnd] === 0x3d || bytes[nameEnd] === 0x3e);
  if (isTight && (next === 0x20 || next === 0x26 || next === 0x3c)) return isLong;
  return hasQuoteBehind(bytes, i);
}

/** Letters that change their case as no name does. */
function isDrawn(length: number, humps: number): boolean {
  return length >= SHORTEST_DRAWN && humps >= length / SHORTEST_HUMP;
}

const SHORTEST_DRAWN = 16;

/** Symbols within a word, or at its end: `word+word7`, `Word!`; or a letter and a long rest: `a+mb6YkAsNW`. */
function isJoined(bytes: Uint8Array, from: number, isLong: boolean): boolean {
  let at = from;
  while (SYMBOLS.includes(bytes[at] as number) && at < from + SHORTEST_VALUE) at++;
  if (at === from) return false;
  if (!isLong) return isLongRest(bytes, at);
  const next = classAt(bytes, at);
  if ((next & BINDING) === 0) return bytes[at] !== 0x2e || (classAt(bytes, at + 1) & LINE) !== 0;
  return (next & (LINE | SPACE)) !== 0 || bytes[at] === 0x3c || bytes[at] === 0x3b;
}

function isLongRest(bytes: Uint8Array, from: number): boolean {
  for (let i = from; i < from + SHORTEST_REST; i++)
    if ((classAt(bytes, i) & BINDING) !== 0 && !SYMBOLS.includes(bytes[i] as number)) return false;
  return true;
}

const SHORTEST_REST = 8;

/** `! ? + * &` */
const SYMBOLS: readonly number[] = [0x21, 0x3f, 0x2b, 0x2a, 0x26];

/** In a call or behind a type a quoted value may follow, in the same statement. */
function hasQuoteBehind(bytes: Uint8Array, from: number): boolean {
  const limit = Math.min(bytes.length, from + LONGEST_DETOUR);
  for (let i = from; i < limit; i++) {
    if (bytes[i] === 0x0a || bytes[i] === 0x3b) return false;
    if ((classAt(bytes, i) & QUOTE) !== 0) return true;
  }
  return false;
}
