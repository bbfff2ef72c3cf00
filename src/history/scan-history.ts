import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { type EngineRecipe, engineOf } from '../catalogue/recipe.js';
import type { GitObject, ObjectType } from '../git/object-reader.js';
import { BatchReader } from '../git/packs/batch-reader.js';
import { MissedObjects } from '../git/packs/missed-objects.js';
import { ObjectPlan } from '../git/packs/object-plan.js';
import { ObjectStore } from '../git/packs/object-store.js';
import type { StoredObject, Unread } from '../git/packs/stored-object.js';
import { Gathering } from '../policy/gathering.js';
import type { Result } from '../policy/result.js';
import { conclude, type ScanOptions, stillEncoded } from '../scan.js';
import { History } from '../sources/history.js';
import type { Gap } from '../sources/source.js';
import { brokenGap, stoppedGap } from './broken-batches.js';
import { Control } from './control.js';
import { type Found, ObjectScan } from './object-scan.js';
import type { Broken, Threads } from './threads.js';
import { type Job, LARGEST_WHOLE, type Report, take, work } from './work.js';

export interface HistoryOptions extends ScanOptions {
  /** How many threads search; by default as many as the machine runs at once, and this one alone when there is little. */
  readonly threads?: number | undefined;
  /** Ends the scan with what was found so far. */
  readonly signal?: AbortSignal;
  /** Told now and then how many bytes of how many are done. */
  readonly onProgress?: (done: number, all: number) => void;
  /** Milliseconds without an object after which a thread is given up. */
  readonly timeout?: number;
}

/** With less than this many compressed bytes, starting threads takes longer than what they save. */
const LITTLE = 4 << 20;

/** What is searched. Trees hold names and ids, no content. */
const CONTENTS: ReadonlySet<ObjectType> = new Set(['blob', 'commit', 'tag']);

/** Milliseconds between looks at how far it is. */
const PROGRESS = 100;
/** Milliseconds that this thread works before it lets others have a word. */
const BREATH = 50;

/**
 * Everything that the object database holds: every blob, commit and tag, once, reachable or not; on as many threads as
 * the machine has. The result is the same on any number of them.
 *
 * @throws GitUnusableError when there is no git, or no repository
 */
export async function scanHistory(recipe: EngineRecipe, options: HistoryOptions = {}): Promise<Result> {
  const scan = new HistoryScan(recipe, options);
  try {
    return await scan.run();
  } finally {
    scan.close();
  }
}

class HistoryScan {
  readonly #started = performance.now();
  readonly #recipe: EngineRecipe;
  readonly #options: HistoryOptions;
  readonly #now: Date;
  /** How many threads there would be, were there enough to do. This one has the number behind theirs. */
  readonly #most: number;
  readonly #history = new History();
  readonly #gathering: Gathering;
  readonly #gaps: Gap[] = [];
  readonly #counts = { objects: 0, bytes: 0 };
  #store: ObjectStore | undefined;
  #threads: Threads | undefined;
  #ownScan: ObjectScan | undefined;
  #lastBreath = performance.now();

  constructor(recipe: EngineRecipe, options: HistoryOptions) {
    this.#recipe = recipe;
    this.#options = options;
    this.#now = options.now ?? new Date();
    this.#most = options.threads ?? availableParallelism();
    this.#gathering = new Gathering(options, this.#now);
  }

