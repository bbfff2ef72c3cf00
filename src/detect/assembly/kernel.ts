/**
 * The kernel's two inner loops, in AssemblyScript (https://www.assemblyscript.org): compiled by build.js to WebAssembly
 * with 128-bit SIMD, driven by `../simd-kernel.ts`, which lays out and fills the memory below.
 *
 * **scan** goes over the input once, 16 bytes at a time, and does two things to each block:
 *
 * - *Literals that may stand anywhere* are found as Teddy does it (Geoffrey Langdale's algorithm in Hyperscan, told in
 *   https://github.com/BurntSushi/aho-corasick/blob/master/src/packed/teddy/README.md). Literals are shared out over
 *   eight buckets, one bit each. For each of three neighbouring bytes two tables of 16 entries say which buckets have a
 *   literal with that low and that high half-byte there; two look-ups (`swizzle`) and an AND for each byte, and another
 *   AND over the three, leave the buckets whose literals could end here. What is left is looked up by a hash of the
 *   three bytes and compared.
 * - *Runs of token characters* are found by the same kind of look-up: the bits of a block that are set from one end to
 *   the other lengthen the run that is under way. A run that counts, of 16 and more, always crosses the end of a block.
 *
 * **look** goes over the runs alone, byte by byte, for the literals that stand only inside runs, and says of each run
 * whether it looks drawn by chance. Most text is in no run, so most bytes never come here.
 */

// The layout of the memory. All numbers are bytes.

/** Three pairs of tables of 16: buckets by low and by high half-byte, for the first, second and third byte. */
export const NIBBLES: usize = 1024;
/** A pair of tables of 16 that tell token characters. */
export const TOKENS: usize = NIBBLES + 96;
/** 256: each byte in lower case. */
export const FOLD: usize = 2048;
/** 256: what each byte is, one of the bits below; 0 for what is neither letter nor digit. */
export const KINDS: usize = FOLD + 256;
const DIGIT: u32 = 1;
const UPPER: u32 = 2;
const LOWER: u32 = 4;
/** 32,768 bits each: does any literal begin its window with these three bytes? Small enough for the first cache. */
export const FILTER_ANYWHERE: usize = 4096;
export const FILTER_IN_RUN: usize = FILTER_ANYWHERE + 4096;
/** 32,768 numbers of two bytes: the first literal of that hash plus one. */
export const SLOTS_ANYWHERE: usize = FILTER_IN_RUN + 4096;
export const SLOTS_IN_RUN: usize = SLOTS_ANYWHERE + 65536;
/** 12 bytes a literal: u32 text, u16 length, u16 offset of its window, u16 next of its slot plus one, u8 ignore case. */
export const LITERALS: usize = SLOTS_IN_RUN + 65536;
export const MOST_LITERALS: u32 = 16384;
/** The literals' own bytes; folded for those that ignore case. */
export const TEXT: usize = LITERALS + 12 * 16384;
export const TEXT_SIZE: u32 = 1048576;
/** What was found: u32 offset, u32 literal; and u32 start, u32 end of runs. */
export const HITS: usize = TEXT + 1048576;
export const RUNS: usize = HITS + 8 * 16384;
const CAPACITY: u32 = 16384;
/** One block, or one byte of a run, can give this many hits before the next look at the capacity. */
const MARGIN: u32 = 4096;
export const INPUT: usize = RUNS + 8 * 16384;

/** How many hits and runs the last call left in their places. */
export let hits: u32 = 0;
export let runs: u32 = 0;

/** Token characters directly before the next block. */
let runLength: u32 = 0;
/** What the block before had of the first and second byte of a literal. */
let firstBefore: v128 = i8x16.splat(0);
let secondBefore: v128 = i8x16.splat(0);

/** Forgets what came before: the next input begins a new text. */
export function begin(): void {
  runLength = 0;
  firstBefore = i8x16.splat(0);
  secondBefore = i8x16.splat(0);
}

/**
 * Scans blocks from `from` (a multiple of 16) until `to` is reached or the room for what is found gets scarce.
 *
 * @param length bytes of input; those behind it up to the next multiple of 16 must be zero
 * @returns where the next call goes on
 */
