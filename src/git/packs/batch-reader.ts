import type { ObjectType } from '../cat-file-parser.js';
import { LARGEST_OBJECT } from './delta.js';
import type { LooseFile } from './loose-folder.js';
import { readLoose } from './loose-object.js';
import { type ObjectFormat, objectId } from './object-format.js';
import type { Batch } from './object-plan.js';
import type { ObjectStore } from './object-store.js';
import type { PlannedPack } from './planned-pack.js';
import { RecentIds } from './recent-ids.js';
import { type Skipped, wantedEntries } from './skipped.js';
import type { LargeObject, StoredObject, Unread } from './stored-object.js';
import { TreeWalk, type WalkOptions } from './tree-walk.js';
import { unreadReason } from './unread-error.js';

export interface ReadOptions {
  /** Which types come; others are not read where that can be known before. By default all. */
  readonly types?: ReadonlySet<ObjectType>;
  /** Objects with more bytes, of which nothing else is a delta, come piece by piece. */
  readonly largest?: number;
  /** Bytes that may be held for branches of delta trees still ahead. */
  readonly budget?: number;
  /** Hashes each object. Without it the checksums of pack and index are relied on, where they are there. */
  readonly checkIds?: boolean;
  /** What is left out. */
  readonly skipped?: Skipped | undefined;
}

export type Outcome = StoredObject | LargeObject | Unread;

type Planned = Pick<PlannedPack, 'pack' | 'forest'> & { isWanted?: ((entry: number) => boolean) | undefined };

/** Reads batches of a plan, in any order. */
export class BatchReader {
  readonly #store: ObjectStore;
  readonly #packs: readonly PlannedPack[];
  readonly #loose: readonly LooseFile[];
  readonly #options: ReadOptions & Pick<WalkOptions, 'workspace'>;
  #looseIds: ReadonlySet<string> | undefined;
  /** Made when a tree asks: a reader of anything else needs none. */
  #planned: RecentIds | undefined;
  /** Compressed bytes of the delta trees that were read to their ends. */
  bytesDone = 0;
  /** Numbers of loose files that turned out to hold objects of other types. */
  otherLoose: number[] = [];

  constructor(
    store: ObjectStore,
    plan: { readonly packs: readonly PlannedPack[]; readonly loose: readonly LooseFile[] },
    options: ReadOptions & Pick<WalkOptions, 'workspace'> = {},
  ) {
    this.#store = store;
    this.#packs = plan.packs;
    this.#loose = plan.loose;
    this.#options = options;
  }

  /** The same reader for other objects. */
  for(options: ReadOptions): BatchReader {
    const plan = { packs: this.#packs, loose: this.#loose };
    const { workspace } = this.#options;
    return new BatchReader(this.#store, plan, { ...options, ...(workspace && { workspace }) });
  }

  get format(): ObjectFormat {
    return this.#store.folders.format;
  }

  /** Whether an object is a part of the plan. @param at where its id stands in some bytes */
  plans(bytes: Uint8Array, at: number): boolean {
    const { idBytes } = this.format;
    // The entries of a folder come again with each of its versions.
    this.#planned ??= new RecentIds(idBytes);
    const slot = this.#planned.slotOf(bytes, at);
    if (this.#planned.holds(slot, bytes, at)) return true;
    const isPlanned =
      this.#packs.some(({ pack }) => pack.index.find(bytes, at) !== -1) ||
      this.#isLoose(Buffer.from(bytes.buffer, bytes.byteOffset + at, idBytes));
    if (isPlanned) this.#planned.keep(slot, bytes, at);
    return isPlanned;
  }

  #isLoose(id: Buffer): boolean {
    this.#looseIds ??= new Set(this.#loose.map((file) => file.id));
    return this.#looseIds.has(id.toString('hex'));
  }

  /**
   * Every object of a batch, and what could not be read of it. What an earlier pack has too, and what is left out, comes
   * only as a base, as repeated.
   */
  *objects({ pack: number, first, end }: Batch): Generator<Outcome> {
    const { skipped } = this.#options;
    if (number === -1) {
      for (let at = first; at < end; at++) if (skipped?.loose[at] !== 1) yield* this.#looseObject(at);
      return;
    }
    const planned = this.#packs[number] as PlannedPack;
    const { pack, forest } = planned;
    yield* this.packObjects({ pack, forest, isWanted: wantedEntries(planned, skipped?.packs[number]) }, first, end);
  }

  /** The objects of delta trees beside each other. */
  *packObjects({ pack, forest, isWanted }: Planned, first = 0, end = forest.walk.length): Generator<Outcome> {
    const { largest, budget, types, workspace } = this.#options;
    const options = {
      ...(workspace && { workspace }),
      ...(largest !== undefined && { largest }),
      ...(budget !== undefined && { budget }),
      ...(isWanted && { isWanted }),
    };
    const walk = new TreeWalk(forest, (id) => this.#store.find(id), options);
    const mustCheck = this.#options.checkIds === true || !pack.index.isIntact || pack.index.version === 1;
    for (const tree of forest.trees(first, end)) {
      if (types !== undefined && tree.type !== undefined && !types.has(tree.type)) continue;
      for (const outcome of walk.objects(tree)) {
        if (outcome.kind === 'unread') yield outcome;
        else if (types?.has(outcome.type) === false) continue;
        else if (outcome.kind === 'object' && mustCheck && !this.#isIntact(outcome)) {
          yield notItsId(outcome.id);
          yield onlyAsBase(outcome);
        } else yield outcome;
      }
      this.bytesDone += tree.packedBytes;
    }
  }

  *#looseObject(entry: number): Generator<Outcome> {
    const { id, path } = this.#loose[entry] as LooseFile;
    const { types, largest = LARGEST_OBJECT } = this.#options;
    try {
      const read = readLoose(path, id, this.#store.folders.format, largest);
      if (types?.has(read.type) === false) {
        this.otherLoose.push(entry);
        return;
      }
      const how = { depth: 0, delta: undefined, isRepeated: false };
      yield 'kind' in read ? { ...read, entry } : { kind: 'object', id, ...read, ...how, entry };
    } catch (error) {
      const reason = unreadReason(error);
      if (reason === undefined) throw error;
      const unread = { kind: 'unread', subject: id, isObject: true, reason } as const;
      const isVanished = (error as NodeJS.ErrnoException).code === 'ENOENT';
      yield isVanished ? { ...unread, isVanished, reason: 'it was deleted meanwhile' } : unread;
    }
  }

  #isIntact({ id, type, content, isRepeated }: StoredObject): boolean {
    return isRepeated || objectId(this.#store.folders.format, type, content).toString('hex') === id;
  }
}

function onlyAsBase({ kind, id, type, content, depth, delta }: StoredObject): StoredObject {
  return { kind, id, type, content, depth, delta, isRepeated: true };
}

function notItsId(subject: string): Unread {
  return { kind: 'unread', subject, isObject: true, reason: 'it is damaged: its bytes are not those of its id' };
}
