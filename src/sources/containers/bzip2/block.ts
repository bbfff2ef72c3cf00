import { ContainerError } from '../container-error.js';
import type { BitReader } from './bit-reader.js';
import { type HuffmanCode, readCode, readSymbol } from './huffman.js';

/** 48 bits of pi and of its square root, before each block and behind the last one. */
export const BLOCK_MARK = 0x314159265359;
export const END_MARK = 0x177245385090;

/** A block before its runs are expanded: follow `next` from `start`, its low byte is what comes. */
export interface Block {
  readonly next: Uint32Array;
  readonly start: number;
}

/** Reads a block behind its checksum. @param most bytes that it can have */
export function decodeBlock(bits: BitReader, most: number): Block {
  if (bits.read(1) === 1)
    throw new ContainerError('it was written by a version of bzip2 before 1.0, which is not read');
  const origin = bits.read(24);
  const alphabet = readAlphabet(bits);
  const { codes, selectors } = readCodes(bits, alphabet.length + 2);
  const symbols = new Symbols(bits, codes, selectors);
  return unsorted(moved(symbols, alphabet, most), origin);
}

/** The bytes that occur: which ranges of 16, and which of those. */
function readAlphabet(bits: BitReader): Uint8Array {
  const ranges = bits.read(16);
  const bytes: number[] = [];
  for (let range = 0; range < 16; range++) {
    if ((ranges & (0x8000 >> range)) === 0) continue;
    const used = bits.read(16);
    for (let low = 0; low < 16; low++) if (used & (0x8000 >> low)) bytes.push(range * 16 + low);
  }
  if (bytes.length === 0) throw new ContainerError('it is damaged: a block has no bytes');
  return Uint8Array.from(bytes);
}

function readCodes(bits: BitReader, count: number) {
  const tables = bits.read(3);
  const length = bits.read(15);
  if (tables < 2 || tables > 6 || length === 0) throw new ContainerError('it is damaged: a block has no codes');
  const order = Array.from({ length: tables }, (_, table) => table);
  const selectors = new Uint8Array(length);
  for (let index = 0; index < length; index++) {
    let place = 0;
    while (bits.read(1) === 1) if (++place >= tables) throw new ContainerError('it is damaged: there is no such table');
    const [table] = order.splice(place, 1) as [number];
    order.unshift(table);
    selectors[index] = table;
  }
  return { selectors, codes: Array.from({ length: tables }, () => readCode(bits, count)) };
}

/** So many symbols are of the same code. */
const GROUP = 50;

/** The symbols of a block: every fifty of them are of the code that a selector names. */
class Symbols {
  readonly #bits: BitReader;
  readonly #codes: readonly HuffmanCode[];
  readonly #selectors: Uint8Array;
  #group = 0;
  #left = 0;
  #code: HuffmanCode | undefined;

  constructor(bits: BitReader, codes: readonly HuffmanCode[], selectors: Uint8Array) {
    this.#bits = bits;
    this.#codes = codes;
    this.#selectors = selectors;
  }

  next(): number {
    if (this.#left === 0) {
      this.#code = this.#codes[this.#selectors[this.#group++] ?? -1];
      this.#left = GROUP;
    }
    this.#left--;
    if (this.#code === undefined) throw new ContainerError('it is damaged: a block does not end');
    return readSymbol(this.#bits, this.#code);
  }
}

/** Undoes what moved each byte to the front, and what counted those that did not move: digits 1 and 2, the lowest first. */
function moved(symbols: Symbols, alphabet: Uint8Array, most: number): Uint8Array {
  const order = Uint8Array.from(alphabet);
  const end = alphabet.length + 1;
  const bytes = new Uint8Array(most);
  let length = 0;
  let run = 0;
  let digit = 1;
  for (let symbol = symbols.next(); ; symbol = symbols.next()) {
    if (symbol <= 1) {
      run += digit * (symbol + 1);
      digit *= 2;
      if (run > most) throw new ContainerError(TOO_LONG);
      continue;
    }
    if (length + run + 1 > most + (symbol === end ? 1 : 0)) throw new ContainerError(TOO_LONG);
    bytes.fill(order[0] as number, length, length + run);
    length += run;
    run = 0;
    digit = 1;
    if (symbol === end) return bytes.subarray(0, length);
    const place = symbol - 1;
    const byte = order[place] as number;
    order.copyWithin(1, 0, place);
    order[0] = byte;
    bytes[length++] = byte;
  }
}

const TOO_LONG = 'it is damaged: a block is too long';

/** Undoes the Burrows-Wheeler transform: for each place the one behind it, and the byte there. */
function unsorted(bytes: Uint8Array, origin: number): Block {
  if (origin >= bytes.length) throw new ContainerError('it is damaged: a block begins nowhere');
  const places = new Uint32Array(256);
  for (const byte of bytes) places[byte] = (places[byte] as number) + 1;
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    const count = places[byte] as number;
    places[byte] = sum;
    sum += count;
  }
  const next = new Uint32Array(bytes.length);
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    const place = places[byte] as number;
    places[byte] = place + 1;
    next[place] = ((next[place] as number) & 0xff) | (index << 8);
    next[index] = ((next[index] as number) & 0xffffff00) | byte;
  }
  return { next, start: (next[origin] as number) >>> 8 };
}
