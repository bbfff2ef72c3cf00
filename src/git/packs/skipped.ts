import type { PlannedPack } from './planned-pack.js';

/** Objects of a plan that a pass leaves out: they come at most as bases of others, as repeated. */
export interface Skipped {
  /** By number of a pack, by row of its index: 1 when it is left out. Undefined when nothing of a pack is. */
  readonly packs: readonly (Uint8Array | undefined)[];
  /** By number of a loose file: 1 when it is left out. */
  readonly loose: Uint8Array;
}

/** Which entries of a pack a pass is to read; undefined when it is all of them. */
export function wantedEntries(
  { pack, repeated }: PlannedPack,
  skipped: Uint8Array | undefined,
): ((entry: number) => boolean) | undefined {
  if (repeated === undefined && skipped === undefined) return undefined;
  const { rows } = pack.order;
  if (skipped === undefined) return (entry) => repeated?.[rows[entry] as number] !== 1;
  if (repeated === undefined) return (entry) => skipped[rows[entry] as number] !== 1;
  return (entry) => repeated[rows[entry] as number] !== 1 && skipped[rows[entry] as number] !== 1;
}

/** Whether a pass has anything to read in a pack; told without looking into it. */
export function hasWanted({ pack, repeated }: PlannedPack, skipped: Uint8Array | undefined): boolean {
  if (skipped === undefined) return true;
  for (let row = 0; row < pack.index.count; row++) if (skipped[row] !== 1 && repeated?.[row] !== 1) return true;
  return false;
}
