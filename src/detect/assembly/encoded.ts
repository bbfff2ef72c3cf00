import { ESCAPES, INPUT, LONG_RUNS } from './layout';

/** How many long runs, and how many escapes, the last call left in their places. */
export let longRuns: u32 = 0;
export let escapes: u32 = 0;

/** They were taken away. */
export function forgetEncoded(): void {
  longRuns = 0;
  escapes = 0;
}

/** See `HitSink.longRun`. */
// @ts-ignore: decorator
@inline
export function keepLongRun(start: u32, end: u32): void {
  if (end - start < 24) return;
  const run = LONG_RUNS + (<usize>longRuns << 3);
  store<u32>(run, start);
  store<u32>(run, end, 4);
  longRuns++;
}

/** Escapes with a backslash or a percent sign, in one chunk; see `HitSink.escape`. */
export function escapesOf(at: u32, backslash: u64, percent: u64): void {
  while (backslash != 0) {
    const place = at + u32(ctz(backslash));
    if (opensEscape(u32(load<u8>(INPUT + place, 1)))) keepEscape(place);
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
  const a = entities(at);
  const b = entities(at + 16);
  const c = entities(at + 32);
  const d = entities(at + 48);
  if (!v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) return;
  let bits =
    u64(u32(i8x16.bitmask(a))) |
    (u64(u32(i8x16.bitmask(b))) << 16) |
    (u64(u32(i8x16.bitmask(c))) << 32) |
    (u64(u32(i8x16.bitmask(d))) << 48);
  while (bits != 0) {
    keepEscape(at + u32(ctz(bits)));
    bits &= bits - 1;
  }
}

// @ts-ignore: decorator
@inline
function entities(at: u32): v128 {
  return v128.and(
    i8x16.eq(v128.load(INPUT + at), i8x16.splat(0x26)),
    i8x16.eq(v128.load(INPUT + at, 1), i8x16.splat(0x23)),
  );
}

function keepEscape(at: u32): void {
  store<u32>(ESCAPES + (<usize>escapes << 2), at);
  escapes++;
}

/** One of `x u U / 0 1`. */
function opensEscape(byte: u32): bool {
  return byte == 0x78 || byte == 0x75 || byte == 0x55 || byte == 0x2f || byte == 0x30 || byte == 0x31;
}

function isHex(byte: u32): bool {
  const letter = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66);
}
