import { CLASSES, FOLD, INPUT, TOKEN } from './layout';

// @ts-ignore: decorator
@inline
export function classesAt(at: u32): v128 {
  const block = v128.load(INPUT + at);
  const low = i8x16.swizzle(v128.load(CLASSES, 0), v128.and(block, i8x16.splat(15)));
  return v128.and(low, i8x16.swizzle(v128.load(CLASSES, 16), i8x16.shr_u(block, 4)));
}

/** A bit for each byte that has none of the classes. */
// @ts-ignore: decorator
@inline
export function without(classes: v128, wanted: u32): u64 {
  return u64(u32(i8x16.bitmask(i8x16.eq(v128.and(classes, i8x16.splat(u8(wanted))), i8x16.splat(0)))));
}

// @ts-ignore: decorator
@inline
export function withoutOf4(a: v128, b: v128, c: v128, d: v128, wanted: u32): u64 {
  return without(a, wanted) | (without(b, wanted) << 16) | (without(c, wanted) << 32) | (without(d, wanted) << 48);
}

// @ts-ignore: decorator
@inline
export function byteBefore(at: u32, back: u32): u32 {
  return at >= back ? u32(load<u8>(INPUT + at - back)) : 0;
}

// @ts-ignore: decorator
@inline
export function isAlnum(at: u32): bool {
  const byte = u32(load<u8>(INPUT + at));
  const letter = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x7a);
}

/** The class of digits is the bit that `bitmask` reads. */
// @ts-ignore: decorator
@inline
export function digitsOf4(a: v128, b: v128, c: v128, d: v128): u64 {
  return bitsOf(a) | (bitsOf(b) << 16) | (bitsOf(c) << 32) | (bitsOf(d) << 48);
}

// @ts-ignore: decorator
@inline
function bitsOf(lanes: v128): u64 {
  return u64(u32(i8x16.bitmask(lanes)));
}

/** The 16 bytes at `at` are all token characters. */
export function isRun(at: u32): bool {
  return without(classesAt(at), TOKEN) == 0;
}

// @ts-ignore: decorator
@inline
export function folded(at: u32): u32 {
  return u32(load<u8>(FOLD + load<u8>(INPUT + at)));
}

// @ts-ignore: decorator
@inline
export function halves(tables: usize, low: v128, high: v128): v128 {
  return v128.and(i8x16.swizzle(v128.load(tables, 0), low), i8x16.swizzle(v128.load(tables, 16), high));
}
