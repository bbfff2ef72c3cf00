import { classesAt, folded, halves, isAlnum, without } from './bytes';
import { canBegin, colourIntroducer, isBehindEscape, isColourArgument } from './escapes';
import {
  ANYWHERE_SLOTS,
  AT_WORD,
  FILTER,
  HITS,
  IGNORE_CASE,
  IN_RUN,
  INPUT,
  LITERALS,
  SHORT_SLOTS,
  SLOTS,
  TEDDY,
  TEXT,
  TOKEN,
} from './layout';

/** How many hits the last call left in their places. */
export let hits: u32 = 0;

/** What the block before had of the first and second byte of a literal that holds no word. */
let firstBefore: v128 = i8x16.splat(0);
let secondBefore: v128 = i8x16.splat(0);

/** Forgets what came before: the next input begins a new text. */
export function beginLiterals(): void {
  firstBefore = i8x16.splat(0);
  secondBefore = i8x16.splat(0);
}

/** The hits were taken away. */
export function forgetHits(): void {
  hits = 0;
}

/** Compares the literals that have these four bytes, without case, at a word, or these three. */
// @ts-ignore: decorator
@inline
export function lookUp(at: u32, length: u32): void {
  const four = load<u32>(INPUT + at) | 0x20202020;
  const hash = hashOf(four) >>> 16;
  if ((u32(load<u8>(FILTER + (hash >>> 3))) >>> (hash & 7)) & 1) {
    compare(load<u16>(SLOTS + (hash << 1)), at, length);
    compare(load<u16>(SHORT_SLOTS + ((hashOf(four & 0xffffff) >>> 20) << 1)), at, length);
  }
}

// @ts-ignore: decorator
@inline
function hashOf(bytes: u32): u32 {
  return bytes * 0x9e3779b1;
}

/** Compares the literals of a slot with the input around their word at `at`, and keeps those that are there. */
function compare(first: u32, at: u32, length: u32): void {
  for (let link = first; link != 0; ) {
    const literal = LITERALS + <usize>(link - 1) * 12;
    const text = TEXT + load<u32>(literal);
    const size = u32(load<u16>(literal, 4));
    const word = u32(load<u16>(literal, 6));
    const flags = u32(load<u8>(literal, 10));
    const start = at - word;
    if (at >= word && start + size <= length && equals(start, text, size, (flags & IGNORE_CASE) != 0)) {
      const counts = ((flags & AT_WORD) == 0 || canBegin(start)) && ((flags & IN_RUN) == 0 || isRun(start));
      if (counts) {
        const hit = HITS + (<usize>hits << 3);
        store<u32>(hit, start);
        store<u32>(hit, link - 1, 4);
        hits++;
      }
    }
    link = u32(load<u16>(literal, 8));
  }
}

function equals(start: u32, text: usize, size: u32, ignoreCase: bool): bool {
  for (let i: u32 = 0; i < size; i++) {
    const byte = ignoreCase ? folded(start + i) : u32(load<u8>(INPUT + start + i));
    if (byte != u32(load<u8>(text + i))) return false;
  }
  return true;
}

/** The 16 bytes at `at` are all token characters. */
function isRun(at: u32): bool {
  return without(classesAt(at), TOKEN) == 0;
}

/** Looks up the words that stand behind a terminal colour introduced in this chunk: `ESC [ 1 ; 31 m`, or as scripts spell it. */
export function coloured(at: u32, introducers: u64, length: u32): void {
  while (introducers != 0) {
    const place = at + u32(ctz(introducers));
    introducers &= introducers - 1;
    const byte = load<u8>(INPUT + place);
    if (byte == 0x1b) behindColour(place + 1, 1, length);
    else if (byte == 0x5c) for (let distance: u32 = 2; distance <= 6; distance += 2) behindColour(place + distance, distance, length);
  }
}

/** @param distance of the bracket from what introduces it; the nearest of several introducers answers for it */
function behindColour(bracket: u32, distance: u32, length: u32): void {
  if (load<u8>(INPUT + bracket) != 0x5b || colourIntroducer(bracket) != distance) return;
  let end = bracket + 1;
  while (end - bracket <= 20 && isColourArgument(load<u8>(INPUT + end))) end++;
  if (load<u8>(INPUT + end) == 0x6d && isAlnum(end + 1) && !isBehindEscape(end + 1)) lookUp(end + 1, length);
}

/** The literals that hold no word, in one chunk. */
export function anywhere(from: u32, length: u32): void {
  let first = firstBefore;
  let second = secondBefore;
  for (let at = from; at < from + 64; at += 16) {
    const block = v128.load(INPUT + at);
    const low = v128.and(block, i8x16.splat(15));
    const high = i8x16.shr_u(block, 4);
    const firstHere = halves(TEDDY, low, high);
    const secondHere = halves(TEDDY + 32, low, high);
    // Each lane sees what stood two bytes and one byte before it, across the border of the blocks.
    const twoBack = i8x16.shuffle(first, firstHere, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
    const oneBack = i8x16.shuffle(second, secondHere, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
    first = firstHere;
    second = secondHere;
    const candidates = v128.and(v128.and(twoBack, oneBack), halves(TEDDY + 64, low, high));
    if (v128.any_true(candidates)) {
      let bits = u32(i8x16.bitmask(i8x16.ne(candidates, i8x16.splat(0))));
      while (bits != 0) {
        const place = at + u32(ctz(bits)) - 2;
        const three = (load<u32>(INPUT + place) & 0xffffff) | 0x202020;
        compare(load<u16>(ANYWHERE_SLOTS + ((hashOf(three) >>> 17) << 1)), place, length);
        bits &= bits - 1;
      }
    }
  }
  firstBefore = first;
  secondBefore = second;
}
