import { latin1 } from '../latin1.js';
import { gunzipped } from './gzip.js';
import { beginsAsGzip, beginsAsText, IS_CONTROL } from './head.js';
import { LONGEST_SPAN, type Span } from './span.js';

/** Digits that are read to judge: more than the shortest of digests has. */
const JUDGED = 32;
const head = new Uint8Array(16);

const DIGITS = Int8Array.from({ length: 256 }, (_, byte) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(byte).toLowerCase()),
);

/**
 * Text, or gzip, in hexadecimal digits that begins at `start`.
 *
 * @param end of the run of token characters
 */
export function hexSpan(bytes: Uint8Array, start: number, end: number): Span | undefined {
  if (end - start < JUDGED || !beginsWell(bytes, start)) return undefined;
  const last = Math.min(end, start + LONGEST_SPAN);
  let to = start;
  while (to < last && (DIGITS[bytes[to] as number] as number) >= 0) to++;
  if ((to - start) % 2 === 1 || (to < last && /[A-Za-z0-9]/.test(latin1(bytes, to, to + 1)))) return undefined;
  const whole = { start, end: to };
  const isGzip = beginsAsGzip(head);
  return {
    ...whole,
    encodings: isGzip ? ['hex', 'gzip'] : ['hex'],
    decode: (most) => {
      if (isGzip) return gunzipped(Buffer.from(latin1(bytes, start, to), 'hex'), whole, most);
      return {
        bytes: Buffer.from(latin1(bytes, start, Math.min(to, start + most * 2)), 'hex'),
        place: (from, behind) => ({ start: start + from * 2, end: start + behind * 2 }),
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
    if ((high | low) < 0) return false;
    head[at] = (high << 4) | low;
    if (IS_CONTROL[head[at] as number] === 1 && !(at < 3 && (head[at] === 0x1f || head[at] === 0x08))) {
      return beginsAsGzip(head);
    }
  }
  return beginsAsGzip(head) || beginsAsText(head, head.length);
}
