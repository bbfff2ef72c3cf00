// Archives made by hand, so that they can be made wrong.
import { execFileSync } from 'node:child_process';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string | Buffer;
  readonly content: Buffer | string;
  /** 8 is deflate, the default; 0 is none. */
  readonly method?: number;
  /** What is written in the place of the compressed content. */
  readonly data?: Buffer;
  readonly flags?: number;
  readonly crc?: number;
  /** What the directory says, when it lies. */
  readonly listed?: { readonly name?: string; readonly size?: number; readonly at?: number; readonly method?: number };
  readonly isUnlisted?: boolean;
  readonly comment?: string;
  /** Sizes of 64 bits. */
  readonly isLarge?: boolean;
}

export interface ZipOptions {
  readonly comment?: string;
  readonly before?: Buffer;
  readonly hasNoDirectory?: boolean;
}

/** A zip by https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT. Offsets do not count what stands before. */
export function zip(entries: readonly ZipEntry[], { comment = '', before, hasNoDirectory }: ZipOptions = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const { header, data, listed } = written(entry, at);
    parts.push(header, data);
    at += header.length + data.length;
    if (!entry.isUnlisted) directory.push(listed);
  }
  const size = Buffer.concat(directory).length;
  const text = Buffer.from(comment);
  const end = fields([0x06054b50, 4], [0, 4], [directory.length, 2], [directory.length, 2], [size, 4], [at, 4]);
  const tail = hasNoDirectory ? [] : [...directory, end, fields([text.length, 2]), text];
  return Buffer.concat([before ?? Buffer.alloc(0), ...parts, ...tail]);
}

function written(entry: ZipEntry, at: number) {
  const { method = 8, flags = 0, listed: lie = {}, comment = '', isLarge = false } = entry;
  const content = Buffer.from(entry.content);
  const data = entry.data ?? (method === 8 ? deflateRawSync(content) : content);
  const name = Buffer.from(entry.name);
  const hasDescriptor = (flags & 8) !== 0;
  const crc = entry.crc ?? crc32(content);
  const zip64 = fields([1, 2], [16, 2], [content.length, 8], [data.length, 8]);
  const small = (value: number) => (isLarge ? 0xffffffff : value);
  const sizes = (isThere: boolean, size = content.length) =>
    isThere
      ? ([
          [crc, 4],
          [small(data.length), 4],
          [small(size), 4],
        ] as const)
      : ([
          [0, 4],
          [0, 4],
          [0, 4],
        ] as const);
  const extra = isLarge ? zip64 : Buffer.alloc(0);
  const header = Buffer.concat([
    fields([0x04034b50, 4], [45, 2], [flags, 2], [method, 2], [0, 4], ...sizes(!hasDescriptor)),
    fields([name.length, 2], [extra.length, 2]),
    name,
    extra,
  ]);
  const listedName = Buffer.from(lie.name ?? entry.name);
  const listed = Buffer.concat([
    fields([0x02014b50, 4], [45, 2], [45, 2], [flags, 2], [lie.method ?? method, 2], [0, 4], ...sizes(true, lie.size)),
    fields([listedName.length, 2], [extra.length, 2], [comment.length, 2], [0, 4], [0, 4], [lie.at ?? at, 4]),
    listedName,
    extra,
    Buffer.from(comment),
  ]);
  const descriptor = fields([0x08074b50, 4], [crc, 4], [data.length, 4], [content.length, 4]);
  return { header, data: hasDescriptor ? Buffer.concat([data, descriptor]) : data, listed };
}

/** Numbers, the lowest byte first, each with its length. */
function fields(...values: readonly (readonly [value: number, bytes: number])[]): Buffer {
  return Buffer.concat(
    values.map(([value, bytes]) => {
      const field = Buffer.alloc(8);
      field.writeBigUInt64LE(BigInt(value));
      return field.subarray(0, bytes);
    }),
  );
}

export interface TarEntry {
  readonly name: string | Buffer;
  readonly content?: Buffer | string;
  readonly type?: string;
  readonly link?: string;
  /** What the header says, when it lies. */
  readonly size?: number;
  /** As it was before ustar: nothing behind the link. */
  readonly isOld?: boolean;
}

/** A tar by https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, with the zeros at its end. */
export function tar(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(tarEntry), Buffer.alloc(1024)]);
}

function tarEntry({ name, content = '', type = '0', link = '', size, isOld }: TarEntry): Buffer[] {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  Buffer.from(name).copy(header, 0, 0, 100);
  header.write('0000644\0', 100, 'latin1');
  header.write(`${(size ?? bytes.length).toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.write(isOld ? '\0' : type, 156, 'latin1');
  header.write(link, 157, 'latin1');
  if (!isOld) header.write('ustar\x0000', 257, 'latin1');
  header.write('        ', 148, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}

/** A pax header before an entry. */
export function pax(records: Readonly<Record<string, string>>, type = 'x'): TarEntry {
  const content = Object.entries(records).map(([key, value]) => {
    const text = ` ${key}=${value}\n`;
    let length = Buffer.byteLength(text);
    length += String(length + String(length).length).length;
    return `${length}${text}`;
  });
  return { name: 'pax', type, content: content.join('') };
}

/** What `ar` makes. */
export function ar(entries: readonly { readonly name: string; readonly content: string | Buffer }[]): Buffer {
  const parts = entries.flatMap(({ name, content }) => {
    const bytes = Buffer.from(content);
    const header = `${`${name}/`.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'644'.padEnd(8)}`;
    return [
      Buffer.from(`${header}${String(bytes.length).padEnd(10)}\`\n`),
      bytes,
      Buffer.alloc(bytes.length % 2, '\n'),
    ];
  });
  return Buffer.concat([Buffer.from('!<arch>\n'), ...parts]);
}

/** A frame of RFC 8878 that stores its content in blocks as it is. */
export function zstd(content: Buffer): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at === 0 || at < content.length; at += 1 << 17) {
    const block = content.subarray(at, at + (1 << 17));
    const isLast = at + (1 << 17) >= content.length;
    blocks.push(fields([block.length * 8 + Number(isLast), 3]), block);
  }
  return Buffer.concat([fields([0xfd2fb528, 4], [0, 1], [7 << 3, 1]), ...blocks]);
}

/** Compressors by their names: two of our own, and two programs that every Debian has. */
export const COMPRESSORS: Readonly<Record<string, (content: Buffer) => Buffer>> = {
  gz: (content) => gzipSync(content),
  zst: zstd,
  bz2: (content) => execFileSync('bzip2', ['-c'], { input: content, maxBuffer: 1 << 30 }),
  xz: (content) => execFileSync('xz', ['-c', '-0'], { input: content, maxBuffer: 1 << 30 }),
};
