/** The few literals that hold no word, as Teddy finds them; see `kernel.ts`. */

import { BEFORE, INPUT, STEM_TEDDY, TEDDY } from './layout';

/** Forgets what came before: the next input begins a new text. */
export function beginTeddy(): void {
  memory.fill(TEDDY + BEFORE, 0, 32);
  memory.fill(STEM_TEDDY + BEFORE, 0, 32);
}

/**
 * Lists the places of a block at which three bytes may be those of a literal. The tables and what the last bytes had stay
 * in registers, of which there are just enough.
 *
 * @param list where they are listed
 * @returns the end of the list
 */
export function teddy(tables: usize, list: usize, from: u32, end: u32): usize {
  const low1 = v128.load(tables);
  const high1 = v128.load(tables, 16);
  const low2 = v128.load(tables, 32);
  const high2 = v128.load(tables, 48);
  const low3 = v128.load(tables, 64);
  const high3 = v128.load(tables, 80);
  const fifteen = i8x16.splat(15);
  const zero = i8x16.splat(0);
  let firstBefore = v128.load(tables, BEFORE);
  let secondBefore = v128.load(tables, BEFORE + 16);
  for (let at = from; at < end; at += 64) {
    let bits: u64 = 0;
    for (let part: u32 = 0; part < 64; part += 16) {
      const block = v128.load(INPUT + at + part);
      const low = v128.and(block, fifteen);
      const high = v128.and(i16x8.shr_u(block, 4), fifteen);
      const first = v128.and(i8x16.swizzle(low1, low), i8x16.swizzle(high1, high));
      const second = v128.and(i8x16.swizzle(low2, low), i8x16.swizzle(high2, high));
      const third = v128.and(i8x16.swizzle(low3, low), i8x16.swizzle(high3, high));
      const all = v128.and(v128.and(twoBack(firstBefore, first), oneBack(secondBefore, second)), third);
      firstBefore = first;
      secondBefore = second;
      bits |= u64(u32(i8x16.bitmask(i8x16.ne(all, zero)))) << part;
    }
    list = listed(list, at - 2, bits);
  }
  v128.store(tables, firstBefore, BEFORE);
  v128.store(tables, secondBefore, BEFORE + 16);
  return list;
}

/** Four at once: in most chunks there is one, or two, or none, and which of these cannot be predicted. */
// @ts-ignore: decorator
@inline
function listed(list: usize, at: u32, bits: u64): usize {
  const end = list + (<usize>popcnt(bits) << 2);
  do {
    for (let i = 0; i < 4; i++) {
      store<u32>(list + (<usize>i << 2), at + u32(ctz(bits)));
      bits &= bits - 1;
    }
    list += 16;
  } while (bits != 0);
  return end;
}

// What stood two bytes and one byte before each lane, across the border of the blocks.
// @ts-ignore: decorator
@inline
function twoBack(before: v128, here: v128): v128 {
  return i8x16.shuffle(before, here, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
}

// @ts-ignore: decorator
@inline
function oneBack(before: v128, here: v128): v128 {
  return i8x16.shuffle(before, here, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}
