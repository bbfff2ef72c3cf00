import { type Match, secretOf } from '../detect/match.js';
import type { Excerpt } from './finding.js';
import { lineAround } from './position.js';

/** Stands for what is not shown. */
export const MASK = '…';
/** The last four characters of a long random token help to find it in a provider's list; of a short one they are too much. */
const SHOWN_AT_END = 4;
const LONG_ENOUGH_TO_SHOW_END = 32;
/** A prefix is shown when at least this much stays hidden: somebody's own pattern can be the secret's own words. */
const LEAST_HIDDEN = 8;

/**
 * What may be shown of a secret: the vendor's prefix, which is no secret, and of a long one its last four characters.
 * Nothing of a value that is known by its variable: that may be any word.
 */
export function preview(match: Match, bytes: Buffer): string {
  if (match.pattern.variables !== undefined) return MASK;
  const secret = secretOf(match, bytes);
  const armour = /^-----BEGIN [A-Z0-9 ]{3,60}-----/.exec(secret);
  if (armour) return `${armour[0]}${MASK}`;
  const { anchor } = match.pattern;
  const literals = 'literals' in anchor ? anchor.literals : [];
  const prefix =
    literals.find((literal) => secret.startsWith(literal) && secret.length - literal.length >= LEAST_HIDDEN) ?? '';
  const body = secret.slice(prefix.length);
  const end = body.length >= LONG_ENOUGH_TO_SHOW_END && /^[A-Za-z0-9_-]+$/.test(body) ? body.slice(-SHOWN_AT_END) : '';
  return `${prefix}${MASK}${end}`;
}

/** Characters shown on either side of a secret on its line. */
const WIDTH = 60;
/** Bytes read on either side. Far more than is shown, so that the cut cannot make a long token look like a short word. */
const READ = 512;

/** Where the line goes on beyond what was read, so many characters may be the rest of a value that would be masked. */
const UNSURE = 80;

function isLineEnd(bytes: Buffer, at: number): boolean {
  return at < 0 || at >= bytes.length || bytes[at] === 0x0a || bytes[at] === 0x0d;
}

