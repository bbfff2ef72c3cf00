const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const SUM_LENGTH = 6;

/**
 * The six characters that end a Bech32 text (BIP 173, constant 1) which begins with `head`: a human-readable part, the
 * last `1`, and data. In upper case when the head is. No limit of length.
 */
export function bech32Sum(head: string): string {
  const lower = head.toLowerCase();
  const border = lower.lastIndexOf('1');
  const codes = [...lower.slice(0, border)].map((char) => char.charCodeAt(0));
  const data = [...lower.slice(border + 1)].map((char) => ALPHABET.indexOf(char));
  const values = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...data];
  const sum = polymod([...values, ...Array<number>(SUM_LENGTH).fill(0)]) ^ 1;
  const text = Array.from({ length: SUM_LENGTH }, (_, i) => ALPHABET[(sum >>> (5 * (5 - i))) & 31]).join('');
  return head === lower ? text : text.toUpperCase();
}

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, term] of GENERATOR.entries()) if ((top >>> bit) & 1) sum ^= term;
  }
  return sum;
}
