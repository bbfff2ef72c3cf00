import { IN_RUN } from '../charset.js';
import { IS_CONTROL, SIX_BITS } from '../encoded-run.js';
import { latin1 } from '../latin1.js';
import { gunzipped } from './gzip.js';
import { beginsAsGzip, beginsAsText } from './head.js';
import { type Decoded, LONGEST_SPAN, type Span } from './span.js';

/** So many characters are judged: 18 bytes. */
const JUDGED = 24;
const head = new Uint8Array(18);

/** How long lines of base 64 are: MIME has 76 (RFC 2045), PEM 64 (RFC 7468), some programs 60 and 72. */
const LINE_LENGTHS: ReadonlySet<number> = new Set([60, 64, 72, 76]);

const EQUALS = 0x3d;

/**
 * Text, or gzip, in base 64 that begins at `start`: of either alphabet, padded or not, perhaps in lines.
 *
 * @param end of the run of token characters
 */
export function base64Span(bytes: Uint8Array, start: number, end: number): Span | undefined {
  if (end - start < JUDGED || !beginsWell(bytes, start)) return undefined;
  const lines = linesFrom(bytes, start, Math.min(end, start + LONGEST_SPAN));
  const isGzip = beginsAsGzip(head);
  const padded = lines.end + padding(bytes, lines);
  return {
    start,
    end: padded,
    encodings: isGzip ? ['base64', 'gzip'] : ['base64'],
    decode: (most) => {
      if (!isGzip) return decoded(bytes, lines, padded, most);
      const compressed = Buffer.from(textOf(bytes, lines), 'base64');
      return gunzipped(compressed, { start, end: padded }, most);
    },
  };
}

/** Decodes into `head`. */
function beginsWell(bytes: Uint8Array, start: number): boolean {
  let control = 0;
  for (let at = 0; at < JUDGED / 4; at++) {
    const from = start + at * 4;
    const a = SIX_BITS[bytes[from] as number] as number;
    const b = SIX_BITS[bytes[from + 1] as number] as number;
    const c = SIX_BITS[bytes[from + 2] as number] as number;
    const d = SIX_BITS[bytes[from + 3] as number] as number;
    head[at * 3] = (a << 2) | (b >> 4);
    head[at * 3 + 1] = (b << 4) | (c >> 2);
    head[at * 3 + 2] = (c << 6) | d;
    if (at === 0 && beginsAsGzip(head)) return true;
    control |= (IS_CONTROL[head[at * 3] as number] as number) | (IS_CONTROL[head[at * 3 + 1] as number] as number);
    if (control !== 0) return false;
  }
  return beginsAsText(head, head.length);
}

/** Lines of equal length, all as far apart; one that is not broken is as long as it is. */
interface Lines {
  readonly start: number;
  readonly end: number;
  readonly length: number;
  readonly gap: number;
}

function linesFrom(bytes: Uint8Array, start: number, firstEnd: number): Lines {
  const length = firstEnd - start;
  let [end, gap] = [firstEnd, 0];
  while (LINE_LENGTHS.has(length) && end - start < LONGEST_SPAN) {
    const from = behindLineBreak(bytes, end);
    if (from === undefined || (gap !== 0 && from - end !== gap)) break;
    let to = from;
    while (to - from <= length && to < bytes.length && IN_RUN[bytes[to] as number] === 1) to++;
    if (to === from || to - from > length) break;
    if (to - from < length && !isLastLine(bytes, from, to)) break;
    [gap, end] = [from - end, to];
    if (to - from < length) break;
  }
  return { start, end, length, gap };
}

const [LINE_FEED, CARRIAGE_RETURN, SPACE, TAB, BACKSLASH] = [0x0a, 0x0d, 0x20, 0x09, 0x5c];
const DEEPEST_INDENT = 64;

/** A line break and what indents the next line, or one that is written as `\n` or `\r\n` in a string. */
function behindLineBreak(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] === BACKSLASH) {
    const written = latin1(bytes, at, at + 4);
    return written.startsWith('\\n') ? at + 2 : written === '\\r\\n' ? at + 4 : undefined;
  }
  let from = bytes[at] === CARRIAGE_RETURN ? at + 1 : at;
  if (bytes[from] !== LINE_FEED) return undefined;
  from++;
  const deepest = from + DEEPEST_INDENT;
  while (from < deepest && (bytes[from] === SPACE || bytes[from] === TAB)) from++;
  return from;
}

/** A shorter line is the last one, not the name of something else: it ends as base 64 does, and nothing follows it. */
function isLastLine(bytes: Uint8Array, from: number, to: number): boolean {
  const missing = (4 - ((to - from) % 4)) % 4;
  if (missing === 3) return false;
  let end = to;
  while (end - to < missing && bytes[end] === EQUALS) end++;
  return (
    (end === to || end - to === missing) && (end >= bytes.length || /[\s"'`<\\,)\]}]/.test(latin1(bytes, end, end + 1)))
  );
}

function padding(bytes: Uint8Array, lines: Lines): number {
  const last = lines.gap === 0 ? lines.length : lastLineLength(lines);
  const missing = (4 - (last % 4)) % 4;
  let count = 0;
  while (count < missing && missing < 3 && bytes[lines.end + count] === EQUALS) count++;
  return count;
}

function lastLineLength({ start, end, length, gap }: Lines): number {
  return ((end - start + gap) % (length + gap)) - gap;
}

function textOf(bytes: Uint8Array, { start, end, length, gap }: Lines): string {
  if (gap === 0) return latin1(bytes, start, end);
  let text = '';
  for (let at = start; at < end; at += length + gap) text += latin1(bytes, at, Math.min(end, at + length));
  return text;
}

function decoded(bytes: Uint8Array, lines: Lines, padded: number, most: number): Decoded {
  const text = textOf(bytes, lines);
  const { start, length, gap } = lines;
  const offsetOf = (char: number) => start + char + (gap === 0 ? 0 : Math.floor(char / length) * gap);
  return {
    bytes: Buffer.from(text.slice(0, Math.floor(most / 3) * 4), 'base64'),
    place: (from, to) => ({
      start: offsetOf(Math.floor(from / 3) * 4),
      end: Math.min(padded, offsetOf(Math.ceil(to / 3) * 4 - 1) + 1),
    }),
    isEncoded: () => true,
  };
}
