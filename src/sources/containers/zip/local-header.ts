import type { ByteReader } from '../byte-reader.js';

/** Signatures of APPNOTE.TXT, the definition of zip: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export const LOCAL = 0x04034b50;
export const DESCRIPTOR = 0x08074b50;
export const DIRECTORY = 0x02014b50;
export const DIRECTORY_END = 0x06054b50;

export const LOCAL_LENGTH = 30;

/** What stands before the data of an entry (§4.3.7). */
export interface LocalHeader {
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Its sizes and its checksum stand behind its data. */
  readonly hasDescriptor: boolean;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly name: Buffer;
  /** Of the header with all that belongs to it. */
  readonly length: number;
}

/** @param bytes from its signature on, with its name and its extra fields as far as they are there */
export function parseLocalHeader(bytes: Buffer): LocalHeader | undefined {
  if (bytes.length < LOCAL_LENGTH || bytes.readUInt32LE(0) !== LOCAL) return undefined;
  const flags = bytes.readUInt16LE(6);
  const nameEnd = LOCAL_LENGTH + bytes.readUInt16LE(26);
  const length = nameEnd + bytes.readUInt16LE(28);
  const sizes = { compressedSize: bytes.readUInt32LE(18), size: bytes.readUInt32LE(22) };
  return {
    method: bytes.readUInt16LE(8),
    isEncrypted: (flags & 1) !== 0,
    hasDescriptor: (flags & 8) !== 0,
    crc: bytes.readUInt32LE(14),
    ...sizes,
    ...largeSizes(bytes.subarray(nameEnd, length), sizes),
    name: Buffer.from(bytes.subarray(LOCAL_LENGTH, nameEnd)),
    length,
  };
}

/** The length of a header that begins here. */
export async function peekLocalHeader(reader: ByteReader): Promise<LocalHeader | undefined> {
  const fixed = await reader.peek(LOCAL_LENGTH);
  if (fixed.length < LOCAL_LENGTH || fixed.readUInt32LE(0) !== LOCAL) return undefined;
  const bytes = await reader.peek(LOCAL_LENGTH + fixed.readUInt16LE(26) + fixed.readUInt16LE(28));
  return parseLocalHeader(bytes);
}

const SMALL = 0xffffffff;
const ZIP64 = 1;

/** §4.5.3: sizes of 64 bits stand in an extra field, those that do not fit. */
function largeSizes(extra: Buffer, { compressedSize, size }: Pick<LocalHeader, 'compressedSize' | 'size'>) {
  if (compressedSize !== SMALL && size !== SMALL) return {};
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== ZIP64) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    const place = size === SMALL ? 8 : 0;
    return {
      ...(size === SMALL && field.length >= 8 && { size: Number(field.readBigUInt64LE(0)) }),
      ...(compressedSize === SMALL &&
        field.length >= place + 8 && { compressedSize: Number(field.readBigUInt64LE(place)) }),
    };
  }
  return {};
}
