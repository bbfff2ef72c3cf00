import type { ObjectType } from '../cat-file-parser.js';
import { BatchReader, type Outcome, type ReadOptions } from './batch-reader.js';
import { MissedObjects } from './missed-objects.js';
import { ObjectPlan } from './object-plan.js';
import type { ObjectStore } from './object-store.js';
import { Workspace } from './workspace.js';

/** One pass over an object database, in this thread. */
export class AllObjects {
  readonly #store: ObjectStore;
  readonly #options: ReadOptions;

  constructor(store: ObjectStore, options: ReadOptions) {
    this.#store = store;
    this.#options = options;
  }

  /** Everything, once. A pass that begins while another one is under way works more slowly. */
  *read(): Generator<Outcome> {
    const { workspace } = this.#store;
    if (workspace.isTaken) return yield* this.#everything(new Workspace());
    workspace.isTaken = true;
    try {
      yield* this.#everything(workspace);
    } finally {
      workspace.isTaken = false;
    }
  }

  *#everything(workspace: Workspace): Generator<Outcome> {
    const { types } = this.#options;
    const plan = new ObjectPlan(this.#store);
    yield* plan.closed;
    yield* plan.damaged;
    const reader = new BatchReader(this.#store, plan, { ...this.#options, workspace });
    const missed = new MissedObjects(plan);
    for (const batch of plan.batches(types))
      for (const outcome of reader.objects(batch))
        if (outcome.kind === 'unread') missed.miss(outcome);
        else yield outcome;
    yield* missed.objects(reader, (type: ObjectType) => types === undefined || types.has(type));
  }
}
