import type { Charset } from './charset.js';
import { SHORTEST_RUN } from './pattern.js';

/**
 * Cuts a run of token characters into the runs of each of many alphabets: of those only that begin near its beginning.
 *
 * They have the bytes in the middle of the first `SHORTEST_RUN` in common, and one AND over those tells for 32 alphabets
 * at once which have them all. Few are left, and of those most have every byte of the run, which a second AND tells.
 */
export class AlphabetRuns {
  readonly #alphabets: readonly Charset[];
  /** For each byte, a bit for each alphabet (32 a table) that has it. */
  readonly #tables: readonly Uint32Array[];

  constructor(alphabets: readonly Charset[]) {
    this.#alphabets = alphabets;
    this.#tables = Array.from({ length: Math.ceil(alphabets.length / 32) }, (_, table) =>
      Uint32Array.from({ length: 256 }, (_, byte) => bitsOf(alphabets.slice(table * 32, table * 32 + 32), byte)),
    );
  }

  /**
   * Calls `found` for every maximal run of at least `SHORTEST_RUN` characters of an alphabet within [start, end).
   *
   * @param latest runs that begin behind it are left out
   */
  find(
    bytes: Uint8Array,
    start: number,
    end: number,
    latest: number,
    found: (alphabet: number, from: number, to: number) => void,
  ): void {
    for (let index = 0; index < this.#tables.length; index++) {
      const table = this.#tables[index] as Uint32Array;
      const common = andOver(table, bytes, latest, start + SHORTEST_RUN);
      const whole = common === 0 ? 0 : andOver(table, bytes, start, end);
      for (let left = whole; left !== 0; left &= left - 1) found(index * 32 + lowestBit(left), start, end);
      for (let left = common & ~whole; left !== 0; left &= left - 1)
        this.#cut(index * 32 + lowestBit(left), bytes, start, end, latest, found);
    }
  }

  #cut(
    alphabet: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    latest: number,
    found: (alphabet: number, from: number, to: number) => void,
  ): void {
    const has = this.#alphabets[alphabet];
    if (has === undefined) return;
    for (let from = start; from <= latest; ) {
      let to = from;
      while (to < end && has[bytes[to] as number] === 1) to++;
      if (to - from >= SHORTEST_RUN) found(alphabet, from, to);
      from = to + 1;
    }
  }
}

/** A bit for each alphabet that has all the bytes; all bits for no bytes at all. */
function andOver(table: Uint32Array, bytes: Uint8Array, from: number, to: number): number {
  let all = 0xffffffff;
  for (let at = from; at < to && all !== 0; at++) all &= table[bytes[at] as number] as number;
  return all;
}

function bitsOf(alphabets: readonly Charset[], byte: number): number {
  return alphabets.reduce((bits, has, index) => (has[byte] === 1 ? bits | (1 << index) : bits), 0) >>> 0;
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
