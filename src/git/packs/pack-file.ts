import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import type { BlockCache } from './block-cache.js';
import { canInflate, inflateInto, inflatePieces, longestCompressed, TOO_SHORT } from './inflate.js';
import type { ObjectFormat } from './object-format.js';
import { type LentFile, OpenFile } from './open-file.js';
import { EntryHeader, longestHeader } from './pack-entry.js';
import { PackIndex } from './pack-index.js';
import { NOWHERE, type OrderTables, PackOrder } from './pack-order.js';
import { shared } from './shared-memory.js';
import { UnreadError } from './unread-error.js';

const SIGNATURE = 0x5041434b; // "PACK"
/** Signature, version and number of objects, four bytes each. */
const HEADER_BYTES = 12;
/** Bytes that are read whatever their header says. */
const SURELY_READ = 1 << 16;
const WRONG_CHECKSUM = 'it is damaged: its bytes are not those of their checksum in the index of the pack';

/** An open pack and its index, for other threads. */
export interface LentPack {
  readonly file: LentFile;
  readonly index: Uint8Array;
  readonly isIntact: boolean;
  readonly order: OrderTables;
  readonly isPromisor: boolean;
}

/**
 * A pack and its index, opened: a repack may delete them now.
 * https://git-scm.com/docs/gitformat-pack#_pack_pack_files_have_the_following_format
 */
export class PackFile {
  readonly path: string;
  readonly format: ObjectFormat;
  readonly index: PackIndex;
  /** It came from a remote that has promised to deliver what its objects name and this repository lacks. */
  readonly isPromisor: boolean;
  /** The header of the entry read last. */
  readonly header = new EntryHeader();
  readonly #file: OpenFile;
  readonly #end: number;
  readonly #blocks: BlockCache;
  #order: PackOrder | undefined;

  private constructor(file: OpenFile, index: PackIndex, isPromisor: boolean, blocks: BlockCache, tables?: OrderTables) {
    this.#blocks = blocks;
    this.path = file.path;
    this.format = index.format;
    this.index = index;
    this.isPromisor = isPromisor;
    this.#file = file;
    this.#end = file.size - index.format.idBytes;
    this.#check();
    if (tables !== undefined) this.#order = new PackOrder(index, HEADER_BYTES, this.#end, tables);
  }

