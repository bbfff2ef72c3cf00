import { statSync } from 'node:fs';
import { join } from 'node:path';
import { AllObjects } from './all-objects.js';
import type { ReadOptions } from './batch-reader.js';
import { BlockCache } from './block-cache.js';
import { LARGEST_OBJECT } from './delta.js';
import { readLoose } from './loose-object.js';
import { type ObjectFolders, objectFolders } from './object-folders.js';
import { objectId } from './object-format.js';
import type { LentPack } from './pack-file.js';
import { PackList } from './pack-list.js';
import { readPacked } from './packed-object.js';
import { promisedObjects } from './promised-objects.js';
import type { LargeObject, StoredObject, Unread, WholeObject } from './stored-object.js';
import { UnpackMemory } from './unpack-memory.js';
import { UnreadError, unreadReason } from './unread-error.js';
import { Workspace } from './workspace.js';

/**
 * The object database of a repository, read directly: packs, loose objects and alternates.
 *
 * Everything here is synchronous and for one reader at a time: a thread that wants its own opens its own.
 */
export class ObjectStore {
  readonly folders: ObjectFolders;
  readonly packs: PackList;
  /** What one pass at a time works with. */
  readonly workspace: Workspace;
  #promised: ReadonlySet<string> | undefined;

  constructor(folders: ObjectFolders) {
    this.folders = folders;
    const memory = UnpackMemory.create();
    this.workspace = new Workspace(memory);
    this.packs = new PackList(folders.folders, folders.format, new BlockCache(memory));
  }

  /**
   * @throws GitUnusableError when this is no repository
   * @throws GitFailedError when git refuses to read it
   */
  static async open(cwd?: string): Promise<ObjectStore> {
    return new ObjectStore(await objectFolders(cwd));
  }

  /** A store that reads the same packs as the one of another thread, which keeps them open. */
  static borrow(folders: ObjectFolders, packs: readonly LentPack[]): ObjectStore {
    const store = new ObjectStore(folders);
    store.packs.borrow(packs);
    return store;
  }

  /**
   * Every object, each once unless it is repeated as a base, and everything that could not be read. Those of a pack come
   * tree by tree.
   */
  objects(options: ReadOptions = {}): Generator<StoredObject | LargeObject | Unread> {
    return new AllObjects(this, options).read();
  }

  /**
   * Reads one object, wherever it lies. Of several copies a damaged one does not count.
   *
   * @param id in hexadecimal, whole
   */
  read(id: string): WholeObject | Unread {
    try {
      return this.find(Buffer.from(id, 'hex'));
    } catch (error) {
      const reason = unreadReason(error);
      if (reason === undefined) throw error;
      const unread = { kind: 'unread', subject: id, isObject: true, reason } as const;
      return error instanceof MissingError && this.#isPromised(id) ? { ...unread, isPromised: true } : unread;
    }
  }

  /** Whether a loose object or a pack has it, readable or not. */
  has(id: string): boolean {
    const bytes = Buffer.from(id, 'hex');
    return this.packs.packs.some(({ index }) => index.find(bytes) !== -1) || this.loosePaths(id).some(isFile);
  }

  /** How many packs and files have it, readable or not. */
  copies(id: string): number {
    const bytes = Buffer.from(id, 'hex');
    const packed = this.packs.packs.filter(({ index }) => index.find(bytes) !== -1);
    return packed.length + this.loosePaths(id).filter(isFile).length;
  }

  /** Where an object could have a file of its own. */
  loosePaths(id: string): string[] {
    return this.folders.folders.map((folder) => join(folder, id.slice(0, 2), id.slice(2)));
  }

  /**
   * @param above ids of the deltas that wait for this base
   * @throws UnreadError when no copy of it can be read
   */
  find(id: Buffer, above: readonly Buffer[] = []): WholeObject {
    if (above.some((other) => other.equals(id))) throw new UnreadError('it is damaged: its deltas lead back to itself');
    const failures: unknown[] = [];
    const found = this.#findPacked(id, above, failures) ?? this.#findLoose(id.toString('hex'), failures);
    if (found !== undefined) return found;
    // It may have been packed since the packs were listed.
    const known = this.packs.packs.length;
    this.packs.refresh();
    const later = this.#findPacked(id, above, failures, known);
    if (later !== undefined) return later;
    throw failures[0] ?? new MissingError('it is missing from the object database');
  }

  close(): void {
    this.packs.close();
  }

  #findPacked(id: Buffer, above: readonly Buffer[], failures: unknown[], from = 0): WholeObject | undefined {
    for (const pack of this.packs.packs.slice(from)) {
      const row = pack.index.find(id);
      if (row === -1) continue;
      try {
        const object = readPacked(pack, pack.order.entries[row] as number, (base) => this.find(base, [...above, id]));
        if (objectId(this.folders.format, object.type, object.content).equals(id)) return object;
        throw new UnreadError('it is damaged: its bytes are not those of its id');
      } catch (error) {
        keepFailure(error, failures);
      }
    }
    return undefined;
  }

  #findLoose(id: string, failures: unknown[]): WholeObject | undefined {
    for (const path of this.loosePaths(id)) {
      try {
        const object = readLoose(path, id, this.folders.format, LARGEST_OBJECT);
        if (!('kind' in object)) return object;
        throw new UnreadError('it is larger than can be held in memory');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') keepFailure(error, failures);
      }
    }
    return undefined;
  }

  #isPromised(id: string): boolean {
    this.#promised ??= promisedObjects(this);
    return this.#promised.has(id);
  }
}

/** No copy of it is there at all. */
class MissingError extends UnreadError {}

function keepFailure(error: unknown, failures: unknown[]): void {
  if (unreadReason(error) === undefined) throw error;
  failures.push(error);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
