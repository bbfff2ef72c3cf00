/**
 * The kernel's inner loops, in AssemblyScript (https://www.assemblyscript.org): compiled by build.js to WebAssembly with
 * 128-bit SIMD, driven by `../simd-kernel.ts`, which lays out and fills the memory below.
 *
 * **scan** goes over the input once, 64 bytes at a time. Two look-ups (`swizzle`) by half-byte give each byte its class,
 * and the classes of a chunk become masks of 64 bits: letters and digits, token characters, what introduces an escape.
 *
 * - *Literals are looked for where a word begins*: behind a byte that is no letter or digit, or behind an escape. That
 *   is one byte in eight, whatever the number of literals. Four bytes, without case, are hashed and looked up in a
 *   bitmap; what passes is compared. A literal that can stand inside a word is filed under a word that it holds.
 * - *The few that hold no word* are found as Teddy does it (Geoffrey Langdale's algorithm in Hyperscan, told in
 *   https://github.com/BurntSushi/aho-corasick/blob/master/src/packed/teddy/README.md): shared out over eight buckets,
 *   one bit each; for each of three neighbouring bytes two tables of 16 entries say which buckets have a literal with
 *   that low and that high half-byte there. Skipped when there are none.
 * - *Runs of token characters* are read off the mask. Only those that look drawn by chance and have a hint (a word such
 *   as `key`) before them or in them are kept.
 */

// The layout of the memory. All numbers are bytes.

/** A pair of tables of 16: the classes of a byte by its low and by its high half. */
export const CLASSES: usize = 1024;
/** Three pairs of tables of 16: buckets by low and by high half-byte, for the first, second and third byte. */
export const TEDDY: usize = CLASSES + 32;
/** The same for hints. */
export const HINT_TEDDY: usize = TEDDY + 96;
/** 256: each byte in lower case. */
export const FOLD: usize = 2048;
/** 16 bytes a hint: its length, then its text in lower case. */
export const HINTS: usize = FOLD + 256;
export const MOST_HINTS: u32 = 64;
/** 65,536 bits: does any literal have these four bytes where a word begins? Small enough for the first cache. */
export const FILTER: usize = 4096;
/** 65,536 numbers of two bytes: the first literal with that hash of four bytes, plus one. */
export const SLOTS: usize = FILTER + 8192;
/** 4,096 of the same for literals of which only three bytes are known, and 32,768 for those that hold no word. */
export const SHORT_SLOTS: usize = SLOTS + 131072;
export const ANYWHERE_SLOTS: usize = SHORT_SLOTS + 8192;
/** 12 bytes a literal: u32 text, u16 length, u16 offset of its word, u16 next of its slot plus one, u8 flags below. */
export const LITERALS: usize = ANYWHERE_SLOTS + 65536;
export const MOST_LITERALS: u32 = 16384;
const IGNORE_CASE: u32 = 1;
const AT_WORD: u32 = 2;
const IN_RUN: u32 = 4;
/** The literals' own bytes; folded for those that ignore case. */
export const TEXT: usize = LITERALS + 12 * 16384;
export const TEXT_SIZE: u32 = 1048576;
/** What was found: u32 offset, u32 literal; and u32 start, u32 end of runs. */
export const HITS: usize = TEXT + 1048576;
export const CAPACITY: u32 = 65536;
export const RUNS: usize = HITS + 8 * 65536;
/** How many hits one chunk of 64 bytes can give at most; the driver makes sure of it. */
export const MARGIN: u32 = 32768;
export const INPUT: usize = RUNS + 8 * 65536;

// Classes of bytes. Rows of 16 bytes that have the same members share a class.
const ALNUM: u32 = 2 | 4 | 8;
const TOKEN: u32 = ALNUM | 1 | 16;
const BACKSLASH: u32 = 32;
const PERCENT: u32 = 64;
const INTRODUCER: u32 = 32 | 64 | 128;

/** How many hits and runs the last call left in their places. */
export let hits: u32 = 0;
export let runs: u32 = 0;

let hintCount: u32 = 0;
let hintReach: u32 = 0;
let caseChanges: u32 = 0;
let hasAnywhere: bool = false;

