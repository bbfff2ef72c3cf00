import {
  COUNTS,
  DISTANCE_BITS,
  DISTANCE_SYMBOLS,
  FIXED_DISTANCES,
  FIXED_LITERALS,
  LENGTH_ORDER,
  LENGTH_SYMBOLS,
  LENGTHS,
  LITERAL_BITS,
  LITERAL_SYMBOLS,
  SORTED,
  STARTS,
} from './layout';

/**
 * An entry of a table: bits 0 to 4 say how many bits of the input it takes; the others
 *
 *     a literal:          IS_LITERAL, its byte at bit 16
 *     a length, distance: how many bits follow it at bit 8, what they are added to at bit 16
 *     the end of a block: IS_END
 *     a longer code:      IS_SECOND, how many bits its table has at bit 8, where that begins at bit 16 (in entries)
 *     no code at all:     0
 */
export const IS_LITERAL: u32 = 0x80;
export const IS_END: u32 = 0x40;
export const IS_SECOND: u32 = 0x20;

/** Symbols that are there by count and that deflate gives no meaning. */
const NO_MEANING: u32 = IS_END | IS_SECOND;

/** https://www.rfc-editor.org/rfc/rfc1951#section-3.2.5 */
export function writeSymbols(): void {
  for (let symbol: u32 = 0; symbol < 256; symbol++) putSymbol(LITERAL_SYMBOLS, symbol, IS_LITERAL | (symbol << 16));
  putSymbol(LITERAL_SYMBOLS, 256, IS_END);
  let base: u32 = 3;
  for (let symbol: u32 = 257; symbol < 285; symbol++) {
    const extra: u32 = symbol < 265 ? 0 : (symbol - 261) >> 2;
    putSymbol(LITERAL_SYMBOLS, symbol, (base << 16) | (extra << 8));
    base += 1 << extra;
  }
  putSymbol(LITERAL_SYMBOLS, 285, 258 << 16);
  putSymbol(LITERAL_SYMBOLS, 286, NO_MEANING);
  putSymbol(LITERAL_SYMBOLS, 287, NO_MEANING);
  base = 1;
  for (let symbol: u32 = 0; symbol < 30; symbol++) {
    const extra: u32 = symbol < 4 ? 0 : (symbol - 2) >> 1;
    putSymbol(DISTANCE_SYMBOLS, symbol, (base << 16) | (extra << 8));
    base += 1 << extra;
  }
  putSymbol(DISTANCE_SYMBOLS, 30, NO_MEANING);
  putSymbol(DISTANCE_SYMBOLS, 31, NO_MEANING);
  for (let symbol: u32 = 0; symbol < 19; symbol++) putSymbol(LENGTH_SYMBOLS, symbol, IS_LITERAL | (symbol << 16));
  // 16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  store<u8>(LENGTH_ORDER, 16);
  store<u8>(LENGTH_ORDER + 1, 17);
  store<u8>(LENGTH_ORDER + 2, 18);
  store<u8>(LENGTH_ORDER + 3, 0);
  for (let step: u32 = 0; step < 8; step++) {
    store<u8>(LENGTH_ORDER + 4 + 2 * step, u8(8 + step));
    if (step < 7) store<u8>(LENGTH_ORDER + 5 + 2 * step, u8(7 - step));
  }
  writeFixed();
}

/** https://www.rfc-editor.org/rfc/rfc1951#section-3.2.6 */
function writeFixed(): void {
  memory.fill(LENGTHS, 8, 144);
  memory.fill(LENGTHS + 144, 9, 112);
  memory.fill(LENGTHS + 256, 7, 24);
  memory.fill(LENGTHS + 280, 8, 8);
  buildTable(LENGTHS, 288, LITERAL_SYMBOLS, FIXED_LITERALS, LITERAL_BITS);
  memory.fill(LENGTHS, 5, 32);
  buildTable(LENGTHS, 32, DISTANCE_SYMBOLS, FIXED_DISTANCES, DISTANCE_BITS);
}

