import { hexNumber, type Notation } from './escapes.js';

const [AMPERSAND, NUMBER_SIGN, SEMICOLON, LOWER_X, ZERO] = [0x26, 0x23, 0x3b, 0x78, 0x30];

/** More digits than any character of ASCII needs, for those who write zeros in front. */
const MOST_DIGITS = 7;

/** `&#65;` and `&#x41;`: characters of HTML and XML by their numbers. Those with names stand in no token. */
export const ENTITIES: Notation = {
  encoding: 'entity',
  read(bytes, at) {
    if (bytes[at] !== AMPERSAND || bytes[at + 1] !== NUMBER_SIGN) return undefined;
    const isHex = ((bytes[at + 2] ?? 0) | 0x20) === LOWER_X;
    const from = at + (isHex ? 3 : 2);
    const { code, digits } = isHex ? hexNumber(bytes, from, MOST_DIGITS) : decimalNumber(bytes, from);
    return digits > 0 && bytes[from + digits] === SEMICOLON ? { end: from + digits + 1, code } : undefined;
  },
};

function decimalNumber(bytes: Uint8Array, at: number): { code: number; digits: number } {
  let [code, digits] = [0, 0];
  for (; digits < MOST_DIGITS; digits++) {
    const value = (bytes[at + digits] ?? 0) - ZERO;
    if (value < 0 || value > 9) break;
    code = code * 10 + value;
  }
  return { code, digits };
}
