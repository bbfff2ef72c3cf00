import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { type EngineRecipe, engineOf } from '../catalogue/recipe.js';
import type { Engine } from '../detect/engine.js';
import type { FetchOptions } from '../git/fetch-missing.js';
import type { GitObject, ObjectType } from '../git/object-reader.js';
import { BatchReader } from '../git/packs/batch-reader.js';
import { MissedObjects } from '../git/packs/missed-objects.js';
import { ObjectPlan } from '../git/packs/object-plan.js';
import { ObjectStore } from '../git/packs/object-store.js';
import type { StoredObject, Unread } from '../git/packs/stored-object.js';
import { Gathering } from '../policy/gathering.js';
import type { Result } from '../policy/result.js';
import { conclude, type ScanOptions, stillEncoded } from '../scan.js';
import { besideObjects } from '../sources/beside-objects.js';
import { History } from '../sources/history.js';
import type { Gap, Provenance, Source } from '../sources/source.js';
import { brokenGap, stoppedGap } from './broken-batches.js';
import { Control } from './control.js';
import { type Found, ObjectScan } from './object-scan.js';
import { StopSwitch } from './stop-switch.js';
import type { Broken, Threads } from './threads.js';
import { type Job, LARGEST_WHOLE, type Report, take, work } from './work.js';

export interface HistoryOptions extends ScanOptions {
  /** How many threads search; by default as many as the machine runs at once, and this one alone when there is little. */
  readonly threads?: number | undefined;
  /** Asked for when there is something to stop: the signal that ends the scan with what was found so far. */
  readonly interrupt?: () => AbortSignal;
  /** Told now and then how many bytes of how many are done. */
  readonly onProgress?: (done: number, all: number) => void;
  /** Milliseconds without an object after which a thread is given up. */
  readonly timeout?: number;
  /** How to fetch what a partial clone left out, before all is searched. By default it is not fetched: it is a gap. */
  readonly fetch?: FetchOptions | undefined;
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
  readonly #search = (bytes: Buffer) => this.#engine().scan(bytes);
  readonly #gathering: Gathering;
  readonly #gaps: Gap[] = [];
  readonly #counts = { objects: 0, bytes: 0 };
  #store: ObjectStore | undefined;
  #threads: Threads | undefined;
  #ownEngine: Engine | undefined;
  #ownScan: ObjectScan | undefined;
  #lastBreath = performance.now();
  #stop = new StopSwitch(undefined);
  /** How much was read, from 0 to 1. */
  #share = 0;

  constructor(recipe: EngineRecipe, options: HistoryOptions) {
    this.#recipe = recipe;
    this.#options = options;
    this.#now = options.now ?? new Date();
    this.#most = options.threads ?? availableParallelism();
    this.#gathering = new Gathering(options, this.#now, this.#search);
  }

  async run(): Promise<Result> {
    this.#gaps.push(...(await this.#history.begin(this.#options.fetch)));
    this.#store = await ObjectStore.open();
    const plan = new ObjectPlan(this.#store);
    this.#stop = new StopSwitch(this.#options.interrupt?.());
    await this.#startThreads(plan);
    await this.#readContents(plan);
    await this.#stop.race(this.#readBesides());
    this.#gaps.push(...((await this.#stop.race(this.#history.whatIsMissing())) ?? []), ...this.#history.rest());
    const result = await conclude(this.#source(), this.#known, this.#options, this.#started);
    return this.#stop.isOn ? { ...result, gaps: [...result.gaps, stoppedGap(this.#share)] } : result;
  }

  get #known() {
    return { gathering: this.#gathering, gaps: this.#gaps, counts: this.#counts, search: this.#search };
  }

  /** Where objects entered the history is not asked for when somebody waits for the end. */
  #source(): Pick<Source, 'onlyNew' | 'origins'> {
    const nowhere: Provenance = { origins: new Map(), gaps: [] };
    return {
      onlyNew: false,
      origins: async (objects) => (await this.#stop.race(this.#history.origins(objects))) ?? nowhere,
    };
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

  async #readContents(plan: ObjectPlan): Promise<void> {
    const job: Job = { types: CONTENTS, batches: plan.batches(CONTENTS) };
    const control = new Control(this.#most + 1);
    this.#stop.tell(() => (this.#threads === undefined ? control.stop() : this.#threads.stop(control)));
    const all = job.batches.reduce((sum, { bytes }) => sum + bytes, 0);
    const timer = setInterval(() => this.#options.onProgress?.(control.bytesDone, all), PROGRESS);
    try {
      const { reports, broken } = await this.#runBatches(plan, job, control);
      this.#gaps.push(...broken.map((each) => brokenGap(each, job, plan)));
      await this.#leftovers(plan, reports, control);
      this.#options.onProgress?.(control.bytesDone, all);
    } finally {
      clearInterval(timer);
    }
    this.#share = all === 0 ? 1 : control.bytesDone / all;
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
    return { reports, broken: control.isStopped ? [] : lost(job, reports, broken) };
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
    if (this.#stop.isOn) for (const each of unread) this.#gaps.push(...this.#history.unreadable(each));
    else await this.#stop.race(this.#readThroughGit(closed, unread, plan));
    this.#keep(scan.result(), () => {});
  }

  async #readThroughGit(closed: readonly Unread[], unread: readonly Unread[], plan: ObjectPlan): Promise<void> {
    const all = [...unread];
    for await (const more of this.#history.behindClosedDoors(closed, plan.store))
      if (more.kind === 'gap') this.#gaps.push(more);
      else all.push(more);
    for (const each of all) await this.#readAnyway(each);
  }

  async #readAnyway(unread: Unread): Promise<void> {
    const read = await this.#history.readAnyway(unread);
    if (!('found' in read)) this.#gaps.push(...read);
    else if (read.type !== 'tree') this.#scanHere().take(asStored(read));
  }

  /** What is written in the repository and in no object. */
  async #readBesides(): Promise<void> {
    const scan = this.#scanHere();
    for await (const text of besideObjects())
      if (text.kind === 'gap') this.#gaps.push(text);
      else scan.takeText(text.bytes, text.place);
    this.#keep(scan.result(), () => {});
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
    this.#ownScan ??= new ObjectScan(this.#engine(), this.#options, this.#now);
    return this.#ownScan;
  }

  #engine(): Engine {
    this.#ownEngine ??= engineOf(this.#recipe);
    return this.#ownEngine;
  }

  #breathe(): Promise<void> | undefined {
    if (performance.now() - this.#lastBreath < BREATH) return undefined;
    return setImmediate(undefined).then(() => {
      this.#lastBreath = performance.now();
    });
  }
}

/** The batches of which nobody has told what came of them, and why. A thread can break off before it says which it is at. */
function lost({ batches }: Job, reports: readonly Report[], broken: readonly Broken[]): Broken[] {
  return [...batches.keys()]
    .filter((batch) => reports[batch] === undefined)
    .map((batch) => broken.find((each) => each.batch === batch) ?? { batch, error: broken[0]?.error });
}

function asStored({ id, type, bytes }: GitObject): StoredObject {
  return { kind: 'object', id, type, content: bytes, depth: 0, delta: undefined, isRepeated: false };
}
