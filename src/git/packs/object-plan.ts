import { statSync } from 'node:fs';
import type { ObjectType } from '../cat-file-parser.js';
import type { DeltaForest } from './delta-forest.js';
import { type LooseFile, looseFiles } from './loose-folder.js';
import type { ObjectFolders } from './object-folders.js';
import type { ObjectStore } from './object-store.js';
import type { PackFile } from './pack-file.js';
import { NOWHERE } from './pack-order.js';
import { type LentPlannedPack, PlannedPack } from './planned-pack.js';
import { RepeatedIds } from './repeated-ids.js';
import { hasWanted, type Skipped, wantedEntries } from './skipped.js';
import type { Unread } from './stored-object.js';

/** Packed bytes of a batch: so many that claiming it does not count, so few that the threads end at about the same time. */
const BATCH = 1 << 21;
/** Each of them costs more than its bytes. */
const MOST_LOOSE_FILES = 250;

/** Fewer entries than one of so many are looked for one by one, for it leads to and fro in the pack. */
const FEW = 8;

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
  readonly packs: readonly LentPlannedPack[];
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

  /**
   * Keeps out of sight what no pass over this plan reads. Where little is left to be read, finding it takes a look at that
   * and at its bases, and at nothing else. To be told before batches are asked for.
   *
   * @param skipped what every pass leaves out
   */
  narrow(skipped: Skipped): void {
    for (const [number, planned] of this.packs.entries()) {
      const isWanted = wantedEntries(planned, skipped.packs[number]);
      const { count } = planned.pack.order;
      let wanted = 0;
      if (isWanted !== undefined) for (let entry = 0; entry < count; entry++) if (isWanted(entry)) wanted++;
      if (isWanted !== undefined && wanted * FEW < count) planned.narrow(isWanted);
    }
  }

  /** Compressed bytes of everything. */
  get bytes(): number {
    const packed = this.packs.reduce((sum, { pack }) => sum + pack.size, 0);
    return this.loose.reduce((sum, { size }) => sum + size, packed);
  }

  /** Entries that are deltas of each other in a circle. */
  circular(skipped?: Skipped): Unread[] {
    return this.packs.flatMap((planned, number) => {
      const rows = skipped?.packs[number];
      if (!hasWanted(planned, rows)) return [];
      const { pack, forest } = planned;
      const entries = forest.circular.filter(wantedEntries(planned, rows) ?? (() => true));
      return entries.map((entry) => circular(pack.hexId(entry)));
    });
  }

  /**
   * The work, the same whoever asks. What is large comes first, so that nobody waits for it at the end.
   *
   * @param size compressed bytes of a batch; a single tree may have more
   * @param skipped what is left out; a pack of which nothing is left over is not looked into
   */
  batches(types?: ReadonlySet<ObjectType>, size = BATCH, skipped?: Skipped): Batch[] {
    const batches = this.packs.flatMap((pack, number) => {
      const rows = skipped?.packs[number];
      return hasWanted(pack, rows) ? packBatches(pack, number, types, size, rows) : [];
    });
    return [...batches, ...this.#looseBatches(size, skipped?.loose)].sort((a, b) => b.bytes - a.bytes);
  }

  /** The plan for other threads, good until the store is closed. */
  lend(): LentPlan {
    return {
      folders: this.store.folders,
      packs: this.packs.map((pack) => pack.lend()),
      loose: this.loose.map(({ id, path }) => ({ id, path })),
    };
  }

  #looseBatches(most: number, skipped?: Uint8Array): Batch[] {
    const batches: Batch[] = [];
    let [first, bytes, wanted] = [0, 0, 0];
    for (const [at, { size }] of this.loose.entries()) {
      if (skipped?.[at] !== 1) {
        bytes += size;
        wanted++;
      }
      const isLast = at === this.loose.length - 1;
      if (!isLast && bytes < most && wanted < MOST_LOOSE_FILES) continue;
      if (wanted > 0) batches.push({ pack: -1, first, end: at + 1, bytes });
      [first, bytes, wanted] = [at + 1, 0, 0];
    }
    return batches;
  }
}

function planned(packs: readonly PackFile[]): PlannedPack[] {
  const ids = packs.length > 1 ? new RepeatedIds() : undefined;
  return packs.map((pack) => new PlannedPack(pack, ids?.add(pack.index)));
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

function packBatches(
  planned: PlannedPack,
  number: number,
  types: ReadonlySet<ObjectType> | undefined,
  size: number,
  skipped: Uint8Array | undefined,
): Batch[] {
  const { pack, forest } = planned;
  const isWanted = wantedEntries(planned, skipped);
  const batches: Batch[] = [];
  let [first, bytes, hasAny] = [0, 0, false];
  const cut = (end: number) => {
    if (hasAny) batches.push({ pack: number, first, end, bytes });
    [first, bytes, hasAny] = [end, 0, false];
  };
  for (const tree of forest.trees()) {
    if (types === undefined || tree.type === undefined || types.has(tree.type)) {
      const weight = isWanted === undefined ? tree.packedBytes : newBytes(pack, forest, isWanted, tree);
      if (weight > size / 2 && hasAny) cut(tree.first);
      bytes += weight;
      hasAny ||= weight > 0 || isWanted === undefined;
    }
    if (bytes >= size) cut(tree.end);
  }
  cut(forest.walk.length);
  return batches;
}

/** What a tree has that is wanted. An entry that takes no room, and is told when it is read, counts as one byte. */
function newBytes(
  { order }: PackFile,
  { walk }: DeltaForest,
  isWanted: (entry: number) => boolean,
  tree: { readonly first: number; readonly end: number },
): number {
  let bytes = 0;
  for (let place = tree.first; place < tree.end; place++) {
    const entry = walk[place] as number;
    if (!isWanted(entry)) continue;
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
