import { charset } from '../charset.js';
import { isPrintable } from './head.js';
import type { Span } from './span.js';

/** One character that is written as several. */
export interface Escape {
  /** Behind its last byte. */
  readonly end: number;
  readonly code: number;
}

/** Ways to write a character by its number. */
export interface Notation {
  readonly encoding: string;
  /** The escape that begins at `at`, if one does. */
  read(bytes: Uint8Array, at: number): Escape | undefined;
}

/** What tokens and what is around them in URLs and settings are made of. */
const IS_WORD = charset('A-Za-z0-9+/_.~=-');

/** A word that is shorter holds no secret that the plain text around its escapes would not show. */
const SHORTEST_WORD = 12;

/** A longer word goes on in a span of its own: side by side they read as one. */
const LONGEST_WORD = 65_536;

/**
 * The escapes of a word from the first one, at `start`, to the last: what is written between them stands as it is. A word
 * consists of word characters and escapes; one escape is enough.
 */
export function escapesSpan(bytes: Uint8Array, start: number, notation: Notation): Span | undefined {
  if (lengthOf(bytes, start, notation) < SHORTEST_WORD) return undefined;
  const { codes, starts } = written(bytes, start, notation);
  const edges = [codes[0] as number, codes.at(-1) as number] as const;
  return {
    start,
    end: starts[codes.length] as number,
    encodings: [notation.encoding],
    edges,
    decode: (most) => ({
      bytes: Uint8Array.from(codes.length > most ? codes.slice(0, most) : codes),
      place: (from, to) => ({ start: starts[from] as number, end: starts[to] as number }),
      isEncoded: (from, to) => (starts[to] as number) - (starts[from] as number) !== to - from,
    }),
  };
}

/** Characters of the word around the escape at `start`, as far as they matter; 0 when it is no escape. */
function lengthOf(bytes: Uint8Array, start: number, { read }: Notation): number {
  let first = start;
  while (first > 0 && start - first < SHORTEST_WORD && IS_WORD[bytes[first - 1] as number] === 1) first--;
  let [count, at] = [start - first, start];
  for (; count < SHORTEST_WORD || at === start; count++) {
    const found = read(bytes, at);
    if (found === undefined && at === start) return 0;
    if (found !== undefined ? !isPrintable(found.code) : IS_WORD[bytes[at] ?? 0] === 0) break;
    at = found?.end ?? at + 1;
  }
  return at === start ? 0 : count;
}

/** What the word says from the first escape to the last, and where each character of it begins, and the next one would. */
function written(bytes: Uint8Array, start: number, { read }: Notation): { codes: number[]; starts: number[] } {
  const codes: number[] = [];
  const starts: number[] = [];
  // How many characters there were, and where it went on, behind the last escape.
  let [count, end] = [0, start];
  for (let at = start; at < bytes.length && at - start < LONGEST_WORD; ) {
    const found = read(bytes, at);
    if (found !== undefined ? !isPrintable(found.code) : IS_WORD[bytes[at] as number] === 0) break;
    codes.push(found?.code ?? (bytes[at] as number));
    starts.push(at);
    at = found?.end ?? at + 1;
    if (found !== undefined) [count, end] = [codes.length, at];
  }
  codes.length = count;
  starts.length = count;
  starts.push(end);
  return { codes, starts };
}

/** The number of `most` hexadecimal digits at most, at `at`; the digits that are there, if any. */
export function hexNumber(bytes: Uint8Array, at: number, most: number): { code: number; digits: number } {
  let [code, digits] = [0, 0];
  for (; digits < most; digits++) {
    const value = hexDigit(bytes[at + digits] ?? 0);
    if (value < 0) break;
    code = code * 16 + value;
  }
  return { code, digits };
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
