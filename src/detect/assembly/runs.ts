import { classesAt, folded, halves, without } from './bytes';
import { keepLongRun } from './encoded';
import { hashOf } from './hash';
import { HINT_FILTER, HINT_TEDDY, HINTS, INPUT, RUNS, TOKEN } from './layout';
import { ALNUM_MASK, DIGITS_MASK, TOKEN_MASK } from './masks';

/** How many runs the last call left in their places. */
export let runs: u32 = 0;

let hintCount: u32 = 0;
let hintReach: u32 = 0;
let caseChanges: u32 = 0;

/** Hints that begin before `hintsRead` are known; the last of them begins at `lastHint`. */
let hintsRead: i32 = 0;
let lastHint: i32 = -1;

/** See `configure`. */
export function configureRuns(hints: u32, reach: u32, changes: u32): void {
  hintCount = hints;
  hintReach = reach;
  caseChanges = changes;
}

/** Forgets what came before: the next input begins a new text. */
export function beginRuns(): void {
  hintsRead = 0;
  lastHint = -1;
}

/** The runs were taken away. */
export function forgetRuns(): void {
  runs = 0;
}

/**
 * The runs that begin in a chunk, when the masks of the next are known too: nearly all end there at the latest.
 *
 * @param begins a bit for each of them
 * @param masks of the chunk; those of the next are behind them
 */
export function runsFrom(at: u32, begins: u64, masks: usize): void {
  const token = load<u64>(masks, TOKEN_MASK);
  const digits = load<u64>(masks, DIGITS_MASK);
  const letters = load<u64>(masks, ALNUM_MASK) ^ digits;
  const tokenNext = load<u64>(masks + 64, TOKEN_MASK);
  const digitsNext = load<u64>(masks + 64, DIGITS_MASK);
  const lettersNext = load<u64>(masks + 64, ALNUM_MASK) ^ digitsNext;
  const upper = letters & ~lowerAt(at);
  const lower = letters ^ upper;
  const upperNext = lettersNext & ~lowerAt(at + 64);
  const lowerNext = lettersNext ^ upperNext;
  const changes = (upper & (lower << 1)) | (lower & (upper << 1));
  const changesNext = (upperNext & ((lowerNext << 1) | (lower >> 63))) | (lowerNext & ((upperNext << 1) | (upper >> 63)));
  const reach = u32(ctz(~tokenNext));
  const restOfNext = reach < 64 ? ((<u64>1) << reach) - 1 : ALL;
  while (begins != 0) {
    const start = u32(ctz(begins));
    begins &= begins - 1;
    const goesOn = ~token >> start == 0;
    if (goesOn && reach == 64) {
      const end = endOfRun(at + 128);
      if (hasDigit(at + start, end) || changesCase(at + start, end)) keepDrawn(at + start, end);
      continue;
    }
    const size = u32(ctz(~(token >> start)));
    const here = (((<u64>1) << (size & 63)) - 1) << start;
    const next = goesOn ? restOfNext : 0;
    const mask = goesOn ? ALL << start : here;
    const looksDrawn =
      ((digits & mask) | (digitsNext & next)) != 0 ||
      u32(popcnt(changes & mask) + popcnt(changesNext & next)) >= caseChanges;
    if (looksDrawn) keepDrawn(at + start, goesOn ? at + 64 + reach : at + start + size);
  }
}

const ALL: u64 = 0xffffffffffffffff;

/** A bit for each byte that, if it is a letter, is a lower-case one. */
// @ts-ignore: decorator
@inline
function lowerAt(at: u32): u64 {
  return (
    bitFive(at) | (bitFive(at + 16) << 16) | (bitFive(at + 32) << 32) | (bitFive(at + 48) << 48)
  );
}

// @ts-ignore: decorator
@inline
function bitFive(at: u32): u64 {
  return u64(u32(i8x16.bitmask(i8x16.shl(v128.load(INPUT + at), 2))));
}

/** The zeros behind the input end every run. */
function endOfRun(from: u32): u32 {
  let at = from;
  let others = u32(without(classesAt(at), TOKEN));
  while (others == 0) {
    at += 16;
    others = u32(without(classesAt(at), TOKEN));
  }
  return at + u32(ctz(others));
}

function keepDrawn(start: u32, end: u32): void {
  if (end - start >= 24) keepLongRun(start, end);
  if (!hasHint(start, end)) return;
  const run = RUNS + (<usize>runs << 3);
  store<u32>(run, start);
  store<u32>(run, end, 4);
  runs++;
}

function hasDigit(start: u32, end: u32): bool {
  for (let at = start; at < end; at += 16)
    if ((maskOfRange(v128.load(INPUT + at), 0x30, 10) & inside(at, end)) != 0) return true;
  return false;
}

/** It changes between upper and lower case often enough to look drawn by chance. */
function changesCase(start: u32, end: u32): bool {
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
function maskOfRange(block: v128, first: u32, count: u32): u32 {
  return u32(i8x16.bitmask(i8x16.lt_u(i8x16.sub(block, i8x16.splat(u8(first))), i8x16.splat(u8(count)))));
}

// @ts-ignore: decorator
@inline
function inside(at: u32, end: u32): u32 {
  return end - at >= 16 ? 0xffff : (1 << (end - at)) - 1;
}

/**
 * A hint begins and ends between `hintReach` bytes before the run and its end. It is looked for from the end, for of all
 * hints only the last one matters, and what was read once is not read again.
 */
function hasHint(start: u32, end: u32): bool {
  const least = max(i32(start) - i32(hintReach), 0);
  const from = u32(max(least, hintsRead));
  for (let until = end; until > from; ) {
    const at = until - from > 16 ? until - 16 : from;
    const place = lastHintIn(at, until, end);
    if (place >= 0) {
      lastHint = place;
      break;
    }
    until = at;
  }
  // The last bytes of a run can begin a hint that ends behind it: they are read again for the next run.
  hintsRead = max(hintsRead, i32(end) - LONGEST_HINT);
  return lastHint >= least;
}

/** Where the last hint begins that begins in [at, until), 16 bytes at most, and ends at `end` or before; -1 for none. */
function lastHintIn(at: u32, until: u32, end: u32): i32 {
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
  let bits = u32(i8x16.bitmask(i8x16.ne(candidates, i8x16.splat(0)))) & inside(at, until);
  while (bits != 0) {
    const lane = 31 - u32(clz(bits));
    bits ^= 1 << lane;
    const three = (load<u32>(INPUT + at + lane) & 0xffffff) | 0x202020;
    if (load<u8>(HINT_FILTER + (hashOf(three) >>> 20)) == 0) continue;
    const size = hintAt(at + lane);
    if (size != 0 && at + lane + size <= end) return i32(at + lane);
  }
  return -1;
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
