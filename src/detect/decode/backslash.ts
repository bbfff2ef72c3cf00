import { type Escape, hexNumber, type Notation } from './escapes.js';

const [BACKSLASH, SLASH, OPENING, CLOSING] = [0x5c, 0x2f, 0x7b, 0x7d];
const [LOWER_X, LOWER_U, UPPER_U] = [0x78, 0x75, 0x55];

/** A string in a string in a string … doubles them each time. */
const MOST_BACKSLASHES = 16;

/**
 * `\x41` `\u0041` `\u{41}` `\U00000041` `\101` `\/`: the escapes of JSON (RFC 8259 §7), JavaScript, YAML, C and most other
 * languages. One in a string of a string has more backslashes, and means the same in the end.
 */
export const BACKSLASH_ESCAPES: Notation = {
  encoding: 'escape',
  read(bytes, at) {
    if (bytes[at] !== BACKSLASH) return undefined;
    let kind = at + 1;
    while (kind < at + MOST_BACKSLASHES && bytes[kind] === BACKSLASH) kind++;
    switch (bytes[kind]) {
      case SLASH:
        return { end: kind + 1, code: SLASH };
      case LOWER_X:
        return hexadecimal(bytes, kind + 1, 2);
      case LOWER_U:
        return bytes[kind + 1] === OPENING ? inBraces(bytes, kind + 2) : hexadecimal(bytes, kind + 1, 4);
      case UPPER_U:
        return hexadecimal(bytes, kind + 1, 8);
      default:
        return octal(bytes, kind);
    }
  },
};

function hexadecimal(bytes: Uint8Array, at: number, wanted: number): Escape | undefined {
  const { code, digits } = hexNumber(bytes, at, wanted);
  return digits === wanted ? { end: at + wanted, code } : undefined;
}

function inBraces(bytes: Uint8Array, at: number): Escape | undefined {
  const { code, digits } = hexNumber(bytes, at, 8);
  return digits > 0 && bytes[at + digits] === CLOSING ? { end: at + digits + 1, code } : undefined;
}

/** Three digits: fewer could be a reference in a regex, and more than `\177` is not ASCII. */
function octal(bytes: Uint8Array, at: number): Escape | undefined {
  let code = 0;
  for (let place = at; place < at + 3; place++) {
    const digit = (bytes[place] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) return undefined;
    code = code * 8 + digit;
  }
  return code < 0x80 ? { end: at + 3, code } : undefined;
}
