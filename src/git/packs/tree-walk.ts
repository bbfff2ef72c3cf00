import type { ObjectType } from '../cat-file-parser.js';
import { checkedPieces } from './checked-pieces.js';
import { LARGEST_OBJECT } from './delta.js';
import type { DeltaForest, DeltaTree } from './delta-forest.js';
import type { PackFile } from './pack-file.js';
import { type OutsideBase, readPacked } from './packed-object.js';
import type { LargeObject, StoredObject, Unread } from './stored-object.js';
import { UnreadError, unreadReason } from './unread-error.js';
import { Workspace } from './workspace.js';

export interface WalkOptions {
  /** Bytes of bases that may be held for branches still ahead. What is more is put together again when its time comes. */
  readonly budget?: number;
  /** Objects with more bytes, of which nothing else is a delta, come piece by piece. */
  readonly largest?: number;
  /** Which entries are wanted; by default all. Others come only as bases of those, as repeated. */
  readonly isWanted?: (entry: number) => boolean;
  /** What to work with; by default its own, and the plain way. */
  readonly workspace?: Workspace;
}

/** An object with branches ahead. */
interface Base {
  readonly entry: number;
  readonly depth: number;
  /** Place in the walk behind its last branch. */
  readonly end: number;
  /** Undefined when the budget did not allow to keep it. */
  content: Uint8Array | undefined;
}

type Outcome = StoredObject | LargeObject | Unread;

const BUDGET = 128 << 20;

/** Walks the delta trees of a pack and puts its objects together, each from its base. */
export class TreeWalk {
  readonly #forest: DeltaForest;
  readonly #pack: PackFile;
  readonly #outside: OutsideBase;
  readonly #options: WalkOptions;
  readonly #workspace: Workspace;
  #type: ObjectType = 'blob';
  /** From the root to where the walk is. */
  readonly #bases: Base[] = [];
  #heldBytes = 0;
  /** Why a root that is a delta has no base. */
  #noBase = '';

  constructor(forest: DeltaForest, outside: OutsideBase, options: WalkOptions = {}) {
    this.#forest = forest;
    this.#pack = forest.pack;
    this.#outside = outside;
    this.#options = options;
    this.#workspace = options.workspace ?? new Workspace();
  }

  /**
   * Every object of the tree, bases before their deltas. A base that is damaged here is read from elsewhere when it can
   * be; otherwise it comes as unread, and so does what hangs on it. Nothing is read for branches that nobody wants.
   */
  *objects(tree: DeltaTree): Generator<Outcome> {
    const { branch } = this.#forest;
    this.#leaveAll();
    this.#noBase = 'it is damaged: no object begins where its base should';
    let wanted = this.#nextWanted(tree.first, tree.end);
    if (tree.type !== undefined) this.#type = tree.type;
    else if (wanted < tree.end) yield* this.#outsideBase(tree);
    for (let place = tree.first; place < tree.end; ) {
      const end = place + (branch[place] as number);
      wanted = this.#nextWanted(Math.max(wanted, place), end);
      const read = wanted < end ? this.#read(place, end, wanted !== place) : undefined;
      if (read?.kind === 'object') {
        yield read;
        this.#enter(place, end, read);
        place++;
        continue;
      }
      if (read !== undefined && wanted === place) yield read;
      if (read !== undefined) yield* this.#unreadBranches(place + 1, end, read);
      place = end;
    }
    this.#leaveAll();
  }

