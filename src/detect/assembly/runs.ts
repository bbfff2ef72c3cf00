import { folded, halves } from './bytes';
import { keepLongRun } from './encoded';
import { HINT_TEDDY, HINTS, INPUT, RUNS } from './layout';

/** How many runs the last call left in their places. */
export let runs: u32 = 0;

let hintCount: u32 = 0;
let hintReach: u32 = 0;
let caseChanges: u32 = 0;

/** Token characters directly before the next chunk. */
let runLength: u32 = 0;
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
  runLength = 0;
  hintsRead = 0;
  lastHint = -1;
}

/** The runs were taken away. */
export function forgetRuns(): void {
  runs = 0;
}

/** The runs of 16 and more that end in a chunk. */
export function runsOf(at: u32, token: u64): void {
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

/** Closes a run that reaches the last byte of the input. The zeros behind the input close all others. */
export function finishRuns(length: u32): void {
  if (runLength >= 16) keepRun(length - runLength, length);
  runLength = 0;
}

function keepRun(start: u32, end: u32): void {
  if (!looksDrawn(start, end)) return;
  if (end - start >= 24) keepLongRun(start, end);
  if (!hasHint(start, end)) return;
  const run = RUNS + (<usize>runs << 3);
  store<u32>(run, start);
  store<u32>(run, end, 4);
  runs++;
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
function maskOfRange(block: v128, first: u32, count: u32): u32 {
  return u32(i8x16.bitmask(i8x16.lt_u(i8x16.sub(block, i8x16.splat(u8(first))), i8x16.splat(u8(count)))));
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