/** What of the input before the next chunk bears on it: masks, shifted to where they go on in the next. */
let runLength: u32 = 0;
let alnumBefore: u64 = 0;
let escapedBefore: u64 = 0;
let firstBefore: v128 = i8x16.splat(0);
let secondBefore: v128 = i8x16.splat(0);
/** Hints that begin before `hintsRead` are known; the last of them begins at `lastHint`. */
let hintsRead: i32 = 0;
let lastHint: i32 = -1;

/**
 * Tells what never changes.
 *
 * @param reach bytes before a run in which a hint counts
 * @param changes so many changes between upper and lower case look drawn by chance
 * @param anywhere whether there are literals that hold no word
 */
export function configure(hintsThere: u32, reach: u32, changes: u32, anywhere: bool): void {
  hintCount = hintsThere;
  hintReach = reach;
  caseChanges = changes;
  hasAnywhere = anywhere;
}

/** Forgets what came before: the next input begins a new text. */
export function begin(): void {
  runLength = 0;
  alnumBefore = 0;
  escapedBefore = 0;
  firstBefore = i8x16.splat(0);
  secondBefore = i8x16.splat(0);
  hintsRead = 0;
  lastHint = -1;
}

// @ts-ignore: decorator
@inline
function classesAt(at: u32): v128 {
  const block = v128.load(INPUT + at);
  const low = i8x16.swizzle(v128.load(CLASSES, 0), v128.and(block, i8x16.splat(15)));
  return v128.and(low, i8x16.swizzle(v128.load(CLASSES, 16), i8x16.shr_u(block, 4)));
}

/** A bit for each byte that has none of the classes. */
// @ts-ignore: decorator
@inline
function without(classes: v128, wanted: u32): u64 {
  return u64(u32(i8x16.bitmask(i8x16.eq(v128.and(classes, i8x16.splat(u8(wanted))), i8x16.splat(0)))));
}

// @ts-ignore: decorator
@inline
function withoutOf4(a: v128, b: v128, c: v128, d: v128, wanted: u32): u64 {
  return without(a, wanted) | (without(b, wanted) << 16) | (without(c, wanted) << 32) | (without(d, wanted) << 48);
}

/**
 * Scans chunks from `from` (a multiple of 64) until `to` is reached or the room for what is found gets scarce.
 *
 * @param length bytes of input; the 128 behind it must be zero
 * @returns where the next call goes on
 */
export function scan(from: u32, to: u32, length: u32): u32 {
  hits = 0;
  runs = 0;
  let at = from;
  while (at < to && hits <= CAPACITY - MARGIN && runs < CAPACITY - 8) {
    const a = classesAt(at);
    const b = classesAt(at + 16);
    const c = classesAt(at + 32);
    const d = classesAt(at + 48);
    const alnum = ~withoutOf4(a, b, c, d, ALNUM);
    const token = ~withoutOf4(a, b, c, d, TOKEN);
    const behindAlnum = (alnum << 1) | alnumBefore;
    alnumBefore = alnum >> 63;
    let starts = alnum & ~behindAlnum;
    const introducers = v128.and(v128.or(v128.or(a, b), v128.or(c, d)), i8x16.splat(u8(INTRODUCER)));
    if (v128.any_true(introducers)) {
      const back = ~withoutOf4(a, b, c, d, BACKSLASH);
      const percent = ~withoutOf4(a, b, c, d, PERCENT);
      const escaped = (back << 2) | (back << 4) | (back << 6) | (percent << 3) | (percent << 5) | escapedBefore;
      escapedBefore = (back >> 62) | (back >> 60) | (back >> 58) | (percent >> 61) | (percent >> 59);
      starts |= escaped & alnum & behindAlnum;
      coloured(at, ~withoutOf4(a, b, c, d, INTRODUCER), length);
    } else {
      starts |= escapedBefore & alnum & behindAlnum;
      escapedBefore = 0;
    }
    // The byte behind the first is a token character too; for the last byte of a chunk that is not known yet.
    starts &= (token >> 1) | 0x8000000000000000;
    while (starts != 0) {
      lookUp(at + u32(ctz(starts)), length);
      starts &= starts - 1;
    }
    if (hasAnywhere) anywhere(at, length);
    runsOf(at, token);
    at += 64;
  }
  return at;
}

