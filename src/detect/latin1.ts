/**
 * Bytes `start` to `end` as text, one character a byte, so that an index in the text is an offset in the bytes.
 * Ends are clamped to the buffer.
 */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  const from = Math.max(0, start);
  const to = Math.min(bytes.length, end);
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, to - from)).toString('latin1');
}
