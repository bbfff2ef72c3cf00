import type { ObjectPlan } from '../../git/packs/object-plan.js';
import type { PlannedPack } from '../../git/packs/planned-pack.js';
import { hasWanted, type Skipped, wantedEntries } from '../../git/packs/skipped.js';
import { type Job, READ, type Report } from '../work.js';
import { HAS_MATCHES, type KnownObjects, NO_CONTENT, READ_AGAIN } from './known-objects.js';
import { SUMMARY_BYTES } from './match-summary.js';
import { ObjectsInOrder } from './objects-in-order.js';
import type { Taken } from './taken-objects.js';

/** What objects came to, by row of an index or by number of a loose file. */
class Notes {
  readonly isNew: Uint8Array;
  readonly notes: Uint32Array;
  readonly summaries = new Map<number, Uint8Array>();
  count = 0;
  readonly #seen: Uint8Array | undefined;

  /** @param seen by place: 1 when it is known already */
  constructor(count: number, seen: Uint8Array | undefined) {
    this.#seen = seen;
    this.isNew = new Uint8Array(count);
    this.notes = new Uint32Array(count);
  }

  add(place: number, note: number, summary?: Uint8Array): void {
    if (this.#seen?.[place] === 1) return;
    if (this.isNew[place] === 0) this.count++;
    this.isNew[place] = 1;
    this.notes[place] = note;
    if (summary !== undefined) this.summaries.set(place, summary);
  }

  /**
   * @param placeOf of an entry
   * @param withCommits those too
   */
  addTaken(taken: Taken, placeOf: (entry: number) => number, withCommits: boolean): void {
    const { entries, sizes, commits, matched, summaries } = taken;
    for (let at = 0, next = 0; at < entries.length; at++) {
      const place = placeOf(entries[at] as number);
      const start = next * SUMMARY_BYTES;
      const hasMatches = matched[next] === at;
      if (hasMatches) next++;
      if (commits[at] === 1 && !withCommits) continue;
      if (hasMatches) this.add(place, HAS_MATCHES, summaries.subarray(start, start + SUMMARY_BYTES));
      else this.add(place, sizes[at] as number);
    }
  }

  /** Adds all that is there and was not noted. @param repeated by place: 1 when an earlier table has it */
  addRest(repeated?: Uint8Array): void {
    for (let place = 0; place < this.isNew.length; place++)
      if (this.isNew[place] === 0 && repeated?.[place] !== 1) this.add(place, READ_AGAIN);
  }
}

/**
 * The objects that were seen and done with in a job: those that were searched, and those that have nothing to search. Only
 * what somebody has told of is among them; what could not be read, or not to its end, is not.
 *
 * @param seen what is known already
 * @param isWhole commits are among them, for it is remembered what they say; and all the rest that is there, to be read again
 * @returns a table for each pack, and one for loose objects
 */
export function newObjects(
  plan: ObjectPlan,
  job: Job,
  reports: readonly Report[],
  seen: Skipped,
  isWhole: boolean,
): KnownObjects[] {
  const { idBytes } = plan.store.folders.format;
  const packs = plan.packs.map((planned, number) => {
    const notes = new Notes(planned.pack.index.count, seen.packs[number]);
    if (hasWanted(planned, job.skipped?.packs[number])) addOthers(notes, planned, job, number);
    return notes;
  });
  const loose = new Notes(plan.loose.length, seen.loose);
  for (const { batch, found, otherLoose } of reports.filter((report) => report !== undefined)) {
    const { pack } = job.batches[batch] as Job['batches'][number];
    if (pack === -1) {
      loose.addTaken(found.taken, (entry) => entry, isWhole);
      for (const entry of otherLoose) loose.add(entry, NO_CONTENT);
    } else {
      const { rows } = (plan.packs[pack] as PlannedPack).pack.order;
      packs[pack]?.addTaken(found.taken, (entry) => rows[entry] as number, isWhole);
    }
  }
  if (isWhole) for (const [number, notes] of packs.entries()) notes.addRest(plan.packs[number]?.repeated);
  if (isWhole) loose.addRest();
  return [
    ...packs.map((notes, number) => packed(notes, plan.packs[number] as PlannedPack)),
    sorted(loose, plan, idBytes),
  ];
}

/** Objects of types that are not searched. Their delta trees say what they are. */
function addOthers(notes: Notes, planned: PlannedPack, { pass, skipped }: Job, number: number): void {
  const { forest, pack } = planned;
  const { types } = READ[pass];
  const isWanted = wantedEntries(planned, skipped?.packs[number]);
  for (const { type, first, end } of forest.trees()) {
    if (type === undefined || types.has(type)) continue;
    for (let place = first; place < end; place++) {
      const entry = forest.walk[place] as number;
      if (isWanted?.(entry) !== false) notes.add(pack.order.rows[entry] as number, NO_CONTENT);
    }
  }
}

function packed({ isNew, notes, summaries, count }: Notes, { pack: { index } }: PlannedPack): KnownObjects {
  const result = new ObjectsInOrder(index.format.idBytes, count);
  if (count > 0)
    for (let row = 0; row < index.count; row++)
      if (isNew[row] === 1) result.add(index.bytes, index.idAt(row), notes[row] as number, summaries.get(row));
  return result.done();
}

function sorted({ isNew, notes, summaries, count }: Notes, { loose }: ObjectPlan, idBytes: number): KnownObjects {
  const result = new ObjectsInOrder(idBytes, count);
  const numbers = [...loose.keys()].filter((number) => isNew[number] === 1);
  const id = (number: number) => (loose[number] as ObjectPlan['loose'][number]).id;
  numbers.sort((a, b) => (id(a) < id(b) ? -1 : 1));
  for (const number of numbers)
    result.add(Buffer.from(id(number), 'hex'), 0, notes[number] as number, summaries.get(number));
  return result.done();
}
