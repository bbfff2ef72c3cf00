import { statSync } from 'node:fs';
import type { ObjectType } from '../cat-file-parser.js';
import { DeltaForest, type ForestTables } from './delta-forest.js';
import { type LooseFile, looseFiles } from './loose-folder.js';
import type { ObjectFolders } from './object-folders.js';
import type { ObjectStore } from './object-store.js';
import type { LentPack, PackFile } from './pack-file.js';
import { NOWHERE } from './pack-order.js';
import { RepeatedIds } from './repeated-ids.js';
import { shared } from './shared-memory.js';
import type { Unread } from './stored-object.js';

/** Packed bytes of a batch: so many that claiming it does not count, so few that the threads end at about the same time. */
const BATCH = 1 << 21;
/** Each of them costs more than its bytes. */
const MOST_LOOSE_FILES = 250;

/** A pack that is read tree by tree. */
export interface PlannedPack {
  readonly pack: PackFile;
  readonly forest: DeltaForest;
  /** By row of its index: 1 when an earlier pack has the object too. Undefined when there is only one pack. */
  readonly repeated: Uint8Array | undefined;
}

/** A part of the work: delta trees beside each other in the walk through a pack, or some loose files. */
export interface Batch {
  /** The number of the pack; -1 for loose files. */
  readonly pack: number;
  /** Place of the first tree in the walk, or number of the first file. */
  readonly first: number;
  /** Behind the last one. */
  readonly end: number;
  /** Compressed bytes. */
  readonly bytes: number;
}

/** A plan as another thread needs it. Nothing of it is copied that is large. */
export interface LentPlan {
  readonly folders: ObjectFolders;
  readonly packs: readonly {
    readonly pack: LentPack;
    readonly forest: ForestTables;
    readonly repeated: Uint8Array | undefined;
  }[];
  readonly loose: readonly LooseFile[];
}

interface SizedFile extends LooseFile {
  readonly size: number;
}

/** What is in an object database at one moment, and how to share the work of reading it. */
export class ObjectPlan {
  readonly store: ObjectStore;
  readonly packs: readonly PlannedPack[];
  /** Those that no pack has, each once. */
  readonly loose: readonly SizedFile[];
  /** Folders and packs that cannot be opened: nobody knows what is in them. */
  readonly closed: readonly Unread[];
  /** Packs whose index is damaged. They are read, as far as the index tells. */
  readonly damaged: readonly Unread[];

  /** A loose object that is packed meanwhile is in the list, or in a pack that is listed later, or in both. */
  constructor(store: ObjectStore) {
    this.store = store;
    const { folders, packs } = store;
    const loose = folders.folders.map((folder) => looseFiles(folder, folders.format.idBytes));
    const unopened = packs.refresh();
    this.closed = [...folders.unread, ...loose.flatMap(({ unread }) => unread), ...unopened];
    this.packs = planned(packs.packs);
    this.loose = unpacked(
      store,
      loose.flatMap(({ files }) => files),
    );
    this.damaged = packs.packs.filter(({ index }) => !index.isIntact).map(damagedIndex);
  }

  /** Compressed bytes of everything. */
  get bytes(): number {
    const packed = this.packs.reduce((sum, { pack }) => sum + pack.size, 0);
    return this.loose.reduce((sum, { size }) => sum + size, packed);
  }

  /** Entries that are deltas of each other in a circle. */
  get circular(): Unread[] {
    return this.packs.flatMap(({ pack, forest, repeated }) =>
      forest.circular
        .filter((entry) => repeated?.[pack.order.rows[entry] as number] !== 1)
        .map((entry) => circular(pack.hexId(entry))),
    );
  }

