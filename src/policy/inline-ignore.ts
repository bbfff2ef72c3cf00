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
const MARKER = /(?<![\w-])hushkey:ignore(?![\w:-])([^\r\n]*)/;

/** A line of nothing but an opening comment mark before the marker speaks for the next line; a line of code for itself. */
const ONLY_A_COMMENT = /^[\s/*#;%'"!{<([-]*(?:REM\s+|rem\s+|dnl\s+)?$/;

/** A longer line is no line that a person puts a comment on; what lies further away than this is not looked at. */
const LONGEST_LINE = 65_536;

export function isIgnoredInline(match: Match, bytes: Buffer): boolean {
  const own = lineAround(bytes, match.start);
  const last = lineAround(bytes, match.end);
  if (covers(lineText(bytes, own.start, last.end), match.pattern.id)) return true;
  if (own.start === 0) return false;
  const above = lineAround(bytes, own.start - 1);
  const text = lineText(bytes, above.start, above.end);
  const marker = MARKER.exec(text);
  return marker !== null && ONLY_A_COMMENT.test(text.slice(0, marker.index)) && covers(text, match.pattern.id);
}

function lineText(bytes: Buffer, start: number, end: number): string {
  return end - start > LONGEST_LINE ? '' : bytes.toString('utf8', start, end);
}

/** What is written behind the marker, without a reason and a closing comment mark, is a list of pattern ids or nothing. */
function covers(text: string, pattern: string): boolean {
  const rest = MARKER.exec(text)?.[1];
  if (rest === undefined) return false;
  const [named = ''] = rest.split(/(?:^|\s)--(?:\s|$)/);
  const ids = named
    .replace(/(?:\*\/|-->|#\}|%\}|--\}\}|["'`),;]+)\s*$/, '')
    .split(/[\s,]+/)
    .filter((id) => id !== '');
  return ids.length === 0 || ids.includes(pattern);
}
