/** Where a value may be assigned: the rules of `../assigned-place.ts`, in the same order and under the same names. */

import { BYTE_CLASSES, INPUT } from './layout';

const NAME: u32 = 1;
const LETTER: u32 = 2;
const SPACE: u32 = 4;
const LINE: u32 = 8;
const QUOTE: u32 = 16;
const OPERATOR: u32 = 32;
const BRACKET: u32 = 64;
const SEPARATOR: u32 = 128;
const BINDING: u32 = SPACE | LINE | QUOTE | OPERATOR | BRACKET | SEPARATOR;

const LONGEST_NAME: u32 = 80;
const LONGEST_BINDING: u32 = 100;
const LONGEST_DETOUR: u32 = 72;
const LONGEST_WORD: u32 = 28;
const LONGEST_INDEX: u32 = 24;
const LONGEST_USER: u32 = 64;
const SHORTEST_VALUE: u32 = 3;
const SHORTEST_HUMP: u32 = 5;
const SHORTEST_DRAWN: u32 = 16;

/** Bytes of input. What is behind them is zero, as far as it is read here. */
let length: u32 = 0;

/** @param inputLength bytes of input */
export function mayBindBehind(at: u32, inputLength: u32): bool {
  length = inputLength;
  if (byteAt(at) == 0x3a) return hasUser(at + 3);
  let nameEnd = at;
  while (nameEnd < at + LONGEST_NAME && (insideAt(nameEnd) & NAME) != 0) nameEnd++;
  const first = byteAt(nameEnd);
  if (first == 0x25) return byteAt(nameEnd + 1) == 0x33;
  if (first == 0x26) return byteAt(nameEnd + 1) == 0x23 || byteAt(nameEnd + 1) == 0x71;
  let start = nameEnd;
  let seen: u32 = 0;
  let quote: u32 = 0;
  const limit = min(length, nameEnd + LONGEST_BINDING);
  for (; start < limit; start++) {
    const kind = insideAt(start);
    if ((kind & BINDING) == 0) break;
    if ((kind & LINE) != 0 && (seen & (OPERATOR | SEPARATOR | BRACKET)) == 0) return isNamedValue(start);
    if ((kind & QUOTE) != 0) quote = start;
    seen |= kind;
  }
  if (start == nameEnd || start == limit) return false;
  if (byteAt(start) == 0x2d || (quote > nameEnd && quote < start - 1)) return true;
  if (isOf(start - 1, QUOTE)) {
    if (seen == QUOTE ? isNamedValue(start) : isQuotedValue(start)) return true;
  } else if (binds(at, nameEnd, start, seen) && isBareValue(start, nameEnd, seen)) return true;
  return isBoundByWords(at, nameEnd, start);
}

function binds(at: u32, nameEnd: u32, start: u32, seen: u32): bool {
  if ((seen & OPERATOR) != 0) return true;
  const first = byteAt(nameEnd);
  if (first == 0x3c) return byteAt(start) == 0x2f;
  if (isNamedValue(start)) return true;
  if ((seen & LINE) != 0) return false;
  if ((seen & SEPARATOR) != 0) return first == 0x28 || hasPipe(nameEnd, start);
  return (seen & SPACE) != 0 && isOption(at);
}

function hasPipe(from: u32, to: u32): bool {
  for (let at = from; at < to; at++) if (byteAt(at) == 0x7c) return true;
  return false;
}

function isNamedValue(from: u32): bool {
  const limit = min(length, from + LONGEST_BINDING);
  let at = from;
  while (at < limit && (insideAt(at) & (SPACE | LINE | QUOTE)) != 0) at++;
  return isLetter(at, 0x76) && isLetter(at + 1, 0x61) && isLetter(at + 2, 0x6c);
}

// @ts-ignore: decorator
@inline
function isLetter(at: u32, letter: u32): bool {
  return at < length && (byteAt(at) | 0x20) == letter;
}

function isOption(at: u32): bool {
  if (isLetter(at, 0x70) || isLetter(at, 0x62) || isLetter(at, 0x69)) return true;
  const start = nameStart(at);
  return byteAt(start) == 0x2d || start == 0 || isOf(start - 1, SPACE | LINE);
}

function nameStart(at: u32): u32 {
  let start = at;
  while (start > 0 && at - start < LONGEST_NAME && isOf(start - 1, NAME)) start--;
  return start;
}

function isBoundByWords(at: u32, nameEnd: u32, start: u32): bool {
  const first = byteAt(nameEnd);
  if (first == 0x20) return isVerb(start);
  if (first == 0x2c) {
    const begin = nameStart(at);
    return begin == 0 || isOf(begin - 1, LINE);
  }
  if (first == 0x5b) return isBracketed(nameEnd + 1);
  return isOf(nameEnd, QUOTE) && byteAt(nameEnd + 2) == 0x7b;
}

