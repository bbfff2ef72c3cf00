import { DIGITS, IS_CONTROL } from '../encoded-run.js';
import { latin1 } from '../latin1.js';
import { gunzipped } from './gzip.js';
import { beginsAsGzip, beginsAsText } from './head.js';
import { LONGEST_SPAN, type Span } from './span.js';

/** Digits that are read to judge: an MD5 has as many, and looks like text once in millions. */
const JUDGED = 32;
const head = new Uint8Array(16);

const [ZERO, LOWER_X] = [0x30, 0x78];

/**
 * Text, or gzip, in hexadecimal digits that begins at `start`, perhaps with `0x`.
 *
 * @param end of the run of token characters
 */
export function hexSpan(bytes: Uint8Array, start: number, end: number): Span | undefined {
  const isPrefixed = bytes[start] === ZERO && ((bytes[start + 1] as number) | 0x20) === LOWER_X;
  const first = isPrefixed ? start + 2 : start;
  if (end - first < JUDGED || !beginsWell(bytes, first)) return undefined;
  const last = Math.min(end, first + LONGEST_SPAN);
  let to = first;
  while (to < last && (DIGITS[bytes[to] as number] as number) < 16) to++;
  if ((to - first) % 2 === 1 || (to < last && /[A-Za-z0-9]/.test(latin1(bytes, to, to + 1)))) return undefined;
  const whole = { start, end: to };
  const isGzip = beginsAsGzip(head);
  return {
    ...whole,
    encodings: isGzip ? ['hex', 'gzip'] : ['hex'],
    decode: (most) => {
      if (isGzip) return gunzipped(Buffer.from(latin1(bytes, first, to), 'hex'), whole, most);
      return {
        bytes: Buffer.from(latin1(bytes, first, Math.min(to, first + most * 2)), 'hex'),
        place: (from, behind) => ({ start: first + from * 2, end: first + behind * 2 }),
        isEncoded: () => true,
      };
    },
  };
}

/** Decodes into `head`. */
function beginsWell(bytes: Uint8Array, start: number): boolean {
  for (let at = 0; at < head.length; at++) {
    const high = DIGITS[bytes[start + at * 2] as number] as number;
    const low = DIGITS[bytes[start + at * 2 + 1] as number] as number;
    if ((high | low) >= 16) return false;
    head[at] = (high << 4) | low;
    if (at === 2 && beginsAsGzip(head)) return true;
    if (at > 2 && IS_CONTROL[head[at] as number] === 1) return false;
  }
  return beginsAsText(head, head.length);
}
