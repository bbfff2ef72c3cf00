import { folded, halves, isRun } from './bytes';
import { canBegin } from './escapes';
import { hashOf, hashOfEight, WITHOUT_CASE } from './hash';
import {
  AHEAD,
  ANYWHERE,
  ANYWHERE_SLOTS,
  AT_RUN,
  AT_WORD,
  CANDIDATES,
  CAPACITY,
  FILED_IN_RUN,
  FILTER,
  HITS,
  IGNORE_CASE,
  IN_RUN,
  INPUT,
  LITERALS,
  MOST_LITERALS,
  RUN_FILTER,
  SLOTS,
  TEDDY,
  TEXT,
} from './layout';
import { addCandidate, candidates, lengthsAt, ofLength } from './places';

/** How many hits the last call left in their places. */
export let hits: u32 = 0;

/** The next candidate to be compared. */
let compared: u32 = 0;

/** What the block before had of the first and second byte of a literal that holds no word. */
let firstBefore: v128 = i8x16.splat(0);
let secondBefore: v128 = i8x16.splat(0);

/** Forgets what came before: the next input begins a new text. */
export function beginLiterals(): void {
  firstBefore = i8x16.splat(0);
  secondBefore = i8x16.splat(0);
  compared = 0;
}

/** The hits were taken away. */
export function forgetHits(): void {
  hits = 0;
}

/** The next block begins. */
export function forgetCompared(): void {
  compared = 0;
}

/** Compares literals with the candidates of a block. @returns false when the room for hits got scarce before the end */
export function compareCandidates(length: u32): bool {
  for (; compared < candidates; compared++) {
    if (hits > CAPACITY - MOST_LITERALS) return false;
    const candidate = load<u32>(CANDIDATES + (<usize>compared << 2));
    const at = candidate & (AT_RUN - 1);
    const eight = load<u64>(INPUT + at) | WITHOUT_CASE;
    if ((candidate & ANYWHERE) != 0) {
      compare(load<u16>(ANYWHERE_SLOTS + ((hashOf(u32(eight) & 0xffffff) >>> 17) << 1)), at, length, false);
      continue;
    }
    const inRun = (candidate & AT_RUN) != 0;
    let lengths = lengthsAt(inRun ? RUN_FILTER : FILTER, eight);
    for (; lengths != 0; lengths &= lengths - 1) {
      const bytes = eight & ofLength(ctz(lengths));
      compare(load<u16>(SLOTS + ((hashOfEight(bytes) >>> 16) << 1)), at, length, inRun);
    }
  }
  return true;
}

/** Compares the literals of a slot with the input around their word at `at`, and keeps those that are there. */
function compare(first: u32, at: u32, length: u32, inRun: bool): void {
  for (let link = first; link != 0; ) {
    const literal = LITERALS + <usize>(link - 1) * 12;
    const text = TEXT + load<u32>(literal);
    const size = u32(load<u16>(literal, 4));
    const word = u32(load<u16>(literal, 6));
    const flags = u32(load<u8>(literal, 10));
    const start = at - word;
    link = u32(load<u16>(literal, 8));
    if (((flags & FILED_IN_RUN) != 0) != inRun || at < word || start + size > length) continue;
    if ((flags & AHEAD) != 0 && isInRow(start)) continue;
    if (!equals(start, text, size, (flags & IGNORE_CASE) != 0)) continue;
    if (((flags & AT_WORD) != 0 && !canBegin(start)) || ((flags & IN_RUN) != 0 && !isRun(start))) continue;
    const hit = HITS + (<usize>hits << 3);
    store<u32>(hit, start);
    store<u32>(hit, u32(literal - LITERALS) / 12, 4);
    hits++;
  }
}

/** See `HitSink.literal`. */
function isInRow(at: u32): bool {
  return at > 0 && load<u8>(INPUT + at) == load<u8>(INPUT + at - 1) && !canBegin(at);
}

function equals(start: u32, text: usize, size: u32, ignoreCase: bool): bool {
  for (let i: u32 = 0; i < size; i++) {
    const byte = ignoreCase ? folded(start + i) : u32(load<u8>(INPUT + start + i));
    if (byte != u32(load<u8>(text + i))) return false;
  }
  return true;
}

/** The literals that hold no word, in one chunk. */
// @ts-ignore: decorator
@inline
export function anywhere(at: u32): void {
  const first = v128.load(INPUT + at);
  const second = v128.load(INPUT + at, 16);
  const third = v128.load(INPUT + at, 32);
  const fourth = v128.load(INPUT + at, 48);
  const a = bucketsOf(TEDDY, first);
  const b = bucketsOf(TEDDY, second);
  const c = bucketsOf(TEDDY, third);
  const d = bucketsOf(TEDDY, fourth);
  const e = bucketsOf(TEDDY + 32, first);
  const f = bucketsOf(TEDDY + 32, second);
  const g = bucketsOf(TEDDY + 32, third);
  const h = bucketsOf(TEDDY + 32, fourth);
  const inFirst = v128.and(v128.and(twoBack(firstBefore, a), oneBack(secondBefore, e)), bucketsOf(TEDDY + 64, first));
  const inSecond = v128.and(v128.and(twoBack(a, b), oneBack(e, f)), bucketsOf(TEDDY + 64, second));
  const inThird = v128.and(v128.and(twoBack(b, c), oneBack(f, g)), bucketsOf(TEDDY + 64, third));
  const inFourth = v128.and(v128.and(twoBack(c, d), oneBack(g, h)), bucketsOf(TEDDY + 64, fourth));
  firstBefore = d;
  secondBefore = h;
  if (!v128.any_true(v128.or(v128.or(inFirst, inSecond), v128.or(inThird, inFourth)))) return;
  let bits = present(inFirst) | (present(inSecond) << 16) | (present(inThird) << 32) | (present(inFourth) << 48);
  while (bits != 0) {
    addCandidate((at + u32(ctz(bits)) - 2) | ANYWHERE);
    bits &= bits - 1;
  }
}

// @ts-ignore: decorator
@inline
function bucketsOf(tables: usize, block: v128): v128 {
  return halves(tables, v128.and(block, i8x16.splat(15)), i8x16.shr_u(block, 4));
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

// @ts-ignore: decorator
@inline
function present(lanes: v128): u64 {
  return u64(u32(i8x16.bitmask(i8x16.ne(lanes, i8x16.splat(0)))));
}
