import type { ObjectType } from '../cat-file-parser.js';
import { LARGEST_OBJECT } from './delta.js';
import { DeltaForest } from './delta-forest.js';
import { type LooseFile, looseFiles } from './loose-folder.js';
import { readLoose } from './loose-object.js';
import { objectId } from './object-format.js';
import type { ObjectStore } from './object-store.js';
import type { PackFile } from './pack-file.js';
import { RepeatedIds } from './repeated-ids.js';
import type { LargeObject, StoredObject, Unread } from './stored-object.js';
import { TreeWalk } from './tree-walk.js';
import { unreadReason } from './unread-error.js';
import { Workspace } from './workspace.js';

export interface AllObjectsOptions {
  /** Which types come; others are not read where that can be known before. By default all. */
  readonly types?: ReadonlySet<ObjectType>;
  /** Objects with more bytes, of which nothing else is a delta, come piece by piece. */
  readonly largest?: number;
  /** Bytes that may be held for branches of delta trees still ahead. */
  readonly budget?: number;
  /** Hashes each object. Without it the checksums of pack and index are relied on, where they are there. */
  readonly checkIds?: boolean;
}

type Outcome = StoredObject | LargeObject | Unread;

/** One pass over an object database. */
export class AllObjects {
  readonly #store: ObjectStore;
  readonly #options: AllObjectsOptions;
  readonly #repeated = new RepeatedIds();
  /** How many packs were entered into `#repeated`. */
  #entered = 0;
  /** By id, why the copies seen so far could not be read. */
  readonly #failed = new Map<string, Unread>();
  readonly #readLoose = new Set<string>();
  #vanished: LooseFile[] = [];
  #workspace: Workspace | undefined;

  constructor(store: ObjectStore, options: AllObjectsOptions) {
    this.#store = store;
    this.#options = options;
  }

  /** Everything, once. A pass that begins while another one is under way works more slowly. */
  *read(): Generator<Outcome> {
    const { workspace } = this.#store;
    if (workspace.isTaken) return yield* this.#everything();
    workspace.isTaken = true;
    this.#workspace = workspace;
    try {
      yield* this.#everything();
    } finally {
      workspace.isTaken = false;
    }
  }

  /** A loose object that is packed meanwhile is in the list, or in a pack that is listed later, or in both. */
  *#everything(): Generator<Outcome> {
    const { folders, packs } = this.#store;
    yield* folders.unread;
    const loose = folders.folders.map((folder) => looseFiles(folder, folders.format.idBytes));
    for (const { unread } of loose) yield* unread;
    yield* packs.refresh();
    let next = yield* this.#newPacks(0);
    for (const { files } of loose) for (const file of files) yield* this.#loose(file);
    yield* packs.refresh();
    next = yield* this.#newPacks(next);
    for (const { id } of this.#vanished)
      if (!this.#store.has(id))
        yield { kind: 'unread', subject: id, isObject: true, reason: 'it was deleted meanwhile' };
    yield* this.#failed.values();
  }

  /** @returns the number of packs that were read */
  *#newPacks(from: number): Generator<Outcome, number> {
    const { packs } = this.#store.packs;
    let at = from;
    for (; at < packs.length; at++) {
      const pack = packs[at] as PackFile;
      const repeated = packs.length > 1 ? this.#enter(at) : undefined;
      yield* this.#pack(pack, repeated);
      if (at === packs.length - 1) yield* this.#store.packs.refresh();
    }
    return at;
  }

  #enter(until: number): Uint8Array | undefined {
    let repeated: Uint8Array | undefined;
    while (this.#entered <= until)
      repeated = this.#repeated.add((this.#store.packs.packs[this.#entered++] as PackFile).index);
    return repeated;
  }

