/** The layout of the kernel's memory, and what its bits mean. All numbers are bytes. */

/** A pair of tables of 16: the classes of a byte by its low and by its high half. */
export const CLASSES: usize = 1024;
/**
 * Three pairs of tables of 16: buckets by low and by high half-byte, for the first, second and third byte. Behind them is
 * what the block before had of first and second bytes.
 */
export const TEDDY: usize = CLASSES + 32;
/** The same for hints. */
export const BEFORE: usize = 96;
export const HINT_TEDDY: usize = TEDDY + 128;
/** The same for literals that hold no word and count only where a value may be assigned. */
export const STEM_TEDDY: usize = HINT_TEDDY + 96;
/** How many hits, runs, long runs and escapes the last call left in their places: u32 each. */
export const FOUND: usize = STEM_TEDDY + 128;
/** Five masks of eight bytes: as many as a literal is filed under, by the bits of lengths below. */
export const LENGTHS: usize = FOUND + 16;
/** 256: what each byte can be behind a name; see `../assigned-place.ts`. */
export const BYTE_CLASSES: usize = 1536;
/** 256: each byte in lower case. */
export const FOLD: usize = 2048;
/** 16 bytes a hint: its length, then its text in lower case. */
export const HINTS: usize = FOLD + 256;
export const MOST_HINTS: u32 = 64;
/** 256 each: the value of a digit of base 64, and of one of hexadecimal; and which bytes are control characters. */
export const SIX_BITS: usize = HINTS + 16 * 64;
export const DIGITS: usize = SIX_BITS + 256;
export const CONTROL: usize = DIGITS + 256;
/** 4,096 bytes: does any hint begin with three bytes of that hash? */
export const HINT_FILTER: usize = 4096;
/** 65,536 bytes: four where any literal has that hash of four bytes, without case, where a word begins, or zero. */
export const FIRST_FILTER: usize = HINT_FILTER + 4096;
/**
 * 65,536 bytes: of which lengths there are literals with that hash of four bytes, without case, where a word begins; of
 * eight bytes for those that are filed under so many. And the same of literals that count only where a run begins.
 */
export const FILTER: usize = FIRST_FILTER + 65536;
export const RUN_FILTER: usize = FILTER + 65536;
/** 65,536 numbers of two bytes: the first literal with that hash of as many bytes as it is filed under, plus one. */
export const SLOTS: usize = RUN_FILTER + 65536;
/** 32,768 of the same for literals that hold no word. */
export const ANYWHERE_SLOTS: usize = SLOTS + 131072;
/** 4,096 of the same for those of them that count only where a value may be assigned. */
export const STEM_SLOTS: usize = ANYWHERE_SLOTS + 65536;
/**
 * 65,536 bytes: whether any literal that holds no word has that hash of four bytes, without case, from those by which it
 * is found. A bit for those that count anywhere, and one for the others.
 */
export const WORDLESS_FILTER: usize = STEM_SLOTS + 8192;
/** 12 bytes a literal: u32 text, u16 length, u16 offset of its word, u16 next of its slot plus one, u8 flags below. */
export const LITERALS: usize = WORDLESS_FILTER + 65536;
export const MOST_LITERALS: u32 = 16384;
export const IGNORE_CASE: u32 = 1;
export const AT_WORD: u32 = 2;
export const IN_RUN: u32 = 4;
/** It is filed in the run filter, so it is at the beginning of one wherever it is met. */
export const FILED_IN_RUN: u32 = 8;
export const AHEAD: u32 = 16;
export const ASSIGNED: u32 = 32;
/** The literals' own bytes; folded for those that ignore case. */
export const TEXT: usize = LITERALS + 12 * 16384;
export const TEXT_SIZE: u32 = 1048576;
/** So many bytes are gone over before their candidates are compared. No byte can give more than four places. */
export const BLOCK: u32 = 2048;
/** 64 bytes a chunk, beginning with the last one of the block before: what is known of its bytes, a bit for each. */
export const MASKS: usize = TEXT + 1048576;
/** Places at which a word begins, a run begins, and those of them that go on to be compared: u32 each. */
export const PLACES: usize = MASKS + 64 + 2048;
export const RUN_PLACES: usize = PLACES + 4 * 8192;
/** The same where three bytes may be those of a literal that holds no word. */
export const WORDLESS_PLACES: usize = RUN_PLACES + 4 * 8192;
export const CANDIDATES: usize = WORDLESS_PLACES + 4 * 4096;
/** What was found: u32 offset, u32 literal; and u32 start, u32 end of runs. */
export const HITS: usize = CANDIDATES + 4 * 16384;
export const CAPACITY: u32 = 65536;
export const RUNS: usize = HITS + 8 * 65536;
/** What may be encoded: u32 start, u32 end of long runs; and u32 places of what introduces an escape. */
export const LONG_RUNS: usize = RUNS + 8 * 65536;
export const ESCAPES: usize = LONG_RUNS + 8 * 65536;
export const INPUT: usize = ESCAPES + 4 * 65536;

// Where a candidate was found; the bits below are its offset.
export const AT_RUN: u32 = 0x40000000;
export const ANYWHERE: u32 = 0x80000000;
export const STEM: u32 = AT_RUN | ANYWHERE;

// The lengths under which literals are filed, as bits of the filters: so many bytes from where their word begins.
export const THREE: u32 = 1;
export const FOUR: u32 = 2;
export const FIVE: u32 = 4;
export const SIX: u32 = 8;
export const EIGHT: u32 = 16;

// Classes of bytes. Rows of 16 bytes that have the same members share a class.
export const DIGIT: u32 = 128;
export const ALNUM: u32 = DIGIT | 4 | 8;
export const TOKEN: u32 = ALNUM | 1 | 16;
export const BACKSLASH: u32 = 32;
export const PERCENT: u32 = 64;
export const INTRODUCER: u32 = 32 | 64 | 2;
