import { byteBefore } from './bytes';
import { CONTROL, DIGITS, ESCAPES, INPUT, LONG_RUNS, SIX_BITS } from './layout';

/** How many long runs, and how many escapes, the last call left in their places. */
export let longRuns: u32 = 0;
export let escapes: u32 = 0;

/** They were taken away. */
export function forgetEncoded(): void {
  longRuns = 0;
  escapes = 0;
}

/** See `HitSink.longRun`. */
export function keepLongRun(start: u32, end: u32): void {
  if (!mayHoldEncoded(start, end)) return;
  const run = LONG_RUNS + (<usize>longRuns << 3);
  store<u32>(run, start);
  store<u32>(run, end, 4);
  longRuns++;
}

/** The rules of `../encoded-run.ts`. */
function mayHoldEncoded(start: u32, end: u32): bool {
  const last = min(end - 24, start + 128);
  if (mayBegin(start)) return true;
  if (introduces(byteBefore(start, 1)))
    for (let at = start + 1; at <= min(last, start + 6); at++) if (mayBegin(at)) return true;
  for (let block = start; block < last; block += 16) {
    let behind = separators(block);
    if (last - block < 16) behind &= (1 << (last - block)) - 1;
    for (; behind != 0; behind &= behind - 1) if (mayBegin(block + u32(ctz(behind)) + 1)) return true;
  }
  return false;
}

// @ts-ignore: decorator
@inline
function mayBegin(at: u32): bool {
  return base64MayBegin(at) || hexMayBegin(at);
}

/** A bit for each of 16 bytes that is one of `+ / _ -`. */
// @ts-ignore: decorator
@inline
function separators(at: u32): u32 {
  const block = v128.load(INPUT + at);
  const plus = v128.or(i8x16.eq(block, i8x16.splat(0x2b)), i8x16.eq(block, i8x16.splat(0x2f)));
  const dash = v128.or(i8x16.eq(block, i8x16.splat(0x2d)), i8x16.eq(block, i8x16.splat(0x5f)));
  return u32(i8x16.bitmask(v128.or(plus, dash)));
}

/** One of `\\ % [ ;`. */
function introduces(byte: u32): bool {
  return byte == 0x5c || byte == 0x25 || byte == 0x5b || byte == 0x3b;
}

/** `H4sI`. */
const GZIP: u32 = 0x49733448;

function base64MayBegin(at: u32): bool {
  if (load<u32>(INPUT + at) == GZIP) return true;
  let before: u32 = 0;
  for (let from = at; from < at + 24; from += 4) {
    const b = sixBits(from + 1);
    const one = (sixBits(from) << 2) | (b >> 4);
    if (!mayFollow(one, before)) return false;
    const c = sixBits(from + 2);
    const two = ((b << 4) | (c >> 2)) & 0xff;
    if (!mayFollow(two, one)) return false;
    const three = ((c << 6) | sixBits(from + 3)) & 0xff;
    if (!mayFollow(three, two)) return false;
    before = three;
  }
  return true;
}

/** `1f8b`, in lower case. */
const GZIP_DIGITS: u32 = 0x62386631;

function hexMayBegin(at: u32): bool {
  let from = at;
  if (load<u8>(INPUT + from) == 0x30 && (load<u8>(INPUT + from, 1) | 0x20) == 0x78) from += 2;
  if ((load<u32>(INPUT + from) | 0x20002000) == GZIP_DIGITS) return true;
  let before: u32 = 0;
  for (; from < at + 24; from += 2) {
    const high = u32(load<u8>(DIGITS + load<u8>(INPUT + from)));
    const low = u32(load<u8>(DIGITS + load<u8>(INPUT + from, 1)));
    if (high > 15 || low > 15 || !mayFollow(high * 16 + low, before)) return false;
    before = high * 16 + low;
  }
  return true;
}

// @ts-ignore: decorator
@inline
function sixBits(at: u32): u32 {
  return u32(load<u8>(SIX_BITS + load<u8>(INPUT + at)));
}

// @ts-ignore: decorator
@inline
function mayFollow(byte: u32, before: u32): bool {
  return byte < 0x80 ? load<u8>(CONTROL + byte) == 0 : byte >= 0xc0 || before >= 0x80;
}

/** Escapes with a backslash or a percent sign, in one chunk; see `HitSink.escape`. */
export function escapesOf(at: u32, backslash: u64, percent: u64): void {
  while (backslash != 0) {
    const place = at + u32(ctz(backslash));
    if (opensEscape(place + 1)) keepEscape(place);
    backslash &= backslash - 1;
  }
  while (percent != 0) {
    const place = at + u32(ctz(percent));
    if (isHex(u32(load<u8>(INPUT + place, 1))) && isHex(u32(load<u8>(INPUT + place, 2)))) keepEscape(place);
    percent &= percent - 1;
  }
}

/** Numbers of characters, as HTML writes them, in one chunk. */
// @ts-ignore: decorator
@inline
export function entitiesOf(at: u32): void {
  const ampersand = i8x16.splat(0x26);
  const a = i8x16.eq(v128.load(INPUT + at), ampersand);
  const b = i8x16.eq(v128.load(INPUT + at, 16), ampersand);
  const c = i8x16.eq(v128.load(INPUT + at, 32), ampersand);
  const d = i8x16.eq(v128.load(INPUT + at, 48), ampersand);
  if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) keepEntities(at, a, b, c, d);
}

function keepEntities(at: u32, a: v128, b: v128, c: v128, d: v128): void {
  let bits =
    u64(u32(i8x16.bitmask(a))) |
    (u64(u32(i8x16.bitmask(b))) << 16) |
    (u64(u32(i8x16.bitmask(c))) << 32) |
    (u64(u32(i8x16.bitmask(d))) << 48);
  for (; bits != 0; bits &= bits - 1) {
    const place = at + u32(ctz(bits));
    if (load<u8>(INPUT + place, 1) == 0x23) keepEscape(place);
  }
}

function keepEscape(at: u32): void {
  store<u32>(ESCAPES + (<usize>escapes << 2), at);
  escapes++;
}

/** `x`, `/`, `0`, `1`, `u00`, `u{` or `U00`. */
function opensEscape(at: u32): bool {
  const byte = u32(load<u8>(INPUT + at));
  if (byte == 0x78 || byte == 0x2f || byte == 0x30 || byte == 0x31) return true;
  if ((byte | 0x20) != 0x75) return false;
  const next = u32(load<u16>(INPUT + at, 1));
  return next == 0x3030 || (next & 0xff) == 0x7b;
}

function isHex(byte: u32): bool {
  const letter = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66);
}
