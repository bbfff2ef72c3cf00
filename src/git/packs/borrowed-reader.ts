import { BatchReader, type ReadOptions } from './batch-reader.js';
import type { LentPlan } from './object-plan.js';
import { ObjectStore } from './object-store.js';
import type { PackFile } from './pack-file.js';
import { PlannedPack } from './planned-pack.js';

/** A reader in another thread than that which made the plan, and which keeps its packs open. */
export function borrowedReader({ folders, packs, loose }: LentPlan, options: ReadOptions): BatchReader {
  const store = ObjectStore.borrow(
    folders,
    packs.map(({ pack }) => pack),
  );
  const borrowed = packs.map(
    ({ forest, repeated }, number) => new PlannedPack(store.packs.packs[number] as PackFile, repeated, forest),
  );
  return new BatchReader(store, { packs: borrowed, loose }, { ...options, workspace: store.workspace });
}