  /** When the root is a delta of an object elsewhere, that one comes first. */
  *#outsideBase(tree: DeltaTree): Generator<StoredObject> {
    const { first, end } = tree;
    try {
      const { baseId } = this.#pack.readHeader(this.#forest.walk[first] as number);
      if (baseId === undefined) return;
      const { type, content } = this.#outside(baseId);
      this.#type = type;
      this.#bases.push({ entry: -1, depth: 0, end, content });
      const id = baseId.toString('hex');
      yield { kind: 'object', id, type, content, depth: 0, delta: undefined, isRepeated: true };
    } catch (error) {
      this.#noBase = `what it is a delta of cannot be read: ${reasonOf(error)}`;
    }
  }

  #read(place: number, end: number, isRepeated: boolean): Outcome {
    const entry = this.#forest.walk[place] as number;
    const bases = this.#bases;
    while (bases.length > 0 && (bases.at(-1) as Base).end <= place) this.#leave();
    const base = bases.at(-1);
    try {
      return base === undefined
        ? this.#readWhole(entry, end > place + 1, isRepeated)
        : this.#readDelta(entry, base, isRepeated);
    } catch (error) {
      const reason = reasonOf(error);
      const other = end > place + 1 ? this.#elsewhere(entry, (base?.depth ?? -1) + 1, isRepeated) : undefined;
      return other ?? { kind: 'unread', subject: this.#pack.hexId(entry), isObject: true, reason };
    }
  }

  /** Another copy of an object that is damaged here and that others are deltas of. */
  #elsewhere(entry: number, depth: number, isRepeated: boolean): StoredObject | undefined {
    const id = this.#pack.index.id(this.#pack.order.rows[entry] as number);
    try {
      const { type, content } = this.#outside(id);
      const copy = this.#workspace.pool.take(content.length);
      copy.set(content);
      this.#type = type;
      return { kind: 'object', id: id.toString('hex'), type, content: copy, depth, delta: undefined, isRepeated };
    } catch (error) {
      reasonOf(error);
      return undefined;
    }
  }

  #readWhole(entry: number, hasBranches: boolean, isRepeated: boolean): Outcome {
    const { largest = LARGEST_OBJECT } = this.#options;
    const { size, type } = this.#pack.readHeader(entry);
    if (type === undefined) throw new UnreadError(this.#noBase);
    if (size > LARGEST_OBJECT || (size > largest && !hasBranches)) return this.#large(entry, size);
    const content = this.#pack.readEntry(entry, (length) => this.#workspace.pool.take(length));
    return new PackedObject(this.#pack, entry, this.#type, content, 0, undefined, isRepeated);
  }

  #large(entry: number, size: number): LargeObject {
    this.#pack.checkSize(entry);
    const object = { kind: 'large', id: this.#pack.hexId(entry), type: this.#type, size, entry } as const;
    return { ...object, pieces: () => checkedPieces(this.#pack.pieces(entry), object, this.#pack.format) };
  }

  #readDelta(entry: number, base: Base, isRepeated: boolean): StoredObject {
    base.content ??= this.#again(base.entry);
    const bytes = this.#pack.readEntry(entry, (size) => this.#workspace.forDelta(size));
    const content = this.#workspace.apply(bytes, base.content);
    const how = { base: base.content, instructions: this.#workspace.delta };
    return new PackedObject(this.#pack, entry, this.#type, content, base.depth + 1, how, isRepeated);
  }

  /** Puts a base together whose bytes were given up. */
  #again(entry: number): Uint8Array {
    const { content } = readPacked(this.#pack, entry, this.#outside);
    const again = this.#workspace.pool.take(content.length);
    again.set(content);
    this.#heldBytes += again.length;
    return again;
  }

  /** Behind an object: its base is given up when this was its last branch, and it is held itself when it has branches. */
  #enter(place: number, end: number, { content, depth }: StoredObject): void {
    if (this.#bases.at(-1)?.end === end) this.#leave();
    if (end === place + 1) {
      this.#workspace.pool.give(content);
      return;
    }
    this.#bases.push({ entry: this.#forest.walk[place] as number, depth, end, content });
    this.#heldBytes += content.length;
    const { budget = BUDGET } = this.#options;
    for (let at = 0; this.#heldBytes > budget && at < this.#bases.length - 1; at++)
      this.#giveUp(this.#bases[at] as Base);
  }

  #leave(): void {
    this.#giveUp(this.#bases.pop() as Base);
  }

  #leaveAll(): void {
    while (this.#bases.length > 0) this.#leave();
  }

  #giveUp(base: Base): void {
    // What lies elsewhere is not ours to use again, and is not counted.
    if (base.entry === -1 || base.content === undefined) return;
    this.#heldBytes -= base.content.length;
    this.#workspace.pool.give(base.content);
    base.content = undefined;
  }

  #nextWanted(from: number, end: number): number {
    const { isWanted } = this.#options;
    let place = from;
    if (isWanted !== undefined) while (place < end && !isWanted(this.#forest.walk[place] as number)) place++;
    return place;
  }

  *#unreadBranches(from: number, end: number, base: LargeObject | Unread): Generator<Unread> {
    const why = base.kind === 'large' ? 'it is larger than can be held in memory' : base.reason;
    const reason = `what it is a delta of cannot be read: ${why}`;
    for (let place = this.#nextWanted(from, end); place < end; place = this.#nextWanted(place + 1, end))
      yield { kind: 'unread', subject: this.#pack.hexId(this.#forest.walk[place] as number), isObject: true, reason };
  }
}

/** Millions of these are made, and few are asked for their id. */
class PackedObject implements StoredObject {
  readonly kind = 'object';

  constructor(
    readonly pack: PackFile,
    readonly entry: number,
    readonly type: ObjectType,
    readonly content: Uint8Array,
    readonly depth: number,
    readonly delta: StoredObject['delta'],
    readonly isRepeated: boolean,
  ) {}

  get id(): string {
    return this.pack.hexId(this.entry);
  }

  get idBytes(): Uint8Array {
    return this.pack.index.id(this.pack.order.rows[this.entry] as number);
  }
}

function reasonOf(error: unknown): string {
  const reason = unreadReason(error);
  if (reason === undefined) throw error;
  return reason;
}
