import { mayFollowEscape } from './boundary.js';
import { namesCredential } from './credential-name.js';
import { latin1 } from './latin1.js';

/** Names longer than this are not names, and 160 bytes hold any name with its operator and quotes. */
const LONGEST_HEAD = 160;

/** What stands before a value on its line: all that its end does not change. */
export interface Assignment {
  /** It is assigned to a name that says key, token, secret or the like, by the syntax. */
  readonly toCredential: boolean;
  /** It stands where a URL may have its user or password. */
  readonly inUserInfo: boolean;
}

/**
 * False when the byte before a value already tells that it is assigned to nothing: names, members and digits end so. What
 * operators and quotes end with may be assigned, as may what stands behind an escape.
 */
export function mayBeAssigned(bytes: Uint8Array, start: number): boolean {
  const before = bytes[start - 1];
  if (before === undefined) return false;
  if (before === 0x2f) return bytes[start - 2] === 0x2f;
  return MAY_STAND_BEFORE[before] === 1 || (IS_ALNUM[before] === 1 && mayFollowEscape(bytes, start));
}

/** @param reach bytes before the value that may be looked at */
export function assignmentAt(bytes: Uint8Array, start: number, reach: number): Assignment {
  const head = latin1(bytes, start - Math.min(LONGEST_HEAD, reach), start);
  const line = head.slice(Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r')) + 1);
  return { toCredential: namesBefore(line).some(namesCredential), inUserInfo: USER_INFO.test(line) };
}

/**
 * True when the value that ends at `end` is assigned to a name that says key, token, secret or the like, by the syntax
 * around it on its line, or stands where a URL has its user and password.
 *
 * @param reach bytes behind the value that may be looked at
 */
export function isCredential(assignment: Assignment, bytes: Uint8Array, end: number, reach: number): boolean {
  if (assignment.toCredential) return true;
  return assignment.inUserInfo && USER_INFO_END.test(latin1(bytes, end, end + Math.min(LONGEST_HEAD, reach)));
}

/** One of these stands in every name that says key, token, secret …, and before every user and password in a URL. */
export const CREDENTIAL_HINTS = [
  'key',
  'token',
  'secret',
  'pass',
  'cred',
  'auth',
  'login',
  'bearer',
  'api',
  'pat',
  'pw',
  'value',
  '://',
];

/** RFC 3986 §3.2.1: `https://USER@host` and `https://USER:PASSWORD@host`; the value is either of the two. */
const USER_INFO = /:\/\/(?:[^\s/@:"'<>]{0,64}:)?$/;
const USER_INFO_END = /^(?::[^\s/@:"'<>]{0,64})?@/;

/**
 * The names that a value is assigned to, given its line up to the value; the nearest first.
 *
 *     NAME=…   "name": "…   name := …   --name …   <name>…   put("name", "…   login(key="…   Authorization: Bearer …
 *     name: str = "…   key = wrap("…   ${NAME:-…   env["NAME"] || "…   and all of it escaped for JSON or a URL
 */
export function namesBefore(line: string): string[] {
  return readNames(unescaped(line), 1);
}

/**
 * Escapes as what they mean, and the quotes and spaces that word processors put in (in UTF-8) as the plain ones; a line
 * end and a terminal's colour are white space between a name and its value. Most lines have none of them.
 */
function unescaped(line: string): string {
  return INTRODUCER.test(line) ? line.replace(ESCAPES, meaningOf) : line;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with one
const INTRODUCER = /[\\%\x1b&\xc2\xe2]/;
const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with one
  /\\+u00[0-9a-f]{2}|\\+[nrt"'`]|%(?:25)?[0-9a-f]{2}|&(?:quot|apos|#3[49]);|(?:\x1b|\\e|\\033|\\x1b|\\u001b)\[[0-9;]{0,20}m|\xe2\x80[\x98-\x9f]|\xc2[\xa0\xab\xbb]/gi;

function meaningOf(written: string): string {
  const code = /^(?:\\+u00|%(?:25)?)([0-9a-f]{2})$/i.exec(written)?.[1];
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  if (/^(?:&|\xe2|\xc2[\xab\xbb])/.test(written)) return '"';
  return /["'`]$/.test(written) ? written.slice(-1) : ' ';
}

const OPENING = ' \t\n"\'`([{<';
const OPERATOR = ' \t\n:=-><~?+|!,';
const CLOSING = '"\'`)]}[';

/** Entities end in a semicolon, quotes of word processors in a byte above ASCII. */
const MAY_STAND_BEFORE = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 || `${OPENING}${OPERATOR};`.includes(String.fromCharCode(byte)) ? 1 : 0,
);
const IN_NAMES = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z0-9_.$-]/.test(String.fromCharCode(byte)) ? 1 : 0,
);
const IS_ALNUM = Uint8Array.from({ length: 256 }, (_, byte) => (/[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? 1 : 0));

/** @param calls how many function calls around the value may be looked through */
function readNames(line: string, calls: number): string[] {
  const reader = new BackwardReader(line);
  const opening = reader.skipOpening();
  const scheme = /\s/.test(opening) ? reader.skipScheme() : '';
  const operator = reader.skip(scheme === '' ? OPERATOR : OPENING + OPERATOR, 24);
  const target = reader.rest();
  // `A | B` is a choice of types, unless it is a row of a table.
  const isChoice = /(?<!\|)\|(?!\|)/.test(operator) && !/["'`]/.test(opening) && !/^\s*\|/.test(line);
  const isAssigned = (!isChoice && /[=:>,|?\s]/.test(operator)) || /[\s([{]/.test(opening);
  reader.skip(CLOSING, 6);
  const name = isAssigned ? reader.readName() : '';
  const names = [scheme, name].filter((word) => word !== '');
  if (name === 'or') names.push(...readNames(`${reader.rest()}||`, 0));
  if (operator.includes('=')) names.push(...declaredName(target));
  if (opening.includes('(') && calls > 0) names.push(...readNames(reader.rest(), calls - 1));
  return names;
}

const TYPE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.$<>[]&*?'| \t";

/** `name: Type = ` in Python, TypeScript, Rust and Kotlin, and `name string = ` in Go: the name in front of the type. */
function declaredName(target: string): string[] {
  const reader = new BackwardReader(target);
  const words = reader
    .skip(TYPE, 60)
    .trim()
    .split(/[ \t]+/);
  if (reader.skip(':', 1) === '') return words.at(-1) === 'string' ? words.slice(-2, -1) : [];
  reader.skip(`${CLOSING}? \t`, 6);
  return [reader.readName()].filter((name) => name !== '');
}

/** Reads a short text from its end. */
class BackwardReader {
  readonly #text: string;
  #end: number;

  constructor(text: string) {
    this.#text = text;
    this.#end = text.length;
  }

  /** What is left. */
  rest(): string {
    return this.#text.slice(0, this.#end);
  }

  /** Steps over characters of a set. @returns what was stepped over */
  skip(set: string, most: number): string {
    const from = this.#end;
    while (this.#end > 0 && from - this.#end < most && set.includes(this.#text[this.#end - 1] as string)) this.#end--;
    return this.#text.slice(this.#end, from);
  }

  /** Steps over opening quotes and brackets, with the letters that some languages put in front of a quote (`b"…"`). */
  skipOpening(): string {
    const quoted = this.skip(OPENING, 12);
    const prefix = /^["'`]/.test(quoted) ? this.#skipPattern(/(?<![A-Za-z0-9_.$-])[A-Za-z@$]{1,2}$/) : '';
    return prefix === '' ? quoted : this.skip(OPENING, 4) + quoted;
  }

  /** Steps over the scheme of an authentication header, RFC 9110 §11.1. @returns it, or nothing */
  skipScheme(): string {
    return this.#skipPattern(/(?<![A-Za-z0-9_.$-])(?:Bearer|Basic|Token|ApiKey|SSWS|Bot)$/i);
  }

  /** Steps over a name. @returns it, or nothing */
  readName(): string {
    const from = this.#end;
    while (this.#end > 0 && from - this.#end < 64 && IN_NAMES[this.#text.charCodeAt(this.#end - 1)] === 1) this.#end--;
    return this.#text.slice(this.#end, from);
  }

  /** @param pattern of seven characters at most, at the end of what is left */
  #skipPattern(pattern: RegExp): string {
    const found = pattern.exec(this.#text.slice(Math.max(0, this.#end - 8), this.#end))?.[0] ?? '';
    this.#end -= found.length;
    return found;
  }
}
