/** What the header of an entry says, as far as it matters. */
export interface TarHeader {
  readonly name: Buffer;
  readonly size: number;
  /** One character. */
  readonly type: string;
  /** What a link leads to; empty for anything else. */
  readonly link: Buffer;
  /** Of a file with holes: more of its map follows the header. */
  readonly isExtended: boolean;
}

const BLOCK = 512;
const CHECKSUM = 148;

/**
 * A block of 512 bytes as a header: it is one when the sum of its bytes is what it says, which holds for archives older
 * than ustar too.
 */
export function parseHeader(block: Buffer): TarHeader | undefined {
  if (block.length < BLOCK || !isSummed(block)) return undefined;
  const size = numberAt(block, 124, 12);
  if (size === undefined) return undefined;
  const isUstar = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isUstar ? textAt(block, 345, 155) : Buffer.alloc(0);
  const name = textAt(block, 0, 100);
  return {
    name: prefix.length === 0 ? Buffer.from(name) : Buffer.concat([prefix, SLASH, name]),
    size,
    type: String.fromCharCode(block[156] as number),
    link: Buffer.from(textAt(block, 157, 100)),
    isExtended: block[482] !== 0,
  };
}

export function isZero(block: Buffer): boolean {
  return block.every((byte) => byte === 0);
}

const SLASH = Buffer.from('/');

/** The sum counts its own place as blanks. Some old programs added signed bytes. */
function isSummed(block: Buffer): boolean {
  const said = numberAt(block, CHECKSUM, 8);
  if (said === undefined || said === 0) return false;
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < BLOCK; at++) {
    const byte = at >= CHECKSUM && at < CHECKSUM + 8 ? 0x20 : (block[at] as number);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  return said === unsigned || said === signed;
}

/** Octal digits; or, of GNU, a binary number of which the first bit is set. Undefined when it is none that can be used. */
function numberAt(block: Buffer, at: number, length: number): number | undefined {
  if ((block[at] as number) === 0x80) {
    const value = block.readBigUInt64BE(at + length - 8);
    const isLarge = block.subarray(at + 1, at + length - 8).some((byte) => byte !== 0);
    return isLarge || value > Number.MAX_SAFE_INTEGER ? undefined : Number(value);
  }
  const text = block
    .toString('latin1', at, at + length)
    .replace(/^ +/, '')
    .replace(/[ \0].*$/s, '');
  if (text === '') return 0;
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

function textAt(block: Buffer, at: number, length: number): Buffer {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return end === -1 ? field : field.subarray(0, end);
}
