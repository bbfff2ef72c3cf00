import { FOLDED, foldedWord } from './folding.js';
import { latin1 } from './latin1.js';
import { NO_CONTEXT } from './match.js';

/** Where a word can stand, the place that says most first. */
const TIER = 1_000_000;
/** Of two words that stand equally near, the longer one says more: `GCS_SECRET` is nearer the truth than `SECRET`. */
const LONGEST_WORD = 127;

/**
 * Finds how far from a value one of a pattern's context words stands. Made once for each pattern.
 *
 * Case and separators do not count: `NEW_RELIC`, `new-relic` and `newRelic` are one word. Short words and words with a
 * symbol at an end are looked for as they are, and must be a whole segment of a name: three letters stand inside too
 * many other words.
 */
export class ContextFinder {
  readonly #long: readonly string[];
  readonly #short: readonly string[];
  readonly #reach: number;

  constructor(words: readonly string[], reach: number) {
    this.#short = words.filter(isShort);
    this.#long = words.filter((word) => !isShort(word)).map(foldedWord);
    this.#reach = reach;
  }

  /**
   * How far from the value the nearest word stands, as one number to compare: first by where it is (before the value on
   * its line, after it on its line, on earlier lines, on later lines), then by bytes. `NO_CONTEXT` when none is in reach.
   *
   * A value belongs to the name in front of it: in a `.env` file the next variable's name is nearer than its own.
   */
  distance(bytes: Uint8Array, start: number, end: number): number {
    const first = Math.max(0, start - this.#reach);
    const last = Math.min(bytes.length, end + this.#reach);
    const line = startOfLine(bytes, start, first);
    const lineEnd = endOfLine(bytes, end, last);
    return (
      this.#nearest(bytes, line, start, 'backward', 0) ??
      this.#nearest(bytes, end, lineEnd, 'forward', 1) ??
      this.#nearest(bytes, first, line, 'backward', 2) ??
      this.#nearest(bytes, lineEnd, last, 'forward', 3) ??
      NO_CONTEXT
    );
  }

  #nearest(bytes: Uint8Array, from: number, to: number, direction: Direction, tier: number): number | undefined {
    const distances = [
      this.#long.length > 0 ? longDistance(bytes, from, to, direction, this.#long) : undefined,
      this.#short.length > 0 ? shortDistance(latin1(bytes, from, to), direction, this.#short) : undefined,
    ].filter((distance) => distance !== undefined);
    return distances.length === 0 ? undefined : tier * TIER + Math.min(...distances, TIER - 1);
  }
}

type Direction = 'backward' | 'forward';

const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];

function isLineBreak(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

function startOfLine(bytes: Uint8Array, from: number, least: number): number {
  let at = from;
  while (at > least && !isLineBreak(bytes[at - 1])) at--;
  return at;
}

function endOfLine(bytes: Uint8Array, from: number, most: number): number {
  let at = from;
  while (at < most && !isLineBreak(bytes[at])) at++;
  return at;
}

/** @param words folded */
function longDistance(
  bytes: Uint8Array,
  from: number,
  to: number,
  direction: Direction,
  words: readonly string[],
): number | undefined {
  const folded = Buffer.allocUnsafe(to - from);
  let length = 0;
  for (let at = from; at < to; at++) {
    const byte = FOLDED[bytes[at] as number] as number;
    if (byte !== 0) folded[length++] = byte;
  }
  const text = folded.toString('latin1', 0, length);
  let best: number | undefined;
  for (const word of words) {
    const at = direction === 'backward' ? text.lastIndexOf(word) : text.indexOf(word);
    if (at === -1) continue;
    const apart =
      direction === 'backward' ? to - nthKept(bytes, from, at + word.length - 1) - 1 : nthKept(bytes, from, at) - from;
    const distance = rankOf(apart, word);
    if (best === undefined || distance < best) best = distance;
  }
  return best;
}

/**
 * A distance on the same scale for a partner that stands `apart` bytes before or after the value: in its own line, or in
 * another. It counts as the shortest of words.
 */
export function partnerDistance(apart: number, isBefore: boolean, isSameLine: boolean): number {
  return (isSameLine ? 0 : 2 * TIER) + (isBefore ? 0 : TIER) + rankOf(apart, '');
}

/** Nearer before farther, and of the equally near the longer word. */
function rankOf(apart: number, word: string): number {
  return apart * (LONGEST_WORD + 1) + LONGEST_WORD - Math.min(LONGEST_WORD, word.length);
}

/** The offset of the byte that became the folded text's character at `index`. */
function nthKept(bytes: Uint8Array, from: number, index: number): number {
  let at = from;
  for (let left = index; ; at++) {
    if (FOLDED[bytes[at] as number] === 0) continue;
    if (left === 0) return at;
    left--;
  }
}

function isShort(word: string): boolean {
  return word.length <= 3 || /^[^a-z0-9]|[^a-z0-9]$/.test(word);
}

function shortDistance(text: string, direction: Direction, words: readonly string[]): number | undefined {
  const lower = text.toLowerCase();
  let best: number | undefined;
  for (const word of words) {
    for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + 1)) {
      if (!isSegment(text, at, at + word.length)) continue;
      const distance = rankOf(direction === 'backward' ? text.length - at - word.length : at, word);
      if (best === undefined || distance < best) best = distance;
      if (direction === 'forward') break;
    }
  }
  return best;
}

/** True when text[start, end) begins and ends where a name's segments do: at a symbol, or at a camel-case hump. */
function isSegment(text: string, start: number, end: number): boolean {
  const [previous, first] = [text[start - 1] ?? '', text[start] ?? ''];
  const [last, next] = [text[end - 1] ?? '', text[end] ?? ''];
  const begins = !isAlnum(previous) || !isAlnum(first) || (isLower(previous) && isUpper(first));
  const hump = isUpper(next) && (isLower(last) || isLower(text[end + 1] ?? ''));
  return begins && (!isAlnum(next) || !isAlnum(last) || hump);
}

const isAlnum = (char: string) => /^[A-Za-z0-9]$/.test(char);
const isLower = (char: string) => /^[a-z]$/.test(char);
const isUpper = (char: string) => /^[A-Z]$/.test(char);
