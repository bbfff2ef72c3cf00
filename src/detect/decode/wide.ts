import { isPrintable } from './head.js';
import { type Decoded, LONGEST_SPAN, type Span } from './span.js';

/** Fewer characters in a row come up in programs and pictures. */
const FEWEST = 16;

/** The shortest text, in UTF-16, has two bytes at a multiple of this, wherever it begins. */
const STEP = 16;

/**
 * Text in UTF-16 and UTF-32 of either order, with a byte order mark or without, as a whole file or somewhere in one: the
 * runs of characters of Latin-1, of which all but one byte are NUL. What else is written between them is left as it is.
 */
export function wideSpans(bytes: Uint8Array): Span[] {
  const spans: Span[] = [];
  let done = 0;
  // Nearly every text is done here.
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const first = buffer.indexOf(0);
  if (first === -1) return spans;
  for (let at = Math.max(0, first - STEP); at + 1 < bytes.length; at += STEP) {
    const has16 = (bytes[at] === 0) !== (bytes[at + 1] === 0);
    if (at < done || (!has16 && ((bytes[at] as number) | (bytes[at + 1] as number)) !== 0)) continue;
    const run = (has16 ? runAround(bytes, at, 2, done) : undefined) ?? runAround(bytes, at, 4, done);
    if (run === undefined) continue;
    spans.push(spanOf(bytes, run));
    done = run.last + 1;
  }
  return spans;
}

/** Characters at `first`, `first + width` … `last`. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly width: 2 | 4;
}

/** @param done what is before it was read already */
function runAround(bytes: Uint8Array, at: number, width: Run['width'], done: number): Run | undefined {
  let first = at;
  while (first < at + width && bytes[first] === 0) first++;
  if (first === at + width || !isChar(bytes[first])) return undefined;
  let last = first;
  while (first - width >= done && isChar(bytes[first - width]) && areNul(bytes, first - width + 1, first))
    first -= width;
  while (last - first < LONGEST_SPAN && isChar(bytes[last + width]) && areNul(bytes, last + 1, last + width))
    last += width;
  return (last - first) / width + 1 >= FEWEST ? { first, last, width } : undefined;
}

/** The last two of Latin-1 are rare, and all that a byte order mark is made of. */
function isChar(byte: number | undefined): boolean {
  return byte !== undefined && (isPrintable(byte) || (byte >= 0xa0 && byte < 0xfe));
}

function areNul(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 0) return false;
  return true;
}

/**
 * The NULs of a character stand behind it, unless there are some before the first and none behind the last one. Directly
 * between other bytes nobody can tell, and the order of Windows is by far the more usual.
 */
function spanOf(bytes: Uint8Array, { first, last, width }: Run): Span {
  const others = width - 1;
  const areBehind = last + others < bytes.length && areNul(bytes, last + 1, last + width);
  const lead = !areBehind && first >= others && areNul(bytes, first - others, first) ? others : 0;
  const start = first - lead;
  const count = (last - first) / width + 1;
  return {
    start,
    end: Math.min(bytes.length, start + count * width),
    encodings: [width === 2 ? 'utf-16' : 'utf-32'],
    decode: (most) => decoded(bytes, start, Math.min(most, count), width, lead),
  };
}

function decoded(bytes: Uint8Array, start: number, count: number, width: number, place: number): Decoded {
  const chars = new Uint8Array(count);
  for (let index = 0; index < count; index++) chars[index] = bytes[start + index * width + place] as number;
  return {
    bytes: chars,
    place: (from, to) => ({ start: start + from * width, end: Math.min(bytes.length, start + to * width) }),
    isEncoded: () => true,
  };
}
