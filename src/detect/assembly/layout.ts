/** The layout of the kernel's memory, and what its bits mean. All numbers are bytes. */

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
/** 256 each: the value of a digit of base 64, and of one of hexadecimal; and which bytes are control characters. */
export const SIX_BITS: usize = HINTS + 16 * 64;
export const DIGITS: usize = SIX_BITS + 256;
export const CONTROL: usize = DIGITS + 256;
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
export const IGNORE_CASE: u32 = 1;
export const AT_WORD: u32 = 2;
export const IN_RUN: u32 = 4;
/** The literals' own bytes; folded for those that ignore case. */
export const TEXT: usize = LITERALS + 12 * 16384;
export const TEXT_SIZE: u32 = 1048576;
/** What was found: u32 offset, u32 literal; and u32 start, u32 end of runs. */
export const HITS: usize = TEXT + 1048576;
export const CAPACITY: u32 = 65536;
export const RUNS: usize = HITS + 8 * 65536;
/** How many hits one chunk of 64 bytes can give at most; the driver makes sure of it. */
export const MARGIN: u32 = 32768;
/** What may be encoded: u32 start, u32 end of long runs; and u32 places of what introduces an escape. */
export const LONG_RUNS: usize = RUNS + 8 * 65536;
export const ESCAPES: usize = LONG_RUNS + 8 * 65536;
export const INPUT: usize = ESCAPES + 4 * 65536;

// Classes of bytes. Rows of 16 bytes that have the same members share a class.
export const ALNUM: u32 = 2 | 4 | 8;
export const TOKEN: u32 = ALNUM | 1 | 16;
export const BACKSLASH: u32 = 32;
export const PERCENT: u32 = 64;
export const INTRODUCER: u32 = 32 | 64 | 128;
