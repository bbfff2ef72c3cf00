import { latin1 } from './latin1.js';
import { NO_CONTEXT } from './match.js';
import type { ContextRule } from './pattern.js';

/**
 * How far from the match a context word stands, as one number to compare: first by where it is (before the value on its
 * line, after it on its line, on earlier lines, on later lines), then by distance. `NO_CONTEXT` when no word is in reach.
 *
 * A value belongs to the name in front of it: in a `.env` file the next variable's name is nearer in bytes than its own.
 */
export function contextDistance(
  bytes: Uint8Array,
  start: number,
  end: number,
  reach: number,
  rule: ContextRule,
): number {
  const before = latin1(bytes, start - reach, start);
  const after = latin1(bytes, end, end + reach);
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  const lineEnd = firstLineBreak(after);
  const places: readonly [string, 'backward' | 'forward'][] = [
    [before.slice(lineStart), 'backward'],
    [after.slice(0, lineEnd), 'forward'],
    [before.slice(0, lineStart), 'backward'],
    [after.slice(lineEnd), 'forward'],
  ];
  for (const [tier, [text, direction]] of places.entries()) {
    const distance = nearest(text, direction, rule.words);
    if (distance !== undefined) return tier * TIER + Math.min(distance, TIER - 1);
  }
  return NO_CONTEXT;
}

const TIER = 100_000;

function firstLineBreak(text: string): number {
  const at = text.search(/[\r\n]/);
  return at === -1 ? text.length : at;
}

function nearest(text: string, direction: 'backward' | 'forward', words: readonly string[]): number | undefined {
  const folded = fold(text);
  let best: number | undefined;
  for (const word of words) {
    const haystack = isShort(word) ? text : folded;
    const at = isShort(word) ? segmentIndex(text, word, direction) : wordIndex(folded, fold(word), direction);
    if (at === -1) continue;
    const distance = direction === 'backward' ? haystack.length - at - word.length : at;
    if (best === undefined || distance < best) best = distance;
  }
  return best;
}

/** `NEW_RELIC`, `new-relic` and `newRelic` are one word: case and separators do not count. */
function fold(text: string): string {
  return text.toLowerCase().replace(/[-_. ]/g, '');
}

/** Three letters stand inside too many other words, and `bt_` means its underscore: such words must be a whole segment. */
function isShort(word: string): boolean {
  return word.length <= 3 || /^[^a-z0-9]|[^a-z0-9]$/.test(word);
}

function wordIndex(text: string, word: string, direction: 'backward' | 'forward'): number {
  return direction === 'backward' ? text.lastIndexOf(word) : text.indexOf(word);
}

function segmentIndex(text: string, word: string, direction: 'backward' | 'forward'): number {
  const lower = text.toLowerCase();
  let found = -1;
  for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + 1)) {
    if (!isSegment(text, at, at + word.length)) continue;
    found = at;
    if (direction === 'forward') break;
  }
  return found;
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
