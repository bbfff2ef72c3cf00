import { hexNumber, type Notation } from './escapes.js';

const PERCENT = 0x25;

/** `%41`, as URLs have it: RFC 3986 §2.1. */
export const PERCENT_ESCAPES: Notation = {
  encoding: 'percent',
  read(bytes, at) {
    if (bytes[at] !== PERCENT) return undefined;
    const { code, digits } = hexNumber(bytes, at + 1, 2);
    return digits === 2 ? { end: at + 3, code } : undefined;
  },
};
