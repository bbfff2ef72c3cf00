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
 * - *What may be encoded*: long runs, and what introduces escapes.
 * - *Runs of token characters* are read off the mask. Only those that look drawn by chance and have a hint (a word such
 *   as `key`) before them or in them are kept.
 */

import { classesAt, withoutOf4 } from './bytes';
import { entitiesOf, escapes, escapesOf, forgetEncoded, longRuns } from './encoded';
import { ALNUM, BACKSLASH, CAPACITY, INTRODUCER, MARGIN, PERCENT, TOKEN } from './layout';
import { anywhere, beginLiterals, coloured, forgetHits, hits, lookUp } from './literals';
import { beginRuns, configureRuns, finishRuns, forgetRuns, runs, runsOf } from './runs';

export { escapes, longRuns } from './encoded';
export * from './layout';
export { hits } from './literals';
export { runs } from './runs';

let hasAnywhere: bool = false;

/** What of the input before the next chunk bears on it: masks, shifted to where they go on in the next. */
let alnumBefore: u64 = 0;
let escapedBefore: u64 = 0;

/**
 * Tells what never changes.
 *
 * @param hints how many there are
 * @param reach bytes before a run in which a hint counts
 * @param changes so many changes between upper and lower case look drawn by chance
 * @param literalsAnywhere whether there are literals that hold no word
 */
export function configure(hints: u32, reach: u32, changes: u32, literalsAnywhere: bool): void {
  configureRuns(hints, reach, changes);
  hasAnywhere = literalsAnywhere;
}

/** Forgets what came before: the next input begins a new text. */
export function begin(): void {
  alnumBefore = 0;
  escapedBefore = 0;
  beginLiterals();
  beginRuns();
}

/**
 * Scans chunks from `from` (a multiple of 64) until `to` is reached or the room for what is found gets scarce.
 *
 * @param length bytes of input; the 128 behind it must be zero
 * @returns where the next call goes on
 */
export function scan(from: u32, to: u32, length: u32): u32 {
  forgetHits();
  forgetRuns();
  forgetEncoded();
  let at = from;
  while (at < to && hits <= CAPACITY - MARGIN && runs < CAPACITY - 8 && longRuns < CAPACITY - 8 && escapes < CAPACITY - 64) {
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
      escapesOf(at, back, percent);
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
    entitiesOf(at);
    runsOf(at, token);
    at += 64;
  }
  return at;
}

/** Closes what is open at the end of the input. */
export function finish(length: u32): void {
  finishRuns(length);
}
