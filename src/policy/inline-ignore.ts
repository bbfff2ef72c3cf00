import type { Match } from '../detect/match.js';
import type { ForeignMarker } from './config/config-file.js';
import { LONGEST_COMMENT, type Marker, markersIn } from './inline-markers.js';
import { lineAround } from './position.js';

/** A line of nothing but an opening comment mark before the marker speaks for the next line; a line of code for itself. */
const ONLY_A_COMMENT = /^[\s/*#;%'"!{<([-]*(?:REM\s+|rem\s+|dnl\s+)?$/;

/** A longer line is no line that a person puts a comment on; what lies further away than this is not looked at. */
const LONGEST_LINE = 65_536;

/**
 * Whether a comment excuses a match:
 *
 *     hushkey:ignore                          any finding
 *     hushkey:ignore PATTERN, PATTERN         findings of these patterns
 *     hushkey:ignore PATTERN -- REASON        and why
 *
 * It stands on the line of the secret, or alone in a comment on the line before.
 *
 * @param foreign other scanners whose comments count too
 */
export function isIgnoredInline(match: Match, bytes: Buffer, foreign?: readonly ForeignMarker[]): boolean {
  return excusingMarker(match, bytes, foreign) !== undefined;
}

/** The comment that excuses a match, the one on its own line first. @param foreign as above */
export function excusingMarker(match: Match, bytes: Buffer, foreign?: readonly ForeignMarker[]): Marker | undefined {
  const markers = markersIn(bytes, foreign);
  if (markers.length === 0) return undefined;
  const start = lineAround(bytes, match.start).start;
  const { end } = lineAround(bytes, match.end);
  if (end - start > LONGEST_LINE) return undefined;
  const own = between(markers, start, end).find((marker) => marker.line !== 'next' && covers(marker, match));
  if (own !== undefined || start === 0) return own;
  const above = lineAround(bytes, start - 1);
  return between(markers, above.start, above.end).find(
    (marker) => speaksForNextLine(marker, above.start, bytes) && covers(marker, match),
  );
}

function covers({ patterns }: Marker, { pattern }: Match): boolean {
  return patterns.length === 0 || patterns.includes(pattern.id);
}

export function speaksForNextLine({ at, line }: Marker, lineStart: number, bytes: Buffer): boolean {
  if (line !== 'own-or-next') return line === 'next';
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
