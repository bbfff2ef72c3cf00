/**
 * Inflate. A pack has hundreds of thousands of compressed objects of a few hundred bytes, and zlib in Node spends most of
 * its time for those on being called.
 *
 * https://www.rfc-editor.org/rfc/rfc1950 (zlib) and https://www.rfc-editor.org/rfc/rfc1951 (deflate)
 *
 * Anything that is out of the ordinary ends with DAMAGED, and zlib then has the last word. The checksum behind the data
 * is not looked at: whoever calls knows the bytes by another one.
 */

import {
  CODE_LENGTHS,
  DISTANCE_BITS,
  DISTANCE_SYMBOLS,
  DISTANCES,
  FIXED_DISTANCES,
  FIXED_LITERALS,
  LENGTH_BITS,
  LENGTH_ORDER,
  LENGTH_SYMBOLS,
  LENGTHS,
  LITERAL_BITS,
  LITERAL_SYMBOLS,
  LITERALS,
} from './layout';
import { buildTable, IS_END, IS_LITERAL, IS_SECOND } from './tables';

export const DAMAGED: i32 = -1;

/** Bytes of the checksum behind the data. */
const TRAILER: usize = 4;

let next: usize = 0;
let end: usize = 0;
/** Bits taken from the input and not used yet, the next one lowest. */
let bits: u64 = 0;
let count: u32 = 0;
let out: usize = 0;
let outEnd: usize = 0;
let outStart: usize = 0;

/**
 * Inflates what lies in memory, to another place of it.
 *
 * @param size bytes that it has to become, no more and no less
 * @returns DAMAGED when it does not; 0 otherwise
 */
export function inflate(input: usize, inputEnd: usize, output: usize, size: usize): i32 {
  next = input + 2;
  end = inputEnd;
  out = outStart = output;
  outEnd = output + size;
  bits = 0;
  count = 0;
  const method = u32(load<u8>(input));
  const flags = u32(load<u8>(input + 1));
  if (inputEnd < next + TRAILER || (method & 15) !== 8 || method > 0x78) return DAMAGED;
  if (((method << 8) | flags) % 31 !== 0 || (flags & 0x20) !== 0) return DAMAGED;
  let isLast: u32;
  do {
    refill();
    isLast = take(1);
    const kind = take(2);
    const isFine = kind === 0 ? stored() : kind === 1 ? codes(FIXED_LITERALS, FIXED_DISTANCES) : kind === 2 && dynamic();
    if (!isFine) return DAMAGED;
  } while (!isLast);
  return out === outEnd && next - (count >> 3) + TRAILER <= end ? 0 : DAMAGED;
}

/** At least 56 bits are there afterwards; those behind the end of the input are whatever lies there. */
// @ts-ignore: decorator
@inline
function refill(): void {
  bits |= load<u64>(next) << count;
  next += (63 - count) >> 3;
  count |= 56;
}

// @ts-ignore: decorator
@inline
function take(wanted: u32): u32 {
  const value = u32(bits) & ((u32(1) << wanted) - 1);
  bits >>= wanted;
  count -= wanted;
  return value;
}

/** https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4 */
function stored(): bool {
  next -= count >> 3;
  bits = 0;
  count = 0;
  if (next + 4 > end) return false;
  const size = u32(load<u16>(next));
  if ((size ^ 0xffff) !== u32(load<u16>(next + 2))) return false;
  next += 4;
  if (next + size > end || out + size > outEnd) return false;
  memory.copy(out, next, size);
  out += size;
  next += size;
  return true;
}

/** https://www.rfc-editor.org/rfc/rfc1951#section-3.2.7 */
function dynamic(): bool {
  const literals = take(5) + 257;
  const distances = take(5) + 1;
  const lengths = take(4) + 4;
  if (literals > 286 || distances > 30) return false;
  memory.fill(LENGTHS, 0, 19);
  for (let at: u32 = 0; at < lengths; at++) {
    if (count < 3) refill();
    store<u8>(LENGTHS + load<u8>(LENGTH_ORDER + at), u8(take(3)));
  }
  if (!buildTable(LENGTHS, 19, LENGTH_SYMBOLS, CODE_LENGTHS, LENGTH_BITS)) return false;
  const all = literals + distances;
  let at: u32 = 0;
  while (at < all) {
    refill();
    if (next > end + 16) return false;
    const entry = load<u32>(CODE_LENGTHS + 4 * (u32(bits) & 127));
    if (entry === 0) return false;
    take(entry & 31);
    const symbol = (entry >> 16) & 0xff;
    if (symbol < 16) {
      store<u8>(LENGTHS + at++, u8(symbol));
      continue;
    }
    if (symbol === 16 && at === 0) return false;
    const value = symbol === 16 ? load<u8>(LENGTHS + at - 1) : 0;
    const times = symbol === 16 ? 3 + take(2) : symbol === 17 ? 3 + take(3) : 11 + take(7);
    if (at + times > all) return false;
    memory.fill(LENGTHS + at, value, times);
    at += times;
  }
  if (load<u8>(LENGTHS + 256) === 0) return false;
  return (
    buildTable(LENGTHS, literals, LITERAL_SYMBOLS, LITERALS, LITERAL_BITS) &&
    buildTable(LENGTHS + literals, distances, DISTANCE_SYMBOLS, DISTANCES, DISTANCE_BITS) &&
    codes(LITERALS, DISTANCES)
  );
}