/** Closes a run that reaches the last byte of the input. The zeros behind the input close all others. */
export function finish(length: u32): void {
  if (runLength >= 16) keepRun(length - runLength, length);
  runLength = 0;
}

/** Looks up the words that stand behind a terminal colour introduced in this chunk: `ESC [ 1 ; 31 m`, or as scripts spell it. */
function coloured(at: u32, introducers: u64, length: u32): void {
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

/** How far before a bracket a colour is introduced: by the escape character, `\\e`, `\\033` or `\\x1b`, `\\u001b`; 0 if none is. */
function colourIntroducer(bracket: u32): u32 {
  if (byteBefore(bracket, 1) == 0x1b) return 1;
  for (let distance: u32 = 2; distance <= 6; distance += 2) if (byteBefore(bracket, distance) == 0x5c) return distance;
  return 0;
}

// @ts-ignore: decorator
@inline
function isColourArgument(byte: u32): bool {
  return byte == 0x3b || (byte >= 0x30 && byte <= 0x39);
}

// @ts-ignore: decorator
@inline
function byteBefore(at: u32, back: u32): u32 {
  return at >= back ? u32(load<u8>(INPUT + at - back)) : 0;
}

/** Where an escape other than a colour could end, going by what introduces it. */
function isBehindEscape(at: u32): bool {
  return (
    byteBefore(at, 2) == 0x5c ||
    byteBefore(at, 4) == 0x5c ||
    byteBefore(at, 6) == 0x5c ||
    byteBefore(at, 3) == 0x25 ||
    byteBefore(at, 5) == 0x25
  );
}

/** The same for a colour. */
function isBehindColour(at: u32): bool {
  if (byteBefore(at, 1) != 0x6d) return false;
  let back: u32 = 2;
  while (back <= 21 && isColourArgument(byteBefore(at, back))) back++;
  return byteBefore(at, back) == 0x5b && colourIntroducer(at - back) != 0;
}

// @ts-ignore: decorator
@inline
function isAlnum(at: u32): bool {
  const byte = u32(load<u8>(INPUT + at));
  const letter = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x7a);
}

/** A token can begin here; see `HitSink.literal`. */
function canBegin(at: u32): bool {
  return at == 0 || !isAlnum(at - 1) || isBehindEscape(at) || isBehindColour(at);
}

/** The 16 bytes at `at` are all token characters. */
function isRun(at: u32): bool {
  return without(classesAt(at), TOKEN) == 0;
}

// @ts-ignore: decorator
@inline
function hashOf(bytes: u32): u32 {
  return bytes * 0x9e3779b1;
}

