import { classesAt, digitsOf4, withoutOf4 } from './bytes';
import { entitiesOf, escapesOf } from './encoded';
import { coloured } from './escapes';
import { ALNUM, BACKSLASH, BLOCK, INTRODUCER, MASKS, PERCENT, TOKEN } from './layout';

// What is known of a chunk, as offsets in its masks. Escapes are asked for by few chunks; the others have a zero there.
export const ALNUM_MASK: usize = 0;
export const TOKEN_MASK: usize = 8;
export const DIGITS_MASK: usize = 16;
export const STARTS_MASK: usize = 24;
const INTRODUCERS: usize = 32;
/** Whether the chunk before ended in a token character. */
export const RUN_BEFORE: usize = 40;

/** Where what was introduced in the chunk before may end in the next. */
let escapedBefore: u64 = 0;

/** Forgets what came before: the next input begins a new text. */
export function beginMasks(): void {
  for (let at: usize = 0; at < 64; at += 8) store<u64>(MASKS + at, 0);
  escapedBefore = 0;
}

/** The masks of a chunk. The block that it is in begins at a multiple of the length of blocks. */
// @ts-ignore: decorator
@inline
export function maskOf(at: u32): usize {
  return MASKS + 64 + <usize>(at % BLOCK);
}

/** Fills in the masks of a block, all that is read of every byte. Nothing here is branched on but what is rare. */
export function readMasks(from: u32, end: u32): void {
  let masks = maskOf(from);
  for (let at = from; at < end; at += 64) {
    const a = classesAt(at);
    const b = classesAt(at + 16);
    const c = classesAt(at + 32);
    const d = classesAt(at + 48);
    const token = ~withoutOf4(a, b, c, d, TOKEN);
    store<u64>(masks, ~withoutOf4(a, b, c, d, ALNUM), ALNUM_MASK);
    store<u64>(masks, token, TOKEN_MASK);
    store<u64>(masks, digitsOf4(a, b, c, d), DIGITS_MASK);
    const introducers = v128.and(v128.or(v128.or(a, b), v128.or(c, d)), i8x16.splat(u8(INTRODUCER)));
    store<u64>(masks, u64(v128.any_true(introducers)), INTRODUCERS);
    store<u64>(masks, load<u64>(masks - 64, TOKEN_MASK) >> 63, RUN_BEFORE);
    masks += 64;
  }
}

/** The last chunk of a block is told with the first of the next. */
export function keepLastMasks(end: u32): void {
  memory.copy(MASKS, maskOf(end - 64), 64);
}

/** Fills in where words begin in a chunk, behind a byte that is no letter or digit or behind an escape. */
// @ts-ignore: decorator
@inline
export function findStarts(at: u32, masks: usize): void {
  const alnum = load<u64>(masks, ALNUM_MASK);
  const behindAlnum = (alnum << 1) | (load<u64>(masks - 64, ALNUM_MASK) >> 63);
  let escaped = escapedBefore;
  escapedBefore = 0;
  if (load<u64>(masks, INTRODUCERS) != 0) escaped |= escapesIn(at);
  entitiesOf(at);
  store<u64>(masks, alnum & (~behindAlnum | escaped), STARTS_MASK);
}

/** Where escapes that are introduced in a chunk may end in it. Those that end behind it are kept for the next. */
function escapesIn(at: u32): u64 {
  const a = classesAt(at);
  const b = classesAt(at + 16);
  const c = classesAt(at + 32);
  const d = classesAt(at + 48);
  const back = ~withoutOf4(a, b, c, d, BACKSLASH);
  const percent = ~withoutOf4(a, b, c, d, PERCENT);
  escapedBefore = (back >> 62) | (back >> 60) | (back >> 58) | (percent >> 61) | (percent >> 59);
  escapesOf(at, back, percent);
  coloured(at, ~withoutOf4(a, b, c, d, INTRODUCER));
  return (back << 2) | (back << 4) | (back << 6) | (percent << 3) | (percent << 5);
}
