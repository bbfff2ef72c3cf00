import type { Charset } from './charset.js';
import { SHORTEST_RUN } from './pattern.js';

/**
 * Cuts a run of token characters into the runs of each of many alphabets.
 *
 * Most alphabets either have every character of the run, which one AND over it tells for 32 of them at once, or have
 * nowhere 16 characters in a row. Those 16 would take in one of the bytes at 15, 31, 47 … and eight more on one side of
 * it: only alphabets that have all of these are looked at byte by byte.
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

  /** Calls `found` for every maximal run of at least `SHORTEST_RUN` characters of an alphabet within [start, end). */
  find(
    bytes: Uint8Array,
    start: number,
    end: number,
    found: (alphabet: number, from: number, to: number) => void,
  ): void {
    for (const [index, table] of this.#tables.entries()) {
      const whole = andOver(table, bytes, start, end);
      for (let left = whole; left !== 0; left &= left - 1) found(index * 32 + lowestBit(left), start, end);
      for (let probe = start + SHORTEST_RUN - 1; probe < end; probe += SHORTEST_RUN) {
        let left = (table[bytes[probe] as number] as number) & ~whole;
        if (left !== 0) left &= besides(table, bytes, probe, start, end);
        for (; left !== 0; left &= left - 1) {
          const alphabet = index * 32 + lowestBit(left);
          const has = this.#alphabets[alphabet] as Charset;
          let from = probe;
          // One that goes on to the probe before this met that one already.
          while (from > start && from > probe - SHORTEST_RUN && has[bytes[from - 1] as number] === 1) from--;
          if (from === probe - SHORTEST_RUN) continue;
          let to = probe + 1;
          while (to < end && has[bytes[to] as number] === 1) to++;
          if (to - from >= SHORTEST_RUN) found(alphabet, from, to);
        }
      }
    }
  }
}

/** Half of the shortest run lies on one side of any byte in it. */
const HALF = SHORTEST_RUN / 2;

/** The alphabets that have the eight bytes before the probe, or the eight behind it; those of a run of 16 have either. */
function besides(table: Uint32Array, bytes: Uint8Array, probe: number, start: number, end: number): number {
  const before = probe - (HALF - 1) >= start ? andOver(table, bytes, probe - (HALF - 1), probe) : 0;
  const behind = probe + HALF < end ? andOver(table, bytes, probe + 1, probe + 1 + HALF) : 0;
  return before | behind;
}

/** A bit for each alphabet that has all the bytes. */
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
