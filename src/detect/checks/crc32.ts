/** The usual CRC-32 (IEEE 802.3, reflected polynomial), as zlib has it, of latin1 text. @returns 0 to 2^32 - 1 */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) crc = (crc >>> 8) ^ (TABLE[(crc ^ text.charCodeAt(i)) & 0xff] as number);
  return (crc ^ 0xffffffff) >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A number in base 62 (digits, upper case, lower case), padded on the left with `0`. @param width characters */
export function base62(value: number, width: number): string {
  let digits = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) digits = BASE62[rest % 62] + digits;
  return digits.padStart(width, '0');
}

/** A number in base 36 (digits, lower case), padded on the left with `0`. */
export function base36(value: number, width: number): string {
  return value.toString(36).padStart(width, '0');
}

/** A 32-bit number as eight hexadecimal digits, the highest byte first. */
export function hex32(value: number): string {
  return value.toString(16).padStart(8, '0');
}

/** A 32-bit number as four bytes, the lowest first. */
export function littleEndian32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
