/**
 * The kernel's inner loops, in AssemblyScript (https://www.assemblyscript.org): compiled by build.js to WebAssembly with
 * 128-bit SIMD, driven by `../simd-kernel.ts`, which lays out and fills the memory below.
 *
 * **scan** goes over the input once, 64 bytes at a time. Two look-ups (`swizzle`) by half-byte give each byte its class,
 * and the classes of a chunk become masks of 64 bits: letters and digits, token characters, what introduces an escape.
 *
 * - *Literals are looked for where a word begins*: behind a byte that is no letter or digit, or behind an escape. That
 *   is one byte in nine, whatever the number of literals. Such places are first listed, a block of input at a time, then
 *   sifted: four bytes, without case, are hashed and looked up in a filter; what passes is looked up again by as many
 *   bytes, up to eight, as some literal has there; what is left is compared. A literal that can stand inside a word is
 *   filed under a word that it holds. One that needs a run of token characters is looked for only where one begins.
 * - *The few that hold no word* are found as Teddy does it (Geoffrey Langdale's algorithm in Hyperscan, told in
 *   https://github.com/BurntSushi/aho-corasick/blob/master/src/packed/teddy/README.md): shared out over eight buckets,
 *   one bit each; for each of three neighbouring bytes two tables of 16 entries say which buckets have a literal with
 *   that low and that high half-byte there. Skipped when there are none. The stems of names, which are frequent, have
 *   tables of their own; where one stands it is asked whether a value may be assigned there (`assigned.ts`).
 * - *What may be encoded*: long runs, and what introduces escapes.
 * - *Runs of token characters* are read off the mask. Only those that look drawn by chance and have a hint (a word such
 *   as `key`) before them or in them are kept.
 */

import { escapes, forgetEncoded, longRuns } from './encoded';
import { ANYWHERE, BLOCK, CAPACITY, FOUND, STEM, STEM_TEDDY, TEDDY, WORDLESS_PLACES } from './layout';
import { beginLiterals, compareCandidates, forgetCompared, forgetHits, hits } from './literals';
import {
  beginMasks,
  findStarts,
  keepLastMasks,
  maskOf,
  readMasks,
  RUN_BEFORE,
  STARTS_MASK,
  TOKEN_MASK,
} from './masks';
import { addRuns, addWords, forgetPlaces, sift, siftWordless } from './places';
import { beginRuns, configureRuns, forgetRuns, runs, runsFrom } from './runs';
import { beginTeddy, teddy } from './teddy';

export * from './layout';

let hasAnywhere: bool = false;
let hasStems: bool = false;

/**
 * Tells what never changes.
 *
 * @param hints how many there are
 * @param reach bytes before a run in which a hint counts
 * @param changes so many changes between upper and lower case look drawn by chance
 * @param literalsAnywhere whether there are literals that hold no word
 * @param stems whether there are any among those that count only where a value may be assigned
 */
export function configure(hints: u32, reach: u32, changes: u32, literalsAnywhere: bool, stems: bool): void {
  configureRuns(hints, reach, changes);
  hasAnywhere = literalsAnywhere;
  hasStems = stems;
}

/** Forgets what came before, and scans: the first call for a text. A call from outside costs as much as many bytes. */
export function begin(from: u32, to: u32, length: u32): u32 {
  beginMasks();
  forgetPlaces();
  beginLiterals();
  beginTeddy();
  beginRuns();
  return scan(from, to, length);
}

/**
 * Scans from `from` until `to` is reached, both multiples of 64, or the room for what is found gets scarce.
 *
 * @param to a chunk behind that of the last byte: what a chunk has is known at the end of the next
 * @param length bytes of input; the 192 behind it must be zero
 * @returns where the next call goes on; behind `to` when all is told
 */
export function scan(from: u32, to: u32, length: u32): u32 {
  forgetHits();
  forgetRuns();
  forgetEncoded();
  let at = from;
  while (
    compareCandidates(length) &&
    runs < CAPACITY - BLOCK / 16 &&
    longRuns < CAPACITY - BLOCK / 16 &&
    escapes < CAPACITY - BLOCK
  ) {
    if (at >= to) {
      at = to + 64;
      break;
    }
    forgetPlaces();
    forgetCompared();
    const end = min(at + BLOCK, to);
    readMasks(at, end);
    if (hasAnywhere) siftWordless(teddy(TEDDY, WORDLESS_PLACES, at, end), ANYWHERE);
    if (hasStems) siftWordless(teddy(STEM_TEDDY, WORDLESS_PLACES, at, end), STEM);
    for (; at < end; at += 64) tellChunk(at, maskOf(at));
    keepLastMasks(end);
    sift();
  }
  store<u32>(FOUND, hits);
  store<u32>(FOUND, runs, 4);
  store<u32>(FOUND, longRuns, 8);
  store<u32>(FOUND, escapes, 12);
  return at;
}

/** Tells the places and runs of the chunk before, now that the masks of this one are known. */
// @ts-ignore: decorator
@inline
function tellChunk(at: u32, here: usize): void {
  findStarts(at, here);
  const before = here - 64;
  const starts = load<u64>(before, STARTS_MASK);
  const token = load<u64>(before, TOKEN_MASK);
  const tokenNext = load<u64>(here, TOKEN_MASK);
  // The byte behind the first of a word that is looked up is a token character too.
  addWords(at - 64, starts & ((token >> 1) | (tokenNext << 63)));
  const sixteen = sixteenFrom(token, tokenNext);
  if (sixteen == 0) return;
  addRuns(at - 64, starts & sixteen);
  runsFrom(at - 64, sixteen & ~((token << 1) | load<u64>(before, RUN_BEFORE)), before);
}

/** The bits of `low` from which 16 are set, going on in `high`. */
// @ts-ignore: decorator
@inline
function sixteenFrom(low: u64, high: u64): u64 {
  low &= (low >> 1) | (high << 63);
  high &= high >> 1;
  low &= (low >> 2) | (high << 62);
  high &= high >> 2;
  low &= (low >> 4) | (high << 60);
  high &= high >> 4;
  return low & ((low >> 8) | (high << 56));
}
