import { endianness } from 'node:os';

type Numbers = Uint32Array | Int32Array | Float64Array;

const isLittle = endianness() === 'LE';

/** The bytes of numbers, the lowest first, whatever the machine does. */
export function littleEndian(numbers: Numbers): Buffer {
  const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return isLittle ? bytes : turned(Buffer.from(bytes), numbers.BYTES_PER_ELEMENT);
}

/** So many numbers of a kind, from a place in some bytes on. */
export function numbersFrom<T extends Numbers>(
  kind: { new (buffer: ArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
  bytes: Buffer,
  at: number,
  count: number,
): T {
  const copy = new Uint8Array(bytes.subarray(at, at + count * kind.BYTES_PER_ELEMENT));
  if (!isLittle) turned(Buffer.from(copy.buffer), kind.BYTES_PER_ELEMENT);
  return new kind(copy.buffer);
}

function turned(bytes: Buffer, size: number): Buffer {
  return size === 8 ? bytes.swap64() : bytes.swap32();
}