  /**
   * @param path of the `.pack`; its index is beside it
   * @throws UnreadError when one of them is damaged, or they do not belong together
   * @throws what the file system says
   */
  static open(path: string, format: ObjectFormat, isPromisor: boolean, blocks: BlockCache): PackFile {
    // The pack first: git deletes the index first, and writes it last.
    const file = new OpenFile(path);
    try {
      const index = readIndex(`${path.slice(0, -'.pack'.length)}.idx`, format);
      return new PackFile(file, index, isPromisor, blocks);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** A pack that another thread has opened, and keeps open. */
  static borrow({ file, index, isIntact, order, isPromisor }: LentPack, format: ObjectFormat, blocks: BlockCache) {
    const bytes = Buffer.from(index.buffer, index.byteOffset, index.length);
    return new PackFile(new OpenFile(file), new PackIndex(bytes, format, isIntact), isPromisor, blocks, order);
  }

  /** The pack for other threads, readable until it is closed here. */
  lend(): LentPack {
    const { offsets, rows, entries } = this.order;
    return {
      file: this.#file.lend(),
      index: shared(this.index.bytes),
      isIntact: this.index.isIntact,
      order: { offsets: shared(offsets), rows: shared(rows), entries: shared(entries) },
      isPromisor: this.isPromisor,
    };
  }

  /** Bytes of the file. */
  get size(): number {
    return this.#file.size;
  }

  /** The name of the file, for people. */
  get name(): string {
    return basename(this.path);
  }

  /** Its entries as they lie in it. Worked out when first asked for. */
  get order(): PackOrder {
    this.#order ??= new PackOrder(this.index, HEADER_BYTES, this.#end);
    return this.#order;
  }

  hexId(entry: number): string {
    return this.index.hexId(this.order.rows[entry] as number);
  }

  /**
   * Reads the header of an entry, and of its compressed bytes no more than happen to be there.
   *
   * @returns the header, until the next entry is read
   * @throws UnreadError
   */
  readHeader(entry: number): EntryHeader {
    const start = this.#startOf(entry);
    const length = Math.min(this.order.endOf(entry) - start, longestHeader(this.format.idBytes));
    const blocks = this.#locate(start, length);
    this.header.read(blocks.bytes, blocks.at, blocks.at + length, this.format.idBytes);
    return this.header;
  }

  /**
   * Reads an entry: its header into `header`, and its bytes, of an object or of a delta, into what `allocate` gives for
   * their number. The bytes of the pack are compared with their checksum in the index, when it has one. The one that zlib
   * has behind them tells no more than that, and is not always looked at.
   *
   * @throws UnreadError
   */
  readEntry(entry: number, allocate: (size: number) => Uint8Array): Uint8Array {
    const start = this.#startOf(entry);
    const length = this.order.endOf(entry) - start;
    if (length > SURELY_READ) this.checkSize(entry);
    const { bytes, at } = this.#locate(start, length);
    const { header } = this;
    header.read(bytes, at, at + length, this.format.idBytes);
    const checksum = this.index.checksum(this.order.rows[entry] as number);
    if (checksum !== undefined && crc32(bytes.subarray(at, at + length)) !== checksum)
      throw new UnreadError(WRONG_CHECKSUM);
    if (!canInflate(at + length - header.dataAt, header.size)) throw new UnreadError(TOO_SHORT);
    const target = allocate(header.size);
    const isDone = this.#blocks.memory?.inflate(target, bytes, header.dataAt, at + length);
    if (!isDone) inflateInto(target, bytes, header.dataAt, at + length);
    return target;
  }

  /**
   * Reads the header of an entry, and compares the room that it has in the pack with the size that it announces.
   *
   * @throws UnreadError when its compressed bytes cannot become so many, or could not take so much room
   */
  checkSize(entry: number): void {
    const { size } = this.readHeader(entry);
    const length = this.order.endOf(entry) - this.#startOf(entry);
    if (!canInflate(length, size)) throw new UnreadError(TOO_SHORT);
    if (length > longestCompressed(size)) throw new UnreadError('it is damaged: more bytes follow it than it has');
  }

  /**
   * The bytes of an entry that holds an object whole, piece by piece. They are not compared with the index.
   *
   * @throws UnreadError when they cannot be inflated, or are not as many as they should be
   */
  async *pieces(entry: number): AsyncGenerator<Uint8Array> {
    const { dataAt, size } = this.readHeader(entry);
    const start = this.#startOf(entry) + dataAt - this.#blocks.at;
    yield* inflatePieces(this.#file.pieces(start, this.order.endOf(entry)), size);
  }

  close(): void {
    this.#file.close();
  }

  #startOf(entry: number): number {
    const start = this.order.offsets[entry] as number;
    if (start === NOWHERE) throw new UnreadError('the index has it at no place of the pack');
    return start;
  }

  #locate(position: number, length: number): BlockCache {
    this.#blocks.locate(this.#file, position, length);
    return this.#blocks;
  }

  #check(): void {
    const { idBytes } = this.format;
    if (this.#end < HEADER_BYTES) throw new UnreadError('the pack is damaged: it is too short');
    const header = this.#file.bytes(0, HEADER_BYTES);
    const version = header.readUInt32BE(4);
    if (header.readUInt32BE(0) !== SIGNATURE) throw new UnreadError('it is no pack');
    if (version !== 2 && version !== 3) throw new UnreadError(`the pack has version ${version}, which is not known`);
    if (
      header.readUInt32BE(8) !== this.index.count ||
      !this.#file.bytes(this.#end, idBytes).equals(this.index.packChecksum)
    )
      throw new UnreadError('the pack and its index do not belong together');
  }
}

function readIndex(path: string, format: ObjectFormat): PackIndex {
  const file = new OpenFile(path);
  try {
    return PackIndex.read(file, format);
  } finally {
    file.close();
  }
}