  async run(): Promise<Result> {
    this.#gaps.push(...(await this.#history.begin()));
    this.#store = await ObjectStore.open();
    const plan = new ObjectPlan(this.#store);
    await this.#startThreads(plan);
    const stopped = await this.#readContents(plan);
    if (stopped === undefined) this.#gaps.push(...(await this.#history.whatIsMissing()), ...this.#history.rest());
    else this.#gaps.push(...this.#history.rest(), stopped);
    const source = stopped === undefined ? this.#history : { onlyNew: false };
    const known = { gathering: this.#gathering, gaps: this.#gaps, counts: this.#counts };
    return conclude(source, known, this.#options, this.#started);
  }

  close(): void {
    this.#threads?.close();
    this.#history.close();
    this.#store?.close();
  }

  async #startThreads(plan: ObjectPlan): Promise<void> {
    const { threads, timeout, minConfidence = 'medium', includePublic = false } = this.#options;
    if (this.#most < 2 || (threads === undefined && plan.bytes < LITTLE)) return;
    const { Threads } = await import('./threads.js');
    const data = { plan: plan.lend(), recipe: this.#recipe, wanted: { minConfidence, includePublic }, now: this.#now };
    this.#threads = new Threads(data, { count: this.#most, ...(timeout !== undefined && { timeout }) });
  }

  /** @returns a gap when the scan was stopped */
  async #readContents(plan: ObjectPlan): Promise<Gap | undefined> {
    const job: Job = { types: CONTENTS, batches: plan.batches(CONTENTS) };
    const control = new Control(this.#most + 1);
    const stop = () => (this.#threads === undefined ? control.stop() : this.#threads.stop(control));
    const { signal } = this.#options;
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop);
    const all = job.batches.reduce((sum, { bytes }) => sum + bytes, 0);
    const timer = setInterval(() => this.#options.onProgress?.(control.bytesDone, all), PROGRESS);
    try {
      const { reports, broken } = await this.#runBatches(plan, job, control);
      this.#options.onProgress?.(control.bytesDone, all);
      this.#gaps.push(...broken.map((each) => brokenGap(each, job, plan)));
      await this.#leftovers(plan, reports, control);
      return control.isStopped ? stoppedGap(all === 0 ? 0 : control.bytesDone / all) : undefined;
    } finally {
      clearInterval(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** What no thread took, because none could be started, is done here. */
  async #runBatches(plan: ObjectPlan, job: Job, control: Control): Promise<{ reports: Report[]; broken: Broken[] }> {
    const reports: Report[] = [];
    const keep = (report: Report) => {
      reports[report.batch] = report;
    };
    const broken = (await this.#threads?.run(job, control, keep)) ?? [];
    const reader = this.#reader(plan);
    const place = { job, control, thread: this.#most, reader, scan: this.#scanHere(), breathe: () => this.#breathe() };
    while (!control.isStopped)
      try {
        await work(place, keep);
        break;
      } catch (error) {
        broken.push({ batch: control.heldBy(this.#most), error });
        this.#ownScan = undefined;
        place.scan = this.#scanHere();
      }
    return { reports, broken: broken.filter(({ batch }) => reports[batch] === undefined) };
  }

  /** What is to be done when all batches were read: what was missed, what came meanwhile, what only git can read. */
  async #leftovers(plan: ObjectPlan, reports: readonly Report[], control: Control): Promise<void> {
    const missed = new MissedObjects(plan);
    for (const report of reports) if (report !== undefined) this.#keep(report.found, (unread) => missed.miss(unread));
    this.#gaps.push(...plan.damaged.map(({ subject, reason }) => ({ kind: 'gap', subject, reason }) as const));
    const closed = [...plan.closed];
    const unread: Unread[] = [];
    const outcomes = missed.objects(this.#reader(plan).for(CONTENTS), (type) => CONTENTS.has(type));
    const scan = this.#scanHere();
    const at = { control, thread: this.#most, scan, breathe: () => this.#breathe() };
    await take(outcomes, at, () => {});
    this.#keep(scan.result(), (each) => (each.isObject ? unread : closed).push(each));
    for await (const more of this.#history.behindClosedDoors(closed, plan.store))
      if (more.kind === 'gap') this.#gaps.push(more);
      else unread.push(more);
    for (const each of unread) await this.#readAnyway(each);
    this.#keep(scan.result(), () => {});
  }

  async #readAnyway(unread: Unread): Promise<void> {
    const read = await this.#history.readAnyway(unread);
    if (!('found' in read)) this.#gaps.push(...read);
    else if (read.type !== 'tree') this.#scanHere().take(asStored(read));
  }

  #keep(found: Found, miss: (unread: Unread) => void): void {
    this.#counts.objects += found.objects;
    this.#counts.bytes += found.bytes;
    this.#gathering.counts.ignored += found.ignored;
    this.#gathering.counts.belowConfidence += found.belowConfidence;
    this.#gathering.collector.merge(found.entries);
    for (const unread of found.unread) miss(unread);
    for (const id of found.encoded) this.#gaps.push(stillEncoded(id));
  }

  #reader(plan: ObjectPlan): BatchReader {
    return new BatchReader(plan.store, plan, { largest: LARGEST_WHOLE, workspace: plan.store.workspace });
  }

  #scanHere(): ObjectScan {
    this.#ownScan ??= new ObjectScan(engineOf(this.#recipe), this.#options, this.#now);
    return this.#ownScan;
  }

  #breathe(): Promise<void> | undefined {
    if (performance.now() - this.#lastBreath < BREATH) return undefined;
    return setImmediate(undefined).then(() => {
      this.#lastBreath = performance.now();
    });
  }
}

function asStored({ id, type, bytes }: GitObject): StoredObject {
  return { kind: 'object', id, type, content: bytes, depth: 0, delta: undefined, isRepeated: false };
}