/** Compares the literals that have these four bytes, without case, at a word, or these three. */
// @ts-ignore: decorator
@inline
function lookUp(at: u32, length: u32): void {
  const four = load<u32>(INPUT + at) | 0x20202020;
  const hash = hashOf(four) >>> 16;
  if ((u32(load<u8>(FILTER + (hash >>> 3))) >>> (hash & 7)) & 1) {
    compare(load<u16>(SLOTS + (hash << 1)), at, length);
    compare(load<u16>(SHORT_SLOTS + ((hashOf(four & 0xffffff) >>> 20) << 1)), at, length);
  }
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

// @ts-ignore: decorator
@inline
function folded(at: u32): u32 {
  return u32(load<u8>(FOLD + load<u8>(INPUT + at)));
}

/** The literals that hold no word, in one chunk. */
function anywhere(from: u32, length: u32): void {
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

// @ts-ignore: decorator
@inline
function halves(tables: usize, low: v128, high: v128): v128 {
  return v128.and(i8x16.swizzle(v128.load(tables, 0), low), i8x16.swizzle(v128.load(tables, 16), high));
}

/** The runs of 16 and more that end in a chunk. */
function runsOf(at: u32, token: u64): void {
  if (~token == 0) {
    runLength += 64;
    return;
  }
  const first = u32(ctz(~token));
  if (runLength + first >= 16) keepRun(at - runLength, at + first);
  const last = u32(clz(~token));
  runLength = last;
  // What lies inside: neither the first bits nor the last.
  const inner = (token >> first << first) & (0xffffffffffffffff >> last);
  let long = inner & (inner >> 1);
  long &= long >> 2;
  long &= long >> 4;
  long &= long >> 8;
  while (long != 0) {
    const start = u32(ctz(long));
    const end = start + u32(ctz(~(inner >> start)));
    keepRun(at + start, at + end);
    // A run of 48 bits and more can be followed by none; a shift by 64 would be one by 0.
    long = end >= 64 ? 0 : (long >> end) << end;
  }
}

function keepRun(start: u32, end: u32): void {
  if (!looksDrawn(start, end) || !hasHint(start, end)) return;
  const run = RUNS + (<usize>runs << 3);
  store<u32>(run, start);
  store<u32>(run, end, 4);
  runs++;
}

// @ts-ignore: decorator
@inline
function maskOfRange(block: v128, first: u32, count: u32): u32 {
  return u32(i8x16.bitmask(i8x16.lt_u(i8x16.sub(block, i8x16.splat(u8(first))), i8x16.splat(u8(count)))));
}

/** It holds a digit, or changes between upper and lower case often enough. */
function looksDrawn(start: u32, end: u32): bool {
  for (let at = start; at < end; at += 16) {
    const digits = maskOfRange(v128.load(INPUT + at), 0x30, 10);
    if ((digits & inside(at, end)) != 0) return true;
  }
  let changes: u32 = 0;
  let upperBefore: u32 = 0;
  let lowerBefore: u32 = 0;
  for (let at = start; at < end; at += 16) {
    const block = v128.load(INPUT + at);
    const upper = maskOfRange(block, 0x41, 26) & inside(at, end);
    const lower = maskOfRange(block, 0x61, 26) & inside(at, end);
    const up = upper & ((lower << 1) | lowerBefore);
    const down = lower & ((upper << 1) | upperBefore);
    changes += u32(popcnt(up | down));
    upperBefore = upper >>> 15;
    lowerBefore = lower >>> 15;
  }
  return changes >= caseChanges;
}

// @ts-ignore: decorator
@inline
function inside(at: u32, end: u32): u32 {
  return end - at >= 16 ? 0xffff : (1 << (end - at)) - 1;
}

/** A hint begins and ends between `hintReach` bytes before the run and its end. What was read once is not read again. */
function hasHint(start: u32, end: u32): bool {
  const least = i32(start) - i32(hintReach);
  let at = u32(max(max(least, hintsRead), 0));
  for (; at < end; at += 16) {
    const first = v128.load(INPUT + at);
    const second = v128.load(INPUT + at, 1);
    const third = v128.load(INPUT + at, 2);
    const fifteen = i8x16.splat(15);
    const candidates = v128.and(
      v128.and(
        halves(HINT_TEDDY, v128.and(first, fifteen), i8x16.shr_u(first, 4)),
        halves(HINT_TEDDY + 32, v128.and(second, fifteen), i8x16.shr_u(second, 4)),
      ),
      halves(HINT_TEDDY + 64, v128.and(third, fifteen), i8x16.shr_u(third, 4)),
    );
    if (v128.any_true(candidates)) {
      let bits = u32(i8x16.bitmask(i8x16.ne(candidates, i8x16.splat(0)))) & inside(at, end);
      while (bits != 0) {
        const place = at + u32(ctz(bits));
        const size = hintAt(place);
        if (size != 0 && place + size <= end) lastHint = max(lastHint, i32(place));
        bits &= bits - 1;
      }
    }
  }
  // The last bytes of a run can begin a hint that ends behind it: they are read again for the next run.
  if (i32(end) - LONGEST_HINT > hintsRead) hintsRead = i32(end) - LONGEST_HINT;
  return lastHint >= max(least, 0);
}

const LONGEST_HINT: i32 = 15;

/** The length of the shortest hint that stands at `at`, or 0. */
function hintAt(at: u32): u32 {
  for (let hint: u32 = 0; hint < hintCount; hint++) {
    const entry = HINTS + (<usize>hint << 4);
    const size = u32(load<u8>(entry));
    let i: u32 = 0;
    while (i < size && folded(at + i) == u32(load<u8>(entry + i, 1))) i++;
    if (i == size) return size;
  }
  return 0;
}
