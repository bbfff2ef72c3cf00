import { join } from 'node:path';
import type { BlockCache } from './block-cache.js';
import { namesIn } from './loose-folder.js';
import type { ObjectFormat } from './object-format.js';
import { type LentPack, PackFile } from './pack-file.js';
import type { Unread } from './stored-object.js';
import { UnreadError, unreadReason } from './unread-error.js';

/** A repack may delete packs while they are opened; what it wrote instead is listed then. It does not do so for ever. */
const MOST_LISTINGS = 5;

/** The packs of object folders. Each is opened when it is first seen, and stays readable when it is deleted. */
export class PackList {
  readonly packs: PackFile[] = [];
  readonly #folders: readonly string[];
  readonly #format: ObjectFormat;
  readonly #seen = new Set<string>();
  readonly #blocks: BlockCache;

  constructor(folders: readonly string[], format: ObjectFormat, blocks: BlockCache) {
    this.#blocks = blocks;
    this.#folders = folders;
    this.#format = format;
  }

  /** Opens the packs that were not there before. @returns those that cannot be opened */
  refresh(): Unread[] {
    const unread: Unread[] = [];
    for (let listing = 1; ; listing++) {
      const vanished: string[] = [];
      for (const folder of this.#folders) this.#openIn(join(folder, 'pack'), vanished, unread);
      if (vanished.length === 0) return unread;
      if (listing < MOST_LISTINGS) continue;
      return [...unread, ...vanished.map((path) => unreadPack(path, 'it is deleted again and again'))];
    }
  }

  /** Takes packs that another thread has opened, and keeps open. */
  borrow(lent: readonly LentPack[]): void {
    for (const each of lent) {
      this.packs.push(PackFile.borrow(each, this.#format, this.#blocks));
      this.#seen.add(each.file.path);
    }
  }

  close(): void {
    for (const pack of this.packs) pack.close();
  }

  /** A pack is one when it has an index: git writes that last. */
  #openIn(folder: string, vanished: string[], unread: Unread[]): void {
    const { names, reason } = namesIn(folder);
    if (reason !== undefined && !this.#seen.has(folder)) unread.push(unreadPack(folder, reason));
    this.#seen.add(folder);
    const isThere = new Set(names);
    for (const name of names) {
      const path = join(folder, name);
      const stem = name.slice(0, -'.pack'.length);
      if (!name.endsWith('.pack') || !isThere.has(`${stem}.idx`) || this.#seen.has(path)) continue;
      try {
        this.packs.push(this.#open(path, isThere.has(`${stem}.promisor`)));
        this.#seen.add(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
          vanished.push(path);
          continue;
        }
        const why = unreadReason(error);
        if (why === undefined) throw error;
        this.#seen.add(path);
        unread.push(unreadPack(path, why));
      }
    }
  }

  /** A repack can write a pack of the same name: then the index is that of the other one, once. */
  #open(path: string, isPromisor: boolean): PackFile {
    try {
      return PackFile.open(path, this.#format, isPromisor, this.#blocks);
    } catch (error) {
      if (!(error instanceof UnreadError)) throw error;
      return PackFile.open(path, this.#format, isPromisor, this.#blocks);
    }
  }
}

function unreadPack(subject: string, reason: string): Unread {
  return { kind: 'unread', subject, isObject: false, reason };
}
