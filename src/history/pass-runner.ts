import { setImmediate } from 'node:timers/promises';
import { BatchReader } from '../git/packs/batch-reader.js';
import { MissedObjects } from '../git/packs/missed-objects.js';
import type { ObjectPlan } from '../git/packs/object-plan.js';
import type { StoredObject, Unread } from '../git/packs/stored-object.js';
import type { Control } from './control.js';
import type { Collected, Hands } from './hands.js';
import type { Found } from './object-scan.js';
import type { StopSwitch } from './stop-switch.js';
import type { Broken, Threads } from './threads.js';
import { handsFor, type Job, READ, type Report, type Tools, take, work } from './work.js';

/** Milliseconds that this thread works before it lets others have a word. */
const BREATH = 50;

/** Everything that came of a pass. */
export interface PassResult {
  /** What was found in batches, in their order, and in what came meanwhile. */
  readonly found: readonly Found[];
  readonly broken: readonly Broken[];
  /** Objects of which no copy can be read. */
  readonly unread: readonly Unread[];
  /** Packs and folders that came meanwhile and cannot be opened. */
  readonly closed: readonly Unread[];
  readonly collected: readonly Collected[];
  /** What came of each batch, as far as somebody has told. */
  readonly reports: readonly Report[];
}

/** Runs passes over a plan: on threads, where there are any, and in this one. */
export class PassRunner {
  readonly #plan: ObjectPlan;
  readonly #threads: Threads | undefined;
  /** The number of this thread: that behind the others. */
  readonly #thread: number;
  readonly #makeTools: () => Tools;
  readonly #stop: StopSwitch;
  #tools: Tools | undefined;
  #lastBreath = performance.now();

  constructor(
    plan: ObjectPlan,
    threads: { readonly threads: Threads | undefined; readonly most: number },
    makeTools: () => Tools,
    stop: StopSwitch,
  ) {
    this.#plan = plan;
    this.#threads = threads.threads;
    this.#thread = threads.most;
    this.#makeTools = makeTools;
    this.#stop = stop;
  }

  /**
   * @param control for one thread more than there are
   * @param readAnyway reads through git what cannot be read otherwise; called when everything else was read
   */
  async run(job: Job, control: Control, readAnyway: ReadAnyway): Promise<PassResult> {
    this.#stop.tell(() => (this.#threads === undefined ? control.stop() : this.#threads.stop(control)));
    const reports: Report[] = [];
    const keep = (report: Report) => {
      reports[report.batch] = report;
    };
    const run = (await this.#threads?.run(job, control, keep)) ?? { broken: [], collected: [] };
    const hands = await this.#workHere(job, control, keep, run.broken);
    const broken = control.isStopped ? [] : lost(job, reports, run.broken);
    const found = reports.flatMap((report) => report?.found ?? []);
    const missed = new MissedObjects(this.#plan, job.skipped);
    for (const { unread } of found) for (const each of unread) missed.miss(each);
    const { types } = READ[job.pass];
    const outcomes = missed.objects(this.#reader().for(READ[job.pass]), (type) => types.has(type));
    await take(outcomes, { control, thread: this.#thread, hands, breathe: () => this.#breathe() }, () => {});
    const late = hands.result();
    const [unread, closed] = [late.unread.filter(isObject), late.unread.filter((each) => !isObject(each))];
    if (!this.#stop.isOn) await this.#stop.race(readAnyway(unread, closed, (object) => hands.take(object)));
    found.push(late, hands.result());
    return { found, broken, unread, closed, collected: [...run.collected, hands.done()], reports };
  }

  /** What no thread took, because there is none, or none could be started. */
  async #workHere(job: Job, control: Control, keep: (report: Report) => void, broken: Broken[]): Promise<Hands> {
    const reader = this.#reader();
    for (;;) {
      const hands = handsFor(job, reader, this.#toolsHere());
      const breathe = () => this.#breathe();
      try {
        if (!control.isStopped) await work({ job, control, thread: this.#thread, reader, hands, breathe }, keep);
        return hands;
      } catch (error) {
        broken.push({ batch: control.heldBy(this.#thread), error });
        this.#tools = undefined;
      }
    }
  }

  #reader(): BatchReader {
    const { store } = this.#plan;
    return new BatchReader(store, this.#plan, { workspace: store.workspace });
  }

  #toolsHere(): Tools {
    this.#tools ??= this.#makeTools();
    return this.#tools;
  }

  #breathe(): Promise<void> | undefined {
    if (performance.now() - this.#lastBreath < BREATH) return undefined;
    return setImmediate(undefined).then(() => {
      this.#lastBreath = performance.now();
    });
  }
}

/** Reads through git, and hands over what it could read. */
export type ReadAnyway = (
  unread: readonly Unread[],
  closed: readonly Unread[],
  take: (object: StoredObject) => void,
) => Promise<void>;

function isObject({ isObject }: Unread): boolean {
  return isObject;
}

/** The batches of which nobody has told what came of them, and why. A thread can break off before it says which it is at. */
function lost({ batches }: Job, reports: readonly Report[], broken: readonly Broken[]): Broken[] {
  return [...batches.keys()]
    .filter((batch) => reports[batch] === undefined)
    .map((batch) => broken.find((each) => each.batch === batch) ?? { batch, error: broken[0]?.error });
}