function isVerb(at: u32): bool {
  const two = (byteAt(at) << 8) | byteAt(at + 1);
  return two == 0x6973 || two == 0x7761 || two == 0x6f66 || two == 0x7365 || two == 0x6765;
}

function isBracketed(from: u32): bool {
  let at = from;
  while (at < from + LONGEST_INDEX && isOf(at, NAME)) at++;
  if (byteAt(at) != 0x5d) return false;
  do at++;
  while (at < from + LONGEST_BINDING && classAt(at) == SPACE);
  return byteAt(at) == 0x3d;
}

function isQuotedValue(start: u32): bool {
  const quote = byteAt(start - 1);
  for (let at = start; at < start + SHORTEST_VALUE; at++) if (byteAt(at) == quote || byteAt(at) == 0x0a) return false;
  return true;
}

function isBareValue(start: u32, nameEnd: u32, seen: u32): bool {
  const limit = min(length, start + LONGEST_WORD);
  let end = start;
  let humps: u32 = 0;
  for (let isLower = false; end < limit && (insideAt(end) & LETTER) != 0; end++) {
    const byte = byteAt(end);
    if (isLower && byte >= 0x41 && byte <= 0x5a) humps++;
    isLower = byte >= 0x61 && byte <= 0x7a;
  }
  const size = end - start;
  const next: u32 = end < length ? byteAt(end) : 0x0a;
  const kind = classAt(end);
  if ((kind & BINDING) == 0 && next != 0x3b) return true;
  if (size >= SHORTEST_DRAWN && humps * SHORTEST_HUMP >= size) return true;
  if (isJoint(next)) return true;
  const isLong = size >= SHORTEST_VALUE;
  if ((kind & LINE) != 0 || next == 0x7d)
    return isLong && (humps == 0 || size < SHORTEST_HUMP * (humps + 1)) && (seen & OPERATOR) != 0;
  const before = byteAt(start - 1);
  if (isLong && next == 0x3c && before == 0x3e) return true;
  if (next == 0x20 && nameEnd >= 2 && isLetter(nameEnd - 1, 0x6e) && isLetter(nameEnd - 2, 0x6f)) return true;
  const isTight = start == nameEnd + 1 && (before == 0x3d || before == 0x3e);
  if (isTight && (next == 0x20 || next == 0x3c)) return isLong;
  return hasQuoteBehind(end);
}

// @ts-ignore: decorator
@inline
function isJoint(byte: u32): bool {
  return byte == 0x21 || byte == 0x3f || byte == 0x2b || byte == 0x2a || byte == 0x26;
}

function hasQuoteBehind(from: u32): bool {
  const limit = min(length, from + LONGEST_DETOUR);
  for (let at = from; at < limit; at += 16) {
    const block = v128.load(INPUT + at);
    const quotes = v128.or(v128.or(areByte(block, 0x22), areByte(block, 0x27)), v128.or(areByte(block, 0x60), areByte(block, 0x5c)));
    const ends = v128.or(areByte(block, 0x0a), areByte(block, 0x3b));
    const either = u32(i8x16.bitmask(v128.or(quotes, ends)));
    if (either == 0) continue;
    const first = u32(ctz(either));
    return at + first < limit && ((u32(i8x16.bitmask(quotes)) >>> first) & 1) != 0;
  }
  return false;
}

// @ts-ignore: decorator
@inline
function areByte(block: v128, byte: u8): v128 {
  return i8x16.eq(block, i8x16.splat(byte));
}

/** A user's name with a colon behind it begins here. */
function hasUser(from: u32): bool {
  const limit = min(length, from + LONGEST_USER);
  for (let at = from; at < limit; at++) {
    const byte = byteAt(at);
    if (byte == 0x3a) return true;
    if (byte <= 0x23 || byte == 0x27 || byte == 0x2f || (byte >= 0x3c && byte <= 0x40 && byte != 0x3d)) return false;
  }
  return false;
}

// @ts-ignore: decorator
@inline
function byteAt(at: u32): u32 {
  return u32(load<u8>(INPUT + at));
}

/** The class of a byte of the input, or of a zero behind it, which is of none. */
// @ts-ignore: decorator
@inline
function insideAt(at: u32): u32 {
  return u32(load<u8>(BYTE_CLASSES + byteAt(at)));
}

// @ts-ignore: decorator
@inline
function classAt(at: u32): u32 {
  return at < length ? insideAt(at) : LINE;
}

// @ts-ignore: decorator
@inline
function isOf(at: u32, kinds: u32): bool {
  return (classAt(at) & kinds) != 0;
}
