import type { Engine } from '../detect/engine.js';
import type { ObjectType } from '../git/object-reader.js';
import type { BatchReader, Outcome, ReadOptions } from '../git/packs/batch-reader.js';
import type { Batch } from '../git/packs/object-plan.js';
import type { Skipped } from '../git/packs/skipped.js';
import { type Control, NONE } from './control.js';
import { ContentHands, type Hands, TreeHands } from './hands.js';
import type { Found, ObjectScan } from './object-scan.js';

/** Objects with more bytes are read in pieces, unless others are deltas of them. */
const LARGEST_WHOLE = 1 << 24;

/** First what is searched, then the trees, when it is known where something was found. */
export type PassName = 'contents' | 'trees';

export const READ: Readonly<Record<PassName, ReadOptions & { readonly types: ReadonlySet<ObjectType> }>> = {
  contents: { types: new Set(['blob', 'commit', 'tag']), largest: LARGEST_WHOLE },
  trees: { types: new Set(['tree']) },
};

/** One pass over a plan: batches of it, the same for every thread. */
export interface Job {
  readonly pass: PassName;
  readonly batches: readonly Batch[];
  /** What is left out, because it is known already. */
  readonly skipped?: Skipped | undefined;
  /** Ids of the objects in which something was found, as far as that is known. */
  readonly wanted: readonly string[];
  /** Names of files and folders in which something was found, as far as that is known, one character for each byte. */
  readonly names: readonly string[];
}

/** What searches, in one thread. */
export interface Tools {
  readonly engine: Engine;
  readonly scan: ObjectScan;
}

export function handsFor({ pass, wanted, names }: Job, reader: BatchReader, { engine, scan }: Tools): Hands {
  return pass === 'contents' ? new ContentHands(scan, reader) : new TreeHands(wanted, names, reader, engine);
}

/** What came of a batch. */
export interface Report {
  readonly batch: number;
  readonly found: Found;
  /** It was read to its end. */
  readonly isDone: boolean;
  /** Numbers of loose files that hold objects of other types. */
  readonly otherLoose: readonly number[];
}

/** One thread's part of a job. */
export interface Workplace {
  readonly job: Job;
  readonly control: Control;
  readonly thread: number;
  readonly reader: BatchReader;
  readonly hands: Hands;
  /** Called now and then between objects; what it returns is waited for. */
  readonly breathe?: () => Promise<void> | undefined;
}

/** Claims batch after batch and reads it, until there is none left or all shall stop. */
export async function work(place: Workplace, report: (report: Report) => void): Promise<void> {
  const { job, control, thread, hands } = place;
  const reader = place.reader.for({ ...READ[job.pass], skipped: job.skipped });
  let bytes = 0;
  for (let batch = claim(place); batch !== NONE; batch = claim(place)) {
    const { [batch]: planned } = job.batches as Batch[];
    const isDone = await take(reader.objects(planned as Batch), place, () =>
      control.progress(thread, bytes + Math.min(reader.bytesDone, (planned as Batch).bytes)),
    );
    report({ batch, found: hands.result(), isDone, otherLoose: reader.otherLoose });
    reader.otherLoose = [];
    bytes += (planned as Batch).bytes;
    reader.bytesDone = 0;
    if (isDone) control.progress(thread, bytes);
    control.hold(thread, NONE);
  }
}

function claim({ control, thread, job }: Workplace): number {
  return control.claim(thread, job.batches.length);
}

type At = Pick<Workplace, 'control' | 'thread' | 'hands' | 'breathe'>;

/** Searches objects in the order in which they are read. No promise for each: there are many. @returns false when it was told to stop */
export async function take(outcomes: Iterable<Outcome>, at: At, progress: () => void): Promise<boolean> {
  const { control, thread, hands, breathe } = at;
  for (const outcome of outcomes) {
    if (control.isStopped) return false;
    control.beat(thread);
    if (outcome.kind === 'object') hands.take(outcome);
    else if (outcome.kind === 'unread') hands.miss(outcome);
    else
      await hands.takeLarge(outcome, () => {
        control.beat(thread);
        return !control.isStopped;
      });
    progress();
    const pause = breathe?.();
    if (pause !== undefined) await pause;
  }
  return true;
}
