import { mayBindBehind } from './assigned';
import { folded, isRun } from './bytes';
import { canBegin } from './escapes';
import { hashOf, hashOfEight, WITHOUT_CASE } from './hash';
import {
  AHEAD,
  ANYWHERE,
  ANYWHERE_SLOTS,
  ASSIGNED,
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
  STEM,
  STEM_SLOTS,
  TEXT,
} from './layout';
import { candidates, lengthsAt, ofLength } from './places';

/** How many hits the last call left in their places. */
export let hits: u32 = 0;

/** The next candidate to be compared. */
let compared: u32 = 0;

/** Forgets what came before: the next input begins a new text. */
export function beginLiterals(): void {
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
      const hash = hashOf(u32(eight) & 0xffffff);
      const slot = (candidate & STEM) == STEM ? STEM_SLOTS + ((hash >>> 20) << 1) : ANYWHERE_SLOTS + ((hash >>> 17) << 1);
      compare(load<u16>(slot), at, length, false);
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
    if ((flags & ASSIGNED) != 0 && !mayBindBehind(start, length)) continue;
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