  /**
   * The work, the same whoever asks. What is large comes first, so that nobody waits for it at the end.
   *
   * @param size compressed bytes of a batch; a single tree may have more
   */
  batches(types?: ReadonlySet<ObjectType>, size = BATCH): Batch[] {
    const batches = [...this.packs.keys()].flatMap((number) => this.#packBatches(number, types, size));
    return [...batches, ...this.#looseBatches(size)].sort((a, b) => b.bytes - a.bytes);
  }

  /** The plan for other threads, good until the store is closed. */
  lend(): LentPlan {
    return {
      folders: this.store.folders,
      packs: this.packs.map(({ pack, forest, repeated }) => ({
        pack: pack.lend(),
        forest: forest.lend(),
        repeated: repeated && shared(repeated),
      })),
      loose: this.loose.map(({ id, path }) => ({ id, path })),
    };
  }

  #packBatches(number: number, types: ReadonlySet<ObjectType> | undefined, size: number): Batch[] {
    const { pack, forest, repeated } = this.packs[number] as PlannedPack;
    const batches: Batch[] = [];
    let [first, bytes, isWanted] = [0, 0, false];
    const cut = (end: number) => {
      if (isWanted) batches.push({ pack: number, first, end, bytes });
      [first, bytes, isWanted] = [end, 0, false];
    };
    for (const tree of forest.trees()) {
      const wanted = types === undefined || tree.type === undefined || types.has(tree.type);
      if (wanted) {
        const weight = repeated === undefined ? tree.packedBytes : newBytes(pack, forest, repeated, tree);
        if (weight > size / 2 && isWanted) cut(tree.first);
        bytes += weight;
        isWanted ||= weight > 0 || repeated === undefined;
      }
      if (bytes >= size) cut(tree.end);
    }
    cut(forest.walk.length);
    return batches;
  }

  #looseBatches(most: number): Batch[] {
    const batches: Batch[] = [];
    let [first, bytes] = [0, 0];
    for (const [at, { size }] of this.loose.entries()) {
      bytes += size;
      const isLast = at === this.loose.length - 1;
      if (!isLast && bytes < most && at + 1 - first < MOST_LOOSE_FILES) continue;
      batches.push({ pack: -1, first, end: at + 1, bytes });
      [first, bytes] = [at + 1, 0];
    }
    return batches;
  }
}

function planned(packs: readonly PackFile[]): PlannedPack[] {
  const ids = packs.length > 1 ? new RepeatedIds() : undefined;
  return packs.map((pack) => ({ pack, forest: new DeltaForest(pack), repeated: ids?.add(pack.index) }));
}

function unpacked(store: ObjectStore, files: readonly LooseFile[]): SizedFile[] {
  const seen = new Set<string>();
  return files.flatMap((file) => {
    if (seen.has(file.id)) return [];
    seen.add(file.id);
    const id = Buffer.from(file.id, 'hex');
    if (store.packs.packs.some(({ index }) => index.find(id) !== -1)) return [];
    return [{ ...file, size: sizeOf(file.path) }];
  });
}

/** What is gone is told when it is read. */
function sizeOf(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return 0;
  }
}

/** What a tree has that no earlier pack has. An entry that takes no room, and is told when it is read, counts as one byte. */
function newBytes(
  { order }: PackFile,
  { walk }: DeltaForest,
  repeated: Uint8Array,
  tree: { readonly first: number; readonly end: number },
): number {
  let bytes = 0;
  for (let place = tree.first; place < tree.end; place++) {
    const entry = walk[place] as number;
    if (repeated[order.rows[entry] as number] === 1) continue;
    const offset = order.offsets[entry] as number;
    bytes += offset === NOWHERE ? 1 : Math.max(1, order.endOf(entry) - offset);
  }
  return bytes;
}

function damagedIndex(pack: PackFile): Unread {
  const reason = 'its index is damaged: it may hold objects that the index does not name';
  return { kind: 'unread', subject: pack.path, isObject: false, reason };
}

function circular(subject: string): Unread {
  return { kind: 'unread', subject, isObject: true, reason: 'it is damaged: its deltas lead back to itself' };
}
