import { gzipSync } from 'node:zlib';

/** A text (one character a byte), and where in it the secret is. */
export interface Hidden {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A way to write a text, and what a finding in it is said to be in. */
export interface Encoding {
  readonly name: string;
  readonly decoded: readonly string[];
  /** The text in another spelling, and the bytes that hold the secret then. */
  hide(hidden: Hidden): Hidden;
  /** It can only be written in bytes of every value. */
  readonly isBinary?: true;
}

const bytesOf = (text: string) => Buffer.from(text, 'latin1');
const code = (char: string) => char.charCodeAt(0);
const hex = (char: string, digits: number) => code(char).toString(16).padStart(digits, '0');

/** The quartets that hold the bytes of the secret. */
function base64(decoded: readonly string[], name: string, write: (bytes: Buffer) => string): Encoding {
  return {
    name,
    decoded,
    hide({ text, start, end }) {
      const written = write(bytesOf(text));
      return {
        text: written,
        start: Math.floor(start / 3) * 4,
        end: Math.min(written.length, Math.ceil(end / 3) * 4),
      };
    },
  };
}

function perCharacter(name: string, decoded: string, write: (char: string) => string, isBinary?: true): Encoding {
  return {
    name,
    decoded: [decoded],
    hide({ text, start, end }) {
      const written = [...text].map(write);
      const lengthOf = (to: number) => written.slice(0, to).join('').length;
      return { text: written.join(''), start: lengthOf(start), end: lengthOf(end) };
    },
    ...(isBinary && { isBinary }),
  };
}

export const BASE64 = base64(['base64'], 'base 64', (bytes) => bytes.toString('base64'));

/** All but those of many lines. */
export const ENCODINGS: readonly Encoding[] = [
  BASE64,
  base64(['base64'], 'base 64 for URLs, without padding', (bytes) => bytes.toString('base64url')),
  base64(['base64'], 'base 64 without padding', (bytes) => bytes.toString('base64').replace(/=+$/, '')),
  {
    name: 'gzip in base 64',
    decoded: ['base64', 'gzip'],
    hide({ text }) {
      const written = gzipSync(bytesOf(text)).toString('base64');
      return { text: written, start: 0, end: written.length };
    },
  },
  perCharacter('hexadecimal digits', 'hex', (char) => hex(char, 2)),
  perCharacter('hexadecimal digits in capitals', 'hex', (char) => hex(char, 2).toUpperCase()),
  perCharacter('percent escapes', 'percent', (char) => `%${hex(char, 2)}`),
  perCharacter('escapes of two digits', 'escape', (char) => `\\x${hex(char, 2)}`),
  perCharacter('escapes of four digits', 'escape', (char) => `\\u${hex(char, 4)}`),
  perCharacter('escapes of eight digits', 'escape', (char) => `\\U${hex(char, 8)}`),
  perCharacter('escapes in braces', 'escape', (char) => `\\u{${hex(char, 1)}}`),
  perCharacter('octal escapes', 'escape', (char) => `\\${code(char).toString(8).padStart(3, '0')}`),
  perCharacter('decimal entities', 'entity', (char) => `&#${code(char)};`),
  perCharacter('hexadecimal entities', 'entity', (char) => `&#x${hex(char, 2)};`),
  perCharacter('UTF-16', 'utf-16', (char) => `${char}\0`, true),
  perCharacter('UTF-32', 'utf-32', (char) => `${char}\0\0\0`, true),
];

/** In lines of 76 characters and shorter, as `base64` writes them. @param lineBreak perhaps with what indents the next line */
export function inLines(hidden: Hidden, lineBreak: string, length = 76): Hidden {
  const flat = BASE64.hide(hidden);
  const offset = (at: number) => at + Math.floor(at / length) * lineBreak.length;
  return {
    text: flat.text.replace(new RegExp(`.{${length}}(?=.)`, 'g'), `$&${lineBreak}`),
    start: offset(flat.start),
    end: offset(flat.end - 1) + 1,
  };
}