  *#pack(pack: PackFile, repeated: Uint8Array | undefined): Generator<Outcome> {
    if (!pack.index.isIntact) yield damagedIndex(pack);
    const isWanted = this.#wanted(pack, repeated);
    if (isWanted !== undefined && !pack.order.rows.some((_, entry) => isWanted(entry))) return;
    const forest = new DeltaForest(pack);
    const { largest, budget, types } = this.#options;
    this.#workspace ??= new Workspace();
    const options = {
      workspace: this.#workspace,
      ...(largest && { largest }),
      ...(budget && { budget }),
      ...(isWanted && { isWanted }),
    };
    const walk = new TreeWalk(forest, (id) => this.#store.find(id), options);
    const mustCheck = this.#options.checkIds === true || !pack.index.isIntact || pack.index.version === 1;
    for (const tree of forest.trees()) {
      if (types !== undefined && tree.type !== undefined && !types.has(tree.type)) continue;
      for (const outcome of walk.objects(tree)) {
        if (outcome.kind === 'unread') this.#fail(outcome);
        else if (types?.has(outcome.type) === false) continue;
        else if (outcome.kind === 'object' && mustCheck && !this.#isIntact(outcome)) {
          this.#fail(notItsId(outcome.id));
          yield onlyAsBase(outcome);
        } else {
          if (this.#failed.size > 0 && !(outcome.kind === 'object' && outcome.isRepeated))
            this.#failed.delete(outcome.id);
          yield outcome;
        }
      }
    }
    for (const entry of forest.circular)
      if (isWanted === undefined || isWanted(entry)) this.#fail(circular(pack.hexId(entry)));
  }

  /** Wanted is what came from no earlier pack and from no file of its own. */
  #wanted(pack: PackFile, repeated: Uint8Array | undefined): ((entry: number) => boolean) | undefined {
    if (repeated === undefined && this.#readLoose.size === 0) return undefined;
    return (entry) => {
      const isRepeated = repeated?.[pack.order.rows[entry] as number] === 1;
      if (!isRepeated && this.#readLoose.size === 0) return true;
      const id = pack.hexId(entry);
      return isRepeated ? this.#failed.has(id) : !this.#readLoose.has(id);
    };
  }

  *#loose({ id, path }: LooseFile): Generator<Outcome> {
    if (this.#readLoose.has(id) || (!this.#failed.has(id) && this.#isPacked(id))) return;
    const { types, largest = LARGEST_OBJECT } = this.#options;
    try {
      const read = readLoose(path, id, this.#store.folders.format, largest);
      this.#failed.delete(id);
      this.#readLoose.add(id);
      if (types?.has(read.type) === false) return;
      yield 'kind' in read ? read : { kind: 'object', id, ...read, depth: 0, delta: undefined, isRepeated: false };
    } catch (error) {
      const reason = unreadReason(error);
      if (reason === undefined) throw error;
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') this.#vanished.push({ id, path });
      else this.#fail({ kind: 'unread', subject: id, isObject: true, reason });
    }
  }

  #isPacked(id: string): boolean {
    const bytes = Buffer.from(id, 'hex');
    return this.#store.packs.packs.some(({ index }) => index.find(bytes) !== -1);
  }

  #isIntact({ id, type, content, isRepeated }: StoredObject): boolean {
    return isRepeated || objectId(this.#store.folders.format, type, content).toString('hex') === id;
  }

  /** The reason given first is the one that is told. */
  #fail(unread: Unread): void {
    if (!this.#failed.has(unread.subject)) this.#failed.set(unread.subject, unread);
  }
}

function onlyAsBase({ kind, id, type, content, depth, delta }: StoredObject): StoredObject {
  return { kind, id, type, content, depth, delta, isRepeated: true };
}

function damagedIndex(pack: PackFile): Unread {
  const reason = 'its index is damaged: it may hold objects that the index does not name';
  return { kind: 'unread', subject: pack.path, isObject: false, reason };
}

function notItsId(subject: string): Unread {
  return { kind: 'unread', subject, isObject: true, reason: 'it is damaged: its bytes are not those of its id' };
}

function circular(subject: string): Unread {
  return { kind: 'unread', subject, isObject: true, reason: 'it is damaged: its deltas lead back to itself' };
}
