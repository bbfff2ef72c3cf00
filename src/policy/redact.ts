import type { Match } from '../detect/match.js';
import type { Excerpt } from './finding.js';
import { lineAround } from './position.js';

const MASK = '…';
/** The last four characters of a long random token help to find it in a provider's list; of a short one they are too much. */
const SHOWN_AT_END = 4;
const LONG_ENOUGH_TO_SHOW_END = 32;

/** What may be shown of a secret: the vendor's prefix, which is no secret, and of a long one its last four characters. */
export function preview(match: Match, bytes: Buffer): string {
  const secret = bytes.toString('latin1', match.start, match.end);
  const { anchor } = match.pattern;
  const literals = 'literals' in anchor ? anchor.literals : [];
  const prefix = literals.find((literal) => secret.startsWith(literal)) ?? '';
  const armour = /^-----BEGIN [A-Z0-9 ]{3,60}-----/.exec(secret);
  if (armour) return `${armour[0]}${MASK}`;
  const body = secret.slice(prefix.length);
  const end = body.length >= LONG_ENOUGH_TO_SHOW_END && /^[A-Za-z0-9_-]+$/.test(body) ? body.slice(-SHOWN_AT_END) : '';
  return `${prefix}${MASK}${end}`;
}

/** Bytes shown on either side of a secret on its line. */
const WIDTH = 60;
/** Anything on the line that could be another secret, known to a pattern or not. */
const TOKEN_LIKE = /[A-Za-z0-9+/=_-]{16,}/g;
const QUOTED_VALUE = /(pass\w*|pwd|secret|token|key)(["']?\s*[:=]\s*["']?)[^\s"',;&]{4,}/gi;

/**
 * The line around a match, so that a person recognises the place. A line can hold more secrets than the one that is
 * reported (an `.env` on one line, a minified bundle): whatever else matched, looks like a token, or is assigned to a
 * name such as password, is masked as well.
 *
 * @param others every match in the same bytes, reported or not
 */
export function excerpt(match: Match, others: readonly Match[], bytes: Buffer): Excerpt {
  const before = lineAround(bytes, match.start);
  const after = lineAround(bytes, match.end);
  // Masked before it is cut: the cut must not turn a long token into a short one that no rule knows.
  const reach = (from: number, to: number) => maskedText(bytes, Math.max(from, to - 4096), to, others);
  const ahead = (from: number, to: number) => maskedText(bytes, from, Math.min(to, from + 4096), others);
  return { before: cutStart(reach(before.start, match.start)), after: cutEnd(ahead(match.end, after.end)) };
}

function maskedText(bytes: Buffer, from: number, to: number, matches: readonly Match[]): string {
  let text = '';
  let at = from;
  for (const match of matches) {
    if (match.end <= at || match.start >= to) continue;
    text += bytes.toString('utf8', at, Math.max(at, match.start)) + MASK;
    at = Math.min(to, match.end);
  }
  return (text + bytes.toString('utf8', at, to)).replace(QUOTED_VALUE, `$1$2${MASK}`).replace(TOKEN_LIKE, maskToken);
}

/** Names in capitals and plain words stay readable; digits beside letters are what tokens are made of. */
function maskToken(token: string): string {
  return /[0-9]/.test(token) && /[A-Za-z]/.test(token) ? MASK : token;
}

function cutStart(text: string): string {
  return text.length > WIDTH ? `${MASK}${text.slice(-WIDTH)}` : text;
}

function cutEnd(text: string): string {
  return text.length > WIDTH ? `${text.slice(0, WIDTH)}${MASK}` : text;
}
