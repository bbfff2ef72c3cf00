import { isRun } from './bytes';
import { hashOf, hashOfEight, WITHOUT_CASE } from './hash';
import { AT_RUN, CANDIDATES, EIGHT, FILTER, FIRST_FILTER, INPUT, LENGTHS, PLACES, RUN_FILTER, RUN_PLACES, SLOTS, STEM, WORDLESS_FILTER, WORDLESS_PLACES } from './layout';

/** How many of each are in their places, of the block that is gone over. */
let places: u32 = 0;
let runPlaces: u32 = 0;
export let candidates: u32 = 0;

/** The next block begins. */
export function forgetPlaces(): void {
  places = 0;
  runPlaces = 0;
  candidates = 0;
}

/** @param place behind a colour, which is rare */
export function addPlace(place: u32): void {
  store<u32>(PLACES + (<usize>places << 2), place);
  places++;
  if (!isRun(place)) return;
  store<u32>(RUN_PLACES + (<usize>runPlaces << 2), place);
  runPlaces++;
}

/**
 * Adds the places of a chunk. Eight are written at once, and what is too many is written over: a loop that ends after as
 * many rounds as there are words would be mispredicted in every chunk.
 */
// @ts-ignore: decorator
@inline
export function addWords(at: u32, bits: u64): void {
  let to = PLACES + (<usize>places << 2);
  places += u32(popcnt(bits));
  do {
    for (let i = 0; i < 8; i++) {
      store<u32>(to + (<usize>i << 2), at + u32(ctz(bits)));
      bits &= bits - 1;
    }
    to += 32;
  } while (bits != 0);
}

// @ts-ignore: decorator
@inline
export function addRuns(at: u32, bits: u64): void {
  while (bits != 0) {
    store<u32>(RUN_PLACES + (<usize>runPlaces << 2), at + u32(ctz(bits)));
    runPlaces++;
    bits &= bits - 1;
  }
}

/** Keeps the places at which some literal has the same bytes, without case: one in fifty. */
export function sift(): void {
  siftByLength(PLACES, siftWords(), FILTER, 0);
  siftByLength(RUN_PLACES, RUN_PLACES + (<usize>runPlaces << 2), RUN_FILTER, AT_RUN);
}

/**
 * By one byte more than Teddy looks at.
 *
 * @param end of the list of its places
 * @param mark which of the two kinds of literals they are for
 */
export function siftWordless(end: usize, mark: u32): void {
  const bit = u32(mark == STEM);
  for (let from = WORDLESS_PLACES; from < end; from += 4) {
    const place = load<u32>(from);
    const four = load<u32>(INPUT + place) | u32(WITHOUT_CASE);
    store<u32>(CANDIDATES + (<usize>candidates << 2), place | mark);
    candidates += (u32(load<u8>(WORDLESS_FILTER + (hashOf(four) >>> 16))) >>> bit) & 1;
  }
}

/**
 * By four bytes. Nothing here is branched on, for nothing here could be predicted.
 *
 * @returns the end of those that are kept, in their list
 */
function siftWords(): usize {
  const end = PLACES + (<usize>places << 2);
  let kept = PLACES;
  for (let from = PLACES; from < end; from += 4) {
    const place = load<u32>(from);
    const four = load<u32>(INPUT + place) | u32(WITHOUT_CASE);
    store<u32>(kept, place);
    kept += load<u8>(FIRST_FILTER + (hashOf(four) >>> 16));
  }
  return kept;
}

/** By as many bytes as there are literals filed under; first whether any are, then whether those. */
function siftByLength(list: usize, end: usize, filter: usize, mark: u32): void {
  let kept = list;
  for (let from = list; from < end; from += 4) {
    const place = load<u32>(from);
    store<u32>(kept, place);
    kept += u32(lengthsAt(filter, load<u64>(INPUT + place) | WITHOUT_CASE) != 0) << 2;
  }
  for (let from = list; from < kept; from += 4) {
    const place = load<u32>(from);
    const eight = load<u64>(INPUT + place) | WITHOUT_CASE;
    const lengths = lengthsAt(filter, eight);
    const shortest = ctz(lengths);
    const isFiled = load<u16>(SLOTS + ((hashOfEight(eight & ofLength(shortest)) >>> 16) << 1)) != 0;
    store<u32>(CANDIDATES + (<usize>candidates << 2), place | mark);
    candidates += u32(isFiled) | u32(lengths >> shortest != 1);
  }
}

/** The bytes of a word that a literal of that length is filed under; see `layout.ts`. */
// @ts-ignore: decorator
@inline
export function ofLength(bit: u32): u64 {
  return load<u64>(LENGTHS + (<usize>bit << 3));
}

/** Of which lengths there may be literals with these bytes. */
// @ts-ignore: decorator
@inline
export function lengthsAt(filter: usize, eight: u64): u32 {
  const ofFour = u32(load<u8>(filter + (hashOf(u32(eight)) >>> 16)));
  const ofEight = u32(load<u8>(filter + (hashOfEight(eight) >>> 16)));
  return (ofFour & (EIGHT - 1)) | (ofEight & EIGHT);
}