function putSymbol(symbols: usize, symbol: u32, entry: u32): void {
  store<u32>(symbols + 4 * symbol, entry);
}

/**
 * Makes the table of a code from the lengths of its words.
 *
 * @returns false when there are too many words for their lengths, or too few: then zlib has the last word
 */
export function buildTable(lengths: usize, count: u32, symbols: usize, table: usize, bits: u32): bool {
  memory.fill(COUNTS, 0, 64);
  for (let symbol: u32 = 0; symbol < count; symbol++) {
    const at = COUNTS + 4 * load<u8>(lengths + symbol);
    store<u32>(at, load<u32>(at) + 1);
  }
  const unused = load<u32>(COUNTS);
  let left: i32 = 1;
  let start: u32 = 0;
  let longest: u32 = 0;
  for (let length: u32 = 1; length < 16; length++) {
    const words = load<u32>(COUNTS + 4 * length);
    left = (left << 1) - i32(words);
    if (left < 0) return false;
    store<u32>(STARTS + 4 * length, start);
    start += words;
    if (words > 0) longest = length;
  }
  if (left > 0 && (unused < count - 1 || longest > 1)) return false;
  // One word or none leaves places of the table without an entry.
  if (left > 0) memory.fill(table, 0, 4 << bits);
  for (let symbol: u32 = 0; symbol < count; symbol++) {
    const length = load<u8>(lengths + symbol);
    if (length === 0) continue;
    const at = STARTS + 4 * length;
    const place = load<u32>(at);
    store<u32>(at, place + 1);
    store<u16>(SORTED + 2 * place, u16(symbol));
  }
  fill(start, longest, symbols, table, bits);
  return true;
}

/** Gives each word its places: words count up in their own order of bits, and the input has the last bit of one first. */
function fill(words: u32, longest: u32, symbols: usize, table: usize, bits: u32): void {
  let word: u32 = 0; // With its bits reversed.
  let at: u32 = 0;
  let second: u32 = u32(1) << bits;
  let prefix: u32 = 0xffffffff;
  let secondBits: u32 = 0;
  let secondStart: u32 = 0;
  for (let length: u32 = 1; length <= longest; length++) {
    for (let left = load<u32>(COUNTS + 4 * length); left > 0; left--, at++) {
      const entry = load<u32>(symbols + 4 * u32(load<u16>(SORTED + 2 * at)));
      if (length <= bits) {
        put(table, word, u32(1) << length, u32(1) << bits, entry | length);
      } else {
        const low = word & ((u32(1) << bits) - 1);
        if (low !== prefix) {
          prefix = low;
          secondBits = bitsOfSecond(length, longest, left, bits);
          secondStart = second;
          second += u32(1) << secondBits;
          store<u32>(table + 4 * low, IS_SECOND | (secondStart << 16) | (secondBits << 8) | bits);
        }
        put(table + 4 * secondStart, word >> bits, u32(1) << (length - bits), u32(1) << secondBits, entry | (length - bits));
      }
      word = following(word, length);
    }
  }
}

// @ts-ignore: decorator
@inline
function put(table: usize, from: u32, step: u32, to: u32, entry: u32): void {
  for (let place = from; place < to; place += step) store<u32>(table + 4 * place, entry);
}

/** How many more bits the words need that begin like this one: as many as fill a table with words of these lengths. */
function bitsOfSecond(length: u32, longest: u32, leftOfLength: u32, bits: u32): u32 {
  let more = length - bits;
  let left = (i32(1) << more) - i32(leftOfLength);
  while (more + bits < longest && left > 0) {
    more++;
    left = (left << 1) - load<u32>(COUNTS + 4 * (more + bits));
  }
  return more;
}

/** The next word of the same length, or the same word one bit longer: bits are reversed, so the carry goes down. */
// @ts-ignore: decorator
@inline
function following(word: u32, length: u32): u32 {
  let bit: u32 = u32(1) << (length - 1);
  while (word & bit) {
    word ^= bit;
    bit >>= 1;
  }
  return word | bit;
}