export function scan(from: u32, to: u32, length: u32): u32 {
  const firstLow = v128.load(NIBBLES, 0);
  const firstHigh = v128.load(NIBBLES, 16);
  const secondLow = v128.load(NIBBLES, 32);
  const secondHigh = v128.load(NIBBLES, 48);
  const thirdLow = v128.load(NIBBLES, 64);
  const thirdHigh = v128.load(NIBBLES, 80);
  const tokenLow = v128.load(TOKENS, 0);
  const tokenHigh = v128.load(TOKENS, 16);
  const lowHalf = i8x16.splat(15);
  const none = i8x16.splat(0);
  let before = runLength;
  let first = firstBefore;
  let second = secondBefore;
  hits = 0;
  runs = 0;
  let at = from;
  while (at < to && hits <= CAPACITY - MARGIN && runs < CAPACITY - 1) {
    const block = v128.load(INPUT + at);
    const low = v128.and(block, lowHalf);
    const high = i8x16.shr_u(block, 4);

    const tokens = v128.and(i8x16.swizzle(tokenLow, low), i8x16.swizzle(tokenHigh, high));
    const others: u32 = ~u32(i8x16.bitmask(i8x16.ne(tokens, none))) & 0xffff;
    if (others == 0) before += 16;
    else {
      const end = u32(ctz(others));
      if (before + end >= 16) addRun(at - before, at + end);
      before = u32(clz(others << 16));
    }

    const firstHere = v128.and(i8x16.swizzle(firstLow, low), i8x16.swizzle(firstHigh, high));
    const secondHere = v128.and(i8x16.swizzle(secondLow, low), i8x16.swizzle(secondHigh, high));
    const thirdHere = v128.and(i8x16.swizzle(thirdLow, low), i8x16.swizzle(thirdHigh, high));
    // Each lane sees what stood two bytes and one byte before it, across the border of the blocks.
    const twoBack = i8x16.shuffle(first, firstHere, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
    const oneBack = i8x16.shuffle(second, secondHere, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
    first = firstHere;
    second = secondHere;
    const candidates = v128.and(v128.and(twoBack, oneBack), thirdHere);
    if (v128.any_true(candidates)) {
      let bits: u32 = u32(i8x16.bitmask(i8x16.ne(candidates, none)));
      while (bits != 0) {
        lookUp(at + u32(ctz(bits)) - 2, length);
        bits &= bits - 1;
      }
    }
    at += 16;
  }
  runLength = before;
  firstBefore = first;
  secondBefore = second;
  return at;
}

/** Closes a run that reaches the last byte of the input. The zeros behind the input close all others. */
export function finish(length: u32): void {
  if (runLength >= 16) addRun(length - runLength, length);
  runLength = 0;
}

/** The run at which `look` goes on, and the byte in it. */
let lookRun: u32 = 0;
let lookAt: u32 = 0;

/** A run in which this bit of its end is set looks drawn by chance. */
const DRAWN: u32 = 0x80000000;
/** Camel-case names change case less often than this. */
const CASE_CHANGES: u32 = 9;
/** An escape before a token (`\\u003d`, `%3D`) can be the beginning of its run: so far every byte is looked at. */
const ESCAPE: u32 = 8;

let digits: u32 = 0;
let changes: u32 = 0;

/**
 * Finds the literals inside the runs of the last scan that a token can begin with: those in the first bytes of a run,
 * or behind a character that is no letter or digit. Marks the runs that look drawn by chance: they hold a digit, or
 * change between upper and lower case nine times and more.
 *
 * @param length bytes of input
 * @returns true when all runs are done, false when the hits have to be taken away first
 */
export function look(length: u32): bool {
  hits = 0;
  while (lookRun < runs) {
    const run = RUNS + (<usize>lookRun << 3);
    const start = load<u32>(run);
    const end = load<u32>(run, 4);
    let at = lookAt;
    if (at <= start) {
      at = start;
      digits = 0;
      changes = 0;
    }
    let last: u32 = at > start ? u32(load<u8>(KINDS + load<u8>(INPUT + at - 1))) : 0;
    while (at < end) {
      const kind = u32(load<u8>(KINDS + load<u8>(INPUT + at)));
      digits |= kind & DIGIT;
      changes += u32((kind ^ last) == (UPPER ^ LOWER));
      if (last == 0 || at - start < ESCAPE) {
        const hash = hashOf((folded(at) << 16) | (folded(at + 1) << 8) | folded(at + 2));
        if ((load<u32>(FILTER_IN_RUN + ((hash >>> 5) << 2)) >>> (hash & 31)) & 1) {
          compare(load<u16>(SLOTS_IN_RUN + (hash << 1)), at, length);
          if (hits > CAPACITY - MARGIN) {
            lookAt = at + 1;
            return false;
          }
        }
      }
      last = kind;
      at++;
    }
    if (digits != 0 || changes >= CASE_CHANGES) store<u32>(run, end | DRAWN, 4);
    lookRun++;
    lookAt = 0;
  }
  lookRun = 0;
  return true;
}

function addRun(start: u32, end: u32): void {
  const run = RUNS + (<usize>runs << 3);
  store<u32>(run, start);
  store<u32>(run, end, 4);
  runs++;
}

// @ts-ignore: decorator
@inline
function folded(at: u32): u32 {
  return u32(load<u8>(FOLD + load<u8>(INPUT + at)));
}

// @ts-ignore: decorator
@inline
function hashOf(three: u32): u32 {
  return (three * 0x9e3779b1) >>> 17;
}

function lookUp(at: u32, length: u32): void {
  const hash = hashOf((folded(at) << 16) | (folded(at + 1) << 8) | folded(at + 2));
  if ((load<u32>(FILTER_ANYWHERE + ((hash >>> 5) << 2)) >>> (hash & 31)) & 1) {
    compare(load<u16>(SLOTS_ANYWHERE + (hash << 1)), at, length);
  }
}

/** Compares the literals of a slot with the input around the window at `at`, and keeps those that are there. */
function compare(first: u32, at: u32, length: u32): void {
  for (let link = first; link != 0; ) {
    const literal = LITERALS + <usize>(link - 1) * 12;
    const text = TEXT + load<u32>(literal);
    const size = u32(load<u16>(literal, 4));
    const window = u32(load<u16>(literal, 6));
    const start = at - window;
    if (at >= window && start + size <= length && equals(start, text, size, load<u8>(literal, 10) != 0)) {
      const hit = HITS + (<usize>hits << 3);
      store<u32>(hit, start);
      store<u32>(hit, link - 1, 4);
      hits++;
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
