/**
 * Bytes `start` to `end` as text, one character a byte, so that an index in the text is an offset in the bytes.
 * Ends are clamped to the buffer.
 */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  const from = Math.max(0, start);
  const to = Math.min(bytes.length, end);
  // A view of its own costs more than the text: callers mostly have a buffer already.
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return buffer.toString('latin1', from, to);
}
