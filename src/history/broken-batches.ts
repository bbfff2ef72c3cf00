import type { Batch, ObjectPlan } from '../git/packs/object-plan.js';
import type { PlannedPack } from '../git/packs/planned-pack.js';
import { wantedEntries } from '../git/packs/skipped.js';
import type { Gap } from '../sources/source.js';
import type { Broken } from './threads.js';
import { type Job, READ } from './work.js';

/** What was lost with a thread. */
export function brokenGap({ batch: number, error }: Broken, job: Job, plan: ObjectPlan): Gap {
  const batch = job.batches[number] as Batch;
  const subject =
    batch.pack === -1
      ? `${batch.end - batch.first} loose objects`
      : `${countIn(batch, job, plan)} objects of ${(plan.packs[batch.pack] as PlannedPack).pack.name}`;
  const { name, message, code } = (error ?? new Error('nobody knows why')) as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return { kind: 'gap', subject, reason: 'there was not enough memory to search them', advice: MEMORY };
  if (name === 'TimeoutError')
    return { kind: 'gap', subject, reason: 'searching them did not come to an end', advice: DEFECT };
  return { kind: 'gap', subject, reason: `the search broke off (${name}: ${message})`, advice: DEFECT };
}

const MEMORY = 'scan again with --threads 1, or with more memory: NODE_OPTIONS=--max-old-space-size=8192';
const DEFECT = 'scan again with --threads 1; please report this defect when it happens again';

function countIn({ pack, first, end }: Batch, { pass, skipped }: Job, plan: ObjectPlan): number {
  const { types } = READ[pass];
  const planned = plan.packs[pack] as PlannedPack;
  const { walk } = planned.forest;
  const isWanted = wantedEntries(planned, skipped?.packs[pack]) ?? (() => true);
  let count = 0;
  for (const tree of planned.forest.trees(first, end))
    if (tree.type === undefined || types.has(tree.type))
      for (let place = tree.first; place < tree.end; place++) if (isWanted(walk[place] as number)) count++;
  return count;
}

/** @param share how much of it was read, from 0 to 1 */
export function stoppedGap(share: number): Gap {
  const advice = 'scan again, and let it come to its end';
  if (share < 1) {
    const reason = `the scan was stopped when ${Math.floor(share * 100)} % was read`;
    return { kind: 'gap', subject: 'the rest of the history', reason, advice };
  }
  const subject = 'what is missing, and where findings entered the history';
  return { kind: 'gap', subject, reason: 'the scan was stopped before that was known', advice };
}