/** Anything on the line that could be another secret, known to a pattern or not. */
const TOKEN_LIKE = /[A-Za-z0-9+/=_-]{16,}/g;
const NAMED_VALUE =
  /((?:pass|pwd|secret|token|key|auth|cred)[\w-]{0,30}["'`]?\s{0,4}[:=]{1,2}>?\s{0,4}(?:(?:Bearer|Basic|Token) )?)("[^"]{4,}(?:"(?!\w)|$)|'[^']{4,}(?:'(?!\w)|$)|["']?[^\s"',;&]{4,})/gi;
const URL_PASSWORD = /(:\/\/[^\s/@:]{0,64}:)[^\s/@]{1,256}@/g;

/**
 * The line around a match, so that a person recognises the place. A line can hold more secrets than the one that is
 * reported (an `.env` on one line, a minified bundle): whatever else matched, looks like a token, or is assigned to a
 * name such as password, is masked as well.
 *
 * @param others every match in the same bytes, reported or not, by rising offset
 */
export function excerpt(match: Match, others: readonly Match[], bytes: Buffer): Excerpt {
  const { start } = lineAround(bytes, match.start, READ);
  const { end } = lineAround(bytes, match.end, READ);
  const [first, last] = [match.start - seamBefore(match, bytes), match.end + seamAfter(match, bytes)];
  const before = withoutEncoded(maskedText(bytes, start, first, others), undefined, match);
  const after = withoutEncoded(maskedText(bytes, last, end, others), match, undefined);
  return {
    before: cutStart(isLineEnd(bytes, start - 1) || before.startsWith(MASK) ? before : MASK + before.slice(UNSURE)),
    after: cutEnd(isLineEnd(bytes, end) || after.endsWith(MASK) ? after : after.slice(0, -UNSURE) + MASK),
  };
}

/** What can belong to the same encoded text as a secret, of which nobody knows what else is in it. */
const ENCODED_BEFORE = /[A-Za-z0-9+/_%\\&#;{}-]{1,512}$/;
const ENCODED_BEHIND = /^[A-Za-z0-9+/=_%\\&#;{}-]{1,512}/;

/** A text between two matches, or beside one. */
function withoutEncoded(text: string, before: Match | undefined, behind: Match | undefined): string {
  const rest = before?.decoded === undefined ? text : text.replace(ENCODED_BEHIND, MASK);
  return behind?.decoded === undefined ? rest : rest.replace(ENCODED_BEFORE, MASK);
}

/** Text in UTF-16 and UTF-32, as it looks in bytes: without the NULs its values can be seen, and masked. */
const WIDE = /[^\0](?:\0{1,3}[^\0]){3,}/g;

function textOf(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('utf8', from, to).replace(WIDE, (text) => text.replaceAll('\0', ''));
}

/** The characters of base64 beside a value, which stand for bits of it too; see `base64Of`. */
const SEAM = 3;

function seamBefore({ pattern, start }: Match, bytes: Buffer): number {
  if (pattern.variables === undefined) return 0;
  return /[A-Za-z0-9+/_-]*$/.exec(bytes.toString('latin1', Math.max(0, start - SEAM), start))?.[0].length ?? 0;
}

function seamAfter({ pattern, end }: Match, bytes: Buffer): number {
  if (pattern.variables === undefined) return 0;
  return /^[A-Za-z0-9+/_-]*/.exec(bytes.toString('latin1', end, end + SEAM))?.[0].length ?? 0;
}

function maskedText(bytes: Buffer, from: number, to: number, matches: readonly Match[]): string {
  let text = '';
  let at = from;
  let last: Match | undefined;
  const stretch = (end: number, next?: Match) => withoutEncoded(textOf(bytes, at, Math.max(at, end)), last, next);
  for (let index = firstEndingBehind(matches, from); index < matches.length; index++) {
    const match = matches[index] as Match;
    if (match.start >= to) break;
    text += stretch(match.start - seamBefore(match, bytes), match) + MASK;
    at = Math.max(at, Math.min(to, match.end + seamAfter(match, bytes)));
    last = match;
  }
  return withoutValues(text + stretch(to)).replace(TOKEN_LIKE, (token) => (looksDrawn(token) ? MASK : token));
}

function withoutValues(text: string): string {
  return text.replace(NAMED_VALUE, `$1${MASK}`).replace(URL_PASSWORD, `$1${MASK}@`);
}

/** Longer than the names of branches, between their slashes and dashes, which stand in many messages of merges. */
const LONG_TOKEN = /[A-Za-z0-9+=_]{20,}/g;

/** A line of prose, with what looks like a secret in it masked. */
export function withoutTokens(text: string): string {
  return withoutValues(text).replace(LONG_TOKEN, (token) => (looksDrawn(token) ? MASK : token));
}

/** Matches do not overlap, so they end in the order in which they begin. */
function firstEndingBehind(matches: readonly Match[], offset: number): number {
  let [low, high] = [0, matches.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((matches[middle] as Match).end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Names in capitals, plain words and camel case stay readable. Digits beside letters are what tokens are made of, and
 * capitals in every other place.
 */
function looksDrawn(token: string): boolean {
  if (/[0-9]/.test(token)) return /[A-Za-z]/.test(token) || /[0-9]{16}/.test(token);
  const words = token.split(/(?=[A-Z])|[^A-Za-z]+/);
  return /[a-z]/.test(token) && words.length > token.length / 3.5;
}

function cutStart(text: string): string {
  return text.length > WIDTH ? `${MASK}${text.slice(-WIDTH)}` : text;
}

function cutEnd(text: string): string {
  return text.length > WIDTH ? `${text.slice(0, WIDTH)}${MASK}` : text;
}
