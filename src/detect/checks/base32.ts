const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes of base 32 without padding (RFC 4648 §6), or undefined when a character is none of it. Bits left over are dropped. */
export function fromBase32(text: string): Buffer | undefined {
  const bytes: number[] = [];
  let [bits, count] = [0, 0];
  for (const char of text.toUpperCase()) {
    const value = ALPHABET.indexOf(char);
    if (value === -1) return undefined;
    bits = ((bits << 5) | value) & 0xfff;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return Buffer.from(bytes);
}

/** Base 32 without padding. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let [bits, count] = [0, 0];
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    for (count += 8; count >= 5; count -= 5) text += ALPHABET[(bits >> (count - 5)) & 31];
  }
  return count === 0 ? text : text + ALPHABET[(bits << (5 - count)) & 31];
}
