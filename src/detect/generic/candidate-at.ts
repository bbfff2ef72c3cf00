import { userEnd } from '../assigned-place.js';
import { latin1 } from '../latin1.js';
import type { Candidate } from './candidate.js';
import { type Name, nameAround, type PlacedName } from './name.js';
import { type AssignedValue, valueAfter } from './value-after.js';
import { isWorthReading } from './worth-reading.js';

/** Bytes before a stem and behind it that are read; what is assigned to a name stands no further away. */
export const GENERIC_BEFORE = 140;
export const GENERIC_BEHIND = 896;
/** Characters before the name and behind the value that take part in the judgement. */
const SURROUNDINGS_BEFORE = 60;
const SURROUNDINGS_BEHIND = 40;

/** Bytes around a value on which anything said of it can depend. */
export const GENERIC_REACH = GENERIC_BEFORE + GENERIC_BEHIND;

/** A candidate and its place. */
export interface PlacedCandidate extends Candidate {
  /** Byte offsets of the value. */
  readonly from: number;
  readonly to: number;
}

/**
 * The value that is assigned to the name around a stem.
 *
 * @param at byte offset of one of `NAME_STEMS`; kernels give those that pass `assigned-place.ts`
 * @returns undefined when nothing is assigned there, or a word of code; `whyNot` tells what cannot be a secret
 */
export function candidateAt(bytes: Uint8Array, at: number): PlacedCandidate | undefined {
  if (bytes[at] === 0x3a) return bytes[at + 1] === 0x2f ? userInfoAt(bytes, at) : undefined;
  if (!isWorthReading(bytes, at)) return undefined;
  const origin = Math.max(0, at - GENERIC_BEFORE);
  const text = latin1(bytes, origin, at + GENERIC_BEHIND);
  const found = nameAt(text, at - origin);
  if (found === undefined) return undefined;
  const value = valueAfter(text, found.start, found.end);
  if (value === undefined) return undefined;
  return placed(text, origin, found, value);
}

const IDENTIFIED_BY: Name = {
  text: 'identified by',
  words: ['identified'],
  kind: 'password',
  negative: undefined,
  isLast: true,
};

function nameAt(text: string, at: number): PlacedName | undefined {
  if ((text.charCodeAt(at) | 0x20) !== 0x69) return nameAround(text, at);
  const clause = /^identified by/i.exec(text.slice(at, at + 13));
  return clause === null ? nameAround(text, at) : { start: at, end: at + 13, name: IDENTIFIED_BY };
}

const USER_INFO: Name = { text: '://user', words: ['userinfo'], kind: 'password', negative: undefined, isLast: true };

/** The password in the authority of an address, RFC 3986 §3.2.1: `scheme://user:PASSWORD@host`. */
function userInfoAt(bytes: Uint8Array, at: number): PlacedCandidate | undefined {
  const colon = userEnd(bytes, at + 3);
  if (colon === undefined) return undefined;
  const origin = Math.max(0, at - GENERIC_BEFORE);
  const text = latin1(bytes, origin, at + GENERIC_BEHIND);
  const start = colon + 1 - origin;
  PASSWORD.lastIndex = start;
  const found = PASSWORD.exec(text);
  if (found === null) return undefined;
  const value = {
    syntax: 'userinfo',
    start,
    end: start + found[0].length,
    quote: '',
    wrapper: '',
    spaced: false,
  } as const;
  return placed(text, origin, { start: at - origin, end: start - 1, name: USER_INFO }, value);
}

const PASSWORD = /[^\s/@"'<>`]{1,128}(?=@[\w%[{$])/y;
function placed(text: string, origin: number, { start, end, name }: PlacedName, value: AssignedValue): PlacedCandidate {
  // Property by property: copying an object whose shape is not known costs more than all the rest.
  return {
    syntax: value.syntax,
    start: value.start,
    end: value.end,
    quote: value.quote,
    wrapper: value.wrapper,
    spaced: value.spaced,
    name,
    nameEnd: end,
    value: text.slice(value.start, value.end),
    before: text.slice(Math.max(0, start - SURROUNDINGS_BEFORE), start),
    after: text.slice(value.end, value.end + SURROUNDINGS_BEHIND),
    from: origin + value.start,
    to: origin + value.end,
  };
}
