import { ContainerError } from '../container-error.js';
import type { BitReader } from './bit-reader.js';

const LONGEST_CODE = 20;

/** A canonical Huffman code, as three lists by the length of a code in bits. */
export interface HuffmanCode {
  /** The last code of a length, aligned to that length; -1 when there is none. */
  readonly limits: Int32Array;
  /** What to take from a code of a length to have the index of its symbol. */
  readonly offsets: Int32Array;
  readonly symbols: Uint16Array;
}

/** The lengths of the codes of all symbols, each told by its difference to the one before it. */
export function readCode(bits: BitReader, count: number): HuffmanCode {
  const lengths = new Uint8Array(count);
  let length = bits.read(5);
  for (let symbol = 0; symbol < count; symbol++) {
    for (;;) {
      if (length < 1 || length > LONGEST_CODE) throw new ContainerError(DAMAGED_TABLE);
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return codeOf(lengths);
}

const DAMAGED_TABLE = 'it is damaged: a table of codes is wrong';

function codeOf(lengths: Uint8Array): HuffmanCode {
  const limits = new Int32Array(LONGEST_CODE + 1).fill(-1);
  const offsets = new Int32Array(LONGEST_CODE + 1);
  const symbols = new Uint16Array(lengths.length);
  let index = 0;
  let code = 0;
  for (let length = 1; length <= LONGEST_CODE; length++) {
    offsets[length] = code - index;
    for (let symbol = 0; symbol < lengths.length; symbol++)
      if (lengths[symbol] === length) {
        symbols[index++] = symbol;
        code++;
      }
    if (index > 0) limits[length] = code - 1;
    code *= 2;
  }
  return { limits, offsets, symbols };
}

/** @throws ContainerError when no symbol has such a code */
export function readSymbol(bits: BitReader, { limits, offsets, symbols }: HuffmanCode): number {
  let code = 0;
  for (let length = 1; length <= LONGEST_CODE; length++) {
    code = code * 2 + bits.read(1);
    if (code > (limits[length] as number)) continue;
    const symbol = symbols[code - (offsets[length] as number)];
    if (symbol === undefined) break;
    return symbol;
  }
  throw new ContainerError('it is damaged: a code is none');
}
