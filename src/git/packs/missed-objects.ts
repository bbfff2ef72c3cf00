import type { BatchReader, Outcome } from './batch-reader.js';
import { DeltaForest } from './delta-forest.js';
import type { ObjectPlan } from './object-plan.js';
import type { PackFile } from './pack-file.js';
import type { Skipped } from './skipped.js';
import type { StoredObject, Unread } from './stored-object.js';
import { unreadReason } from './unread-error.js';

/**
 * What is left when all batches of a plan were read: objects of which the copy that was planned could not be read, and
 * packs that came meanwhile. To be told of every object that was missed, in the same order in every run.
 */
export class MissedObjects {
  readonly #plan: ObjectPlan;
  /** By id, why the copies seen so far could not be read. */
  readonly #missed = new Map<string, Unread>();

  /** @param skipped what was left out */
  constructor(plan: ObjectPlan, skipped?: Skipped) {
    this.#plan = plan;
    for (const unread of plan.circular(skipped)) this.miss(unread);
  }

  /** The reason given first is the one that is told, unless it was no reason yet. */
  miss(unread: Unread): void {
    const known = this.#missed.get(unread.subject);
    if (known === undefined || known.isVanished) this.#missed.set(unread.subject, unread);
  }

  /** Other copies of what was missed, everything that is new, and, when nobody could read it, what was missed. */
  *objects(reader: BatchReader, isWanted: (type: StoredObject['type']) => boolean): Generator<Outcome> {
    for (const unread of [...this.#missed.values()]) yield* this.#otherCopy(unread, isWanted);
    const { packs } = this.#plan.store;
    for (let next = this.#plan.packs.length; ; next++) {
      if (next === packs.packs.length) yield* packs.refresh();
      const pack = packs.packs[next];
      if (pack === undefined) break;
      yield* this.#newPack(pack, next, reader);
    }
    for (const unread of this.#missed.values())
      if (!unread.isVanished || !this.#plan.store.has(unread.subject)) yield unread;
  }

  *#otherCopy({ subject: id, isVanished }: Unread, isWanted: (type: StoredObject['type']) => boolean) {
    const { store } = this.#plan;
    if (isVanished || store.copies(id) < 2) return;
    try {
      const { type, content } = store.find(Buffer.from(id, 'hex'));
      this.#missed.delete(id);
      const how = { depth: 0, delta: undefined, isRepeated: false } as const;
      if (isWanted(type)) yield { kind: 'object', id, type, content, ...how } as const;
    } catch (error) {
      if (unreadReason(error) === undefined) throw error;
    }
  }

  /** Wanted is what no earlier pack has, and what was not read from a file of its own. */
  *#newPack(pack: PackFile, number: number, reader: BatchReader): Generator<Outcome> {
    const { store, loose } = this.#plan;
    const earlier = store.packs.packs.slice(0, number);
    const files = new Set(loose.map(({ id }) => id));
    const isWanted = (entry: number) => {
      const id = pack.index.id(pack.order.rows[entry] as number);
      const hexId = id.toString('hex');
      return this.#missed.has(hexId) || !(files.has(hexId) || earlier.some(({ index }) => index.find(id) !== -1));
    };
    if (!pack.order.rows.some((_, entry) => isWanted(entry))) return;
    const forest = new DeltaForest(pack);
    for (const outcome of reader.packObjects({ pack, forest, isWanted }))
      if (outcome.kind === 'unread') this.miss(outcome);
      else {
        if (outcome.kind === 'large' || !outcome.isRepeated) this.#missed.delete(outcome.id);
        yield outcome;
      }
  }
}
