import type { Match } from '../detect/match.js';
import { lineAround } from './position.js';

/**
 * A comment that excuses one line:
 *
 *     hushkey:ignore                          any finding
 *     hushkey:ignore PATTERN, PATTERN         findings of these patterns
 *     hushkey:ignore PATTERN -- REASON        and why
 *
 * It stands on the line of the secret, or alone in a comment on the line before.
 */
const MARKER = 'hushkey:ignore';

/** A line of nothing but an opening comment mark before the marker speaks for the next line; a line of code for itself. */
const ONLY_A_COMMENT = /^[\s/*#;%'"!{<([-]*(?:REM\s+|rem\s+|dnl\s+)?$/;

/** A longer line is no line that a person puts a comment on; what lies further away than this is not looked at. */
const LONGEST_LINE = 65_536;

/** What is written before and behind a marker, longer than anybody writes it. */
const LONGEST_COMMENT = 512;

export function isIgnoredInline(match: Match, bytes: Buffer): boolean {
  const markers = markersIn(bytes);
  if (markers.length === 0) return false;
  const start = lineAround(bytes, match.start).start;
  const { end } = lineAround(bytes, match.end);
  if (end - start > LONGEST_LINE) return false;
  if (between(markers, start, end).some((marker) => covers(marker, match))) return true;
  if (start === 0) return false;
  const above = lineAround(bytes, start - 1);
  const [first] = between(markers, above.start, above.end);
  return first !== undefined && speaksForNextLine(first, above.start, bytes) && covers(first, match);
}

interface Marker {
  readonly at: number;
  /** The patterns it names; every pattern when it names none. */
  readonly patterns: readonly string[];
}

/** Read once for each buffer: a file can have many findings. */
const known = new WeakMap<Buffer, readonly Marker[]>();

/** The markers in the bytes, by rising offset. */
function markersIn(bytes: Buffer): readonly Marker[] {
  let markers = known.get(bytes);
  if (markers === undefined) {
    markers = [...eachMarker(bytes)];
    known.set(bytes, markers);
  }
  return markers;
}

function* eachMarker(bytes: Buffer): Generator<Marker> {
  for (let at = bytes.indexOf(MARKER); at !== -1; at = bytes.indexOf(MARKER, at + MARKER.length)) {
    const end = at + MARKER.length;
    if (/[\w-]/.test(bytes.toString('latin1', Math.max(0, at - 1), at))) continue;
    const [rest = ''] = bytes.toString('utf8', end, end + LONGEST_COMMENT).split(/[\r\n]/, 1);
    if (!/^[\w:-]/.test(rest)) yield { at, patterns: patternsNamed(rest) };
  }
}

/** What is written behind the marker, up to a reason or the end of the comment, is a list of pattern ids or nothing. */
function patternsNamed(rest: string): string[] {
  const [named = ''] = rest.split(/(?:^|\s)--(?:\s|$)|\*{1,8}\/|-->|#\}|%\}|--\}\}|["'`)]/, 1);
  return named.split(/[\s,;]+/).filter((id) => id !== '');
}

function covers({ patterns }: Marker, { pattern }: Match): boolean {
  return patterns.length === 0 || patterns.includes(pattern.id);
}

function speaksForNextLine({ at }: Marker, lineStart: number, bytes: Buffer): boolean {
  return at - lineStart <= LONGEST_COMMENT && ONLY_A_COMMENT.test(bytes.toString('utf8', lineStart, at));
}

function between(markers: readonly Marker[], start: number, end: number): readonly Marker[] {
  let [low, high] = [0, markers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((markers[middle] as Marker).at < start) low = middle + 1;
    else high = middle;
  }
  let last = low;
  while (last < markers.length && (markers[last] as Marker).at < end) last++;
  return markers.slice(low, last);
}
