import { ContainerError } from '../container-error.js';
import type { Block } from './block.js';

const PIECE = 1 << 18;
const LONGEST_RUN = 255;

/**
 * What a block becomes: behind four equal bytes one says how many more there are. @throws ContainerError at its end when
 * it is damaged
 */
export function* expandRuns({ next, start }: Block, checksum: number): Generator<Buffer> {
  let crc = -1;
  let piece = Buffer.allocUnsafe(PIECE);
  let length = 0;
  let place = start;
  let last = -1;
  let equal = 0;
  for (let index = 0; index < next.length; index++) {
    const entry = next[place] as number;
    const byte = entry & 0xff;
    place = entry >>> 8;
    const isCount = equal === 4;
    const value = isCount ? last : byte;
    const count = isCount ? byte : 1;
    equal = isCount ? 0 : byte === last ? equal + 1 : 1;
    last = value;
    for (let copy = 0; copy < count; copy++) {
      piece[length++] = value;
      crc = (crc << 8) ^ (TABLE[(crc >>> 24) ^ value] as number);
    }
    if (length + LONGEST_RUN > PIECE) {
      yield piece.subarray(0, length);
      piece = Buffer.allocUnsafe(PIECE);
      length = 0;
    }
  }
  if (length > 0) yield piece.subarray(0, length);
  if (~crc >>> 0 !== checksum) throw new ContainerError('it is damaged: the checksum of a block is another one');
}

/** CRC-32 with the highest bit first, as no library of Node has it. */
const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});
