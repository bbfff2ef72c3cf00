import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type EngineRecipe, engineOf } from '../catalogue/recipe.js';
import { borrowedReader } from '../git/packs/borrowed-reader.js';
import type { LentPlan } from '../git/packs/object-plan.js';
import type { Wanted } from '../policy/wanted.js';
import { Control } from './control.js';
import type { Collected } from './hands.js';
import { ObjectScan } from './object-scan.js';
import { handsFor, type Job, type Report, type Tools, work } from './work.js';

/** What every thread is given when it starts. */
export interface WorkerData {
  readonly plan: LentPlan;
  readonly recipe: EngineRecipe;
  readonly wanted: Wanted;
  readonly now: Date;
}

/** What a thread is asked to do. */
export interface Order {
  readonly job: Job;
  readonly control: Control['memory'];
  readonly thread: number;
}

/** What a thread says: what came of a batch, and at last what all of them brought together. */
export type Answer = Report | { readonly collected: Collected };

const { plan, recipe, wanted, now } = workerData as WorkerData;
const reader = borrowedReader(plan, {});
const main = parentPort as MessagePort;
let tools: Tools | undefined;

function toolsHere(): Tools {
  if (tools !== undefined) return tools;
  const engine = engineOf(recipe);
  tools = { engine, scan: new ObjectScan(engine, wanted, now) };
  return tools;
}

main.on('message', async ({ job, control, thread }: Order) => {
  const say = (answer: Answer) => main.postMessage(answer);
  const hands = handsFor(job, reader, toolsHere());
  await work({ job, control: new Control(control), thread, reader, hands }, say);
  say({ collected: hands.done() });
});
