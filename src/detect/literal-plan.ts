import { frequencyOf } from './byte-frequency.js';
import type { Literal } from './kernel.js';

/** Where the kernel looks for a literal: three of its bytes, and the group it is looked for in. */
export interface LiteralPlan {
  /** Offset of the three bytes in the literal. */
  readonly window: number;
  /** 0 to 7. */
  readonly bucket: number;
}

const BUCKETS = 8;
const WINDOW = 3;
/** Windows further behind are not better than the first ones. */
const LAST_WINDOW = 12;

/**
 * Shares literals out over the buckets of the SIMD search, so that as few places of ordinary text as possible look like
 * one of them: each literal goes where, with its rarest three bytes, it adds the least to what its bucket lets through.
 *
 * @param lastWindow the three bytes begin no further behind
 */
export function planLiterals(
  literals: readonly Pick<Literal, 'text' | 'ignoreCase'>[],
  lastWindow = LAST_WINDOW,
): LiteralPlan[] {
  const buckets = Array.from({ length: BUCKETS }, () => new Bucket());
  return literals.map(({ text, ignoreCase }) => {
    const variants = caseVariants(text, ignoreCase);
    let best = { window: 0, bucket: 0 };
    let least = Number.POSITIVE_INFINITY;
    for (let window = 0; window <= Math.max(0, Math.min(text.length - WINDOW, lastWindow)); window++) {
      for (const [bucket, candidate] of buckets.entries()) {
        const added = candidate.costOf(variants, window);
        if (added < least) [best, least] = [{ window, bucket }, added];
      }
    }
    (buckets[best.bucket] as Bucket).add(variants, best.window);
    return best;
  });
}

/** The spellings that decide what a bucket lets through. Only ASCII letters have two cases in bytes. */
export function caseVariants(text: string, ignoreCase: boolean): string[] {
  if (!ignoreCase) return [text];
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return [lower, text.replace(/[a-z]/g, (letter) => letter.toUpperCase())];
}

/** What a bucket lets through: for each of the three bytes a set of low and a set of high half-bytes. */
class Bucket {
  readonly #low = [0, 0, 0];
  readonly #high = [0, 0, 0];
  #rate = 0;

  /** By how much the share of places that pass would grow. */
  costOf(variants: readonly string[], window: number): number {
    let rate = 1;
    for (let i = 0; i < WINDOW; i++) {
      let [low, high] = [this.#low[i] as number, this.#high[i] as number];
      for (const text of variants) {
        low |= lowOf(text, window + i);
        high |= highOf(text, window + i);
      }
      rate *= shareOf(low, high);
    }
    return rate - this.#rate;
  }

  add(variants: readonly string[], window: number): void {
    this.#rate += this.costOf(variants, window);
    for (const text of variants) {
      for (let i = 0; i < WINDOW; i++) {
        this.#low[i] = (this.#low[i] as number) | lowOf(text, window + i);
        this.#high[i] = (this.#high[i] as number) | highOf(text, window + i);
      }
    }
  }
}

/** What is behind the end of a short text can be anything. */
const ANY = 0xffff;

function lowOf(text: string, at: number): number {
  return at < text.length ? 1 << (text.charCodeAt(at) & 15) : ANY;
}

function highOf(text: string, at: number): number {
  return at < text.length ? 1 << (text.charCodeAt(at) >> 4) : ANY;
}

/** The share of bytes in source code whose half-bytes are in both sets. */
function shareOf(low: number, high: number): number {
  const sums = rows();
  let share = 0;
  for (let row = 0; row < 16; row++) {
    if ((high & (1 << row)) === 0) continue;
    const base = row * 512;
    share += (sums[base + (low & 0xff)] as number) + (sums[base + 256 + (low >> 8)] as number);
  }
  return share;
}

/** Filled when literals are first planned: programs that search small inputs never do. */
let table: Float32Array | undefined;

/** For each high half-byte and each set of low ones (in two halves of eight), the sum of their frequencies. */
function rows(): Float32Array {
  if (table === undefined) {
    const frequencies = Array.from({ length: 256 }, (_, byte) => frequencyOf(byte));
    table = Float32Array.from({ length: 16 * 512 }, (_, index) => {
      const [row, half, set] = [index >> 9, (index >> 8) & 1, index & 0xff];
      let sum = 0;
      for (let bit = 0; bit < 8; bit++) if (set & (1 << bit)) sum += frequencies[row * 16 + half * 8 + bit] as number;
      return sum;
    });
  }
  return table;
}
