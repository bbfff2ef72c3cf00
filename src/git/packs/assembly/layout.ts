/** The layout of the memory in which objects are unpacked. All numbers are bytes. */

/** By symbol of literals and lengths, and of distances: its entry in a table, without the number of its bits. */
export const LITERAL_SYMBOLS: usize = 1024;
export const DISTANCE_SYMBOLS: usize = LITERAL_SYMBOLS + 4 * 288;
/** The same for the symbols that lengths of codes are told with: the symbol alone. */
export const LENGTH_SYMBOLS: usize = DISTANCE_SYMBOLS + 4 * 32;
/** The order in which the lengths of their codes come. */
export const LENGTH_ORDER: usize = LENGTH_SYMBOLS + 4 * 32;
/** By symbol: the length of its code, a byte each. */
export const LENGTHS: usize = LENGTH_ORDER + 32;
/** Symbols sorted by the length of their codes, two bytes each. */
export const SORTED: usize = LENGTHS + 512;
/** By length of code: how many codes have it, and where in `SORTED` they begin; four bytes each. */
export const COUNTS: usize = SORTED + 1024;
export const STARTS: usize = COUNTS + 64;

/** Bits of a code that are looked up at once; longer codes go on in a second table behind the first. */
export const LITERAL_BITS: u32 = 10;
export const DISTANCE_BITS: u32 = 8;
export const LENGTH_BITS: u32 = 7;

/** Tables of the block that is being read; room for every code that there can be, and more. */
export const LITERALS: usize = 8192;
export const DISTANCES: usize = LITERALS + 4 * 2048;
export const CODE_LENGTHS: usize = DISTANCES + 4 * 1024;
/** The tables of blocks that bring none. */
export const FIXED_LITERALS: usize = CODE_LENGTHS + 4 * 256;
export const FIXED_DISTANCES: usize = FIXED_LITERALS + 4 * 1024;

/** What a delta does, instruction by instruction: one byte, four bytes and four bytes each. See `../delta.ts`. */
export const MOST_INSTRUCTIONS: u32 = 262144;
export const COPIES: usize = 65536;
export const SOURCES: usize = COPIES + 262144;
export const ENDS: usize = SOURCES + 4 * 262144;
/** What lies behind is shared out by the caller. */
export const HEAP: usize = ENDS + 4 * 262144;
/** Bytes that may be read behind what is read, and written behind what is written. */
export const SLACK: usize = 64;
