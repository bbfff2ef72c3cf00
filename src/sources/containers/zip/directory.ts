import type { Entry, ZipFile } from 'yauzl';
import { ContainerError } from '../container-error.js';
import { from, type RandomAccess } from '../random-access.js';
import type { EndRecord } from './end-record.js';

/** What the directory says of an entry. */
export interface DirectoryEntry {
  readonly name: Buffer;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where its local header is, in the file. */
  readonly at: number;
  /** What people or programs wrote about it. */
  readonly remarks: readonly Buffer[];
}

/** What yauzl has and its types do not tell of. */
type Entries = ZipFile & { eachEntry(): AsyncIterable<Entry> };

/** The entries of the directory, in its order. @throws ContainerError where it cannot be read any further */
export async function* directoryOf(access: RandomAccess, { shift, end }: EndRecord): AsyncGenerator<DirectoryEntry> {
  try {
    const own = from(access, shift);
    const zip = await opened({ size: end - shift, read: (at, length) => own.read(at, length) });
    for await (const entry of zip.eachEntry()) yield entryOf(entry, shift);
  } catch (error) {
    throw new ContainerError(`its directory is damaged: ${(error as Error).message}`);
  }
}

async function opened(access: RandomAccess): Promise<Entries> {
  const { RandomAccessReader, fromRandomAccessReader } = (await import('yauzl')).default;
  class Reader extends RandomAccessReader {
    override read(target: Buffer, offset: number, length: number, position: number, callback: Callback): void {
      queueMicrotask(() => {
        let bytes: Buffer;
        try {
          bytes = access.read(position, length);
        } catch (error) {
          callback(error as Error);
          return;
        }
        callback(null, bytes.copy(target, offset));
      });
    }
  }
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false, autoClose: false };
  return new Promise((resolve, reject) => {
    fromRandomAccessReader(new Reader(), access.size, options, (error, zip) => {
      if (error) reject(error);
      else resolve(zip as Entries);
    });
  });
}

type Callback = (error: Error | null, length?: number) => void;

/** Times, owners, sizes: what nobody writes a secret into. §4.5 of APPNOTE.TXT, and the list of Info-ZIP. */
const DULL_FIELDS: ReadonlySet<number> = new Set([0x0001, 0x000a, 0x5455, 0x5855, 0x7855, 0x7875, 0x9901, 0xcafe]);
const SHORTEST_FIELD = 16;

function entryOf(entry: Entry, shift: number): DirectoryEntry {
  const fields = entry.extraFields.filter(({ id, data }) => !DULL_FIELDS.has(id) && data.length >= SHORTEST_FIELD);
  return {
    name: entry.fileNameRaw,
    method: entry.compressionMethod,
    isEncrypted: (entry.generalPurposeBitFlag & 1) !== 0,
    crc: entry.crc32,
    compressedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    at: entry.relativeOffsetOfLocalHeader + shift,
    remarks: [entry.fileCommentRaw, ...fields.map(({ data }) => data)].filter(({ length }) => length > 0),
  };
}