/** Reads the codes of a block. At most 48 bits make a length with its distance, so one refill is enough for both. */
function codes(literals: usize, distances: usize): bool {
  let from = next;
  let held = bits;
  let left = count;
  let to = out;
  const last = outEnd;
  const limit = end + 16;
  while (true) {
    held |= load<u64>(from) << left;
    from += (63 - left) >> 3;
    left |= 56;
    let entry = load<u32>(literals + (usize(held & ((1 << LITERAL_BITS) - 1)) << 2));
    // Up to three literals fit what was refilled, and leave enough for what is looked up behind them.
    if (entry & IS_LITERAL) {
      if (to + 3 > last || from > limit) {
        if (to >= last || from > limit) return false;
        store<u8>(to++, u8(entry >> 16));
        held >>= entry & 31;
        left -= entry & 31;
        continue;
      }
      store<u8>(to++, u8(entry >> 16));
      held >>= entry & 31;
      left -= entry & 31;
      entry = load<u32>(literals + (usize(held & ((1 << LITERAL_BITS) - 1)) << 2));
      if (entry & IS_LITERAL) {
        store<u8>(to++, u8(entry >> 16));
        held >>= entry & 31;
        left -= entry & 31;
        entry = load<u32>(literals + (usize(held & ((1 << LITERAL_BITS) - 1)) << 2));
        if (entry & IS_LITERAL) {
          store<u8>(to++, u8(entry >> 16));
          held >>= entry & 31;
          left -= entry & 31;
          continue;
        }
      }
      held |= load<u64>(from) << left;
      from += (63 - left) >> 3;
      left |= 56;
    }
    if (entry & IS_SECOND) {
      if (entry & IS_END) return false;
      held >>= LITERAL_BITS;
      left -= LITERAL_BITS;
      entry = load<u32>(literals + ((((entry >> 16) & 0x1fff) + (u32(held) & ((u32(1) << ((entry >> 8) & 31)) - 1))) << 2));
      if (entry & IS_LITERAL) {
        if (to >= last || from > limit) return false;
        store<u8>(to++, u8(entry >> 16));
        held >>= entry & 31;
        left -= entry & 31;
        continue;
      }
      if (entry & IS_SECOND) return false;
    }
    held >>= entry & 31;
    left -= entry & 31;
    if (entry & IS_END) break;
    if (entry === 0 || from > limit) return false;
    let extra = (entry >> 8) & 31;
    const length = usize(((entry >> 16) & 0x1ff) + (u32(held) & ((u32(1) << extra) - 1)));
    held >>= extra;
    left -= extra;

    entry = load<u32>(distances + (usize(held & ((1 << DISTANCE_BITS) - 1)) << 2));
    if (entry & IS_SECOND) {
      if (entry & IS_END) return false;
      held >>= DISTANCE_BITS;
      left -= DISTANCE_BITS;
      entry = load<u32>(distances + ((((entry >> 16) & 0x1fff) + (u32(held) & ((u32(1) << ((entry >> 8) & 31)) - 1))) << 2));
      if (entry & IS_SECOND) return false;
    }
    if (entry === 0) return false;
    held >>= entry & 31;
    left -= entry & 31;
    extra = (entry >> 8) & 31;
    const distance = usize((entry >> 16) + (u32(held) & ((u32(1) << extra) - 1)));
    held >>= extra;
    left -= extra;
    if (to + length > last || distance > to - outStart) return false;
    repeat(to, distance, length);
    to += length;
  }
  next = from;
  bits = held;
  count = left;
  out = to;
  return next - (count >> 3) <= end;
}

/** Copies from before; may write a few bytes more, into the slack or where the next bytes go. */
// @ts-ignore: decorator
@inline
function repeat(to: usize, distance: usize, length: usize): void {
  const stop = to + length;
  let from = to - distance;
  if (distance >= 16) {
    do {
      v128.store(to, v128.load(from));
      to += 16;
      from += 16;
    } while (to < stop);
  } else if (distance >= 8) {
    do {
      store<u64>(to, load<u64>(from));
      to += 8;
      from += 8;
    } while (to < stop);
  } else if (distance === 1) {
    memory.fill(to, load<u8>(from), length);
  } else {
    do {
      store<u8>(to++, load<u8>(from++));
    } while (to < stop);
  }
}
