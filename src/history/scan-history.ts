import type { EngineRecipe } from '../catalogue/recipe.js';
import { wantedNames } from '../git/ancestry/name-id.js';
import type { FetchOptions } from '../git/fetch-missing.js';
import type { GitObject } from '../git/object-reader.js';
import { ObjectPlan } from '../git/packs/object-plan.js';
import { ObjectStore } from '../git/packs/object-store.js';
import type { Skipped } from '../git/packs/skipped.js';
import type { StoredObject, Unread } from '../git/packs/stored-object.js';
import { Gathering } from '../policy/gathering.js';
import type { Result } from '../policy/result.js';
import type { Wanted } from '../policy/wanted.js';
import { conclude, type ScanOptions, stillEncoded, wantedIn } from '../scan.js';
import { besideObjects } from '../sources/beside-objects.js';
import { History } from '../sources/history.js';
import type { Selection } from '../sources/selection.js';
import type { Gap, Provenance, Source } from '../sources/source.js';
import { brokenGap, stoppedGap } from './broken-batches.js';
import type { KnownAncestry } from './cache/known-ancestry.js';
import type { WholeHistory } from './cache/record-of-ancestry.js';
import { type CacheListener, ScanMemory } from './cache/scan-memory.js';
import { CollectedParts } from './collected-parts.js';
import { Control } from './control.js';
import { Crew } from './crew.js';
import { findInNames, foundOnce } from './found-names.js';
import type { FoundName } from './name-search.js';
import type { Found } from './object-scan.js';
import type { PassRunner } from './pass-runner.js';
import { StopSwitch } from './stop-switch.js';
import { type Job, type PassName, READ, type Report } from './work.js';

export interface HistoryOptions extends ScanOptions {
  /** How many threads search; by default as many as the machine runs at once, and this one alone when there is little. */
  readonly threads?: number | undefined;
  /** Which part of the history is told of; by default all of it. */
  readonly selection?: Selection | undefined;
  /** Asked for when there is something to stop: the signal that ends the scan with what was found so far. */
  readonly interrupt?: () => AbortSignal;
  /** Told now and then how many bytes of how many are done. */
  readonly onProgress?: (done: number, all: number) => void;
  /** Milliseconds without an object after which a thread is given up. */
  readonly timeout?: number;
  /** Who is told when the memory of the last scan is of no use. By default there is none: everything is read. */
  readonly cache?: CacheListener | undefined;
  /** How to fetch what a partial clone left out, before all is searched. By default it is not fetched: it is a gap. */
  readonly fetch?: FetchOptions | undefined;
}

/** Objects in which something was found take longer to search than others: compressed bytes of a batch of them. */
const SMALL_BATCH = 1 << 18;

/** Milliseconds between looks at how far it is. */
const PROGRESS = 100;

/**
 * Everything that the object database holds: every blob, commit and tag, once, reachable or not, and every name of a file
 * or folder; on as many threads as the machine has. The result is the same on any number of them.
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

/** A pass over trees: what of which plan is read, and by whom. */
interface Reading {
  readonly plan: ObjectPlan;
  readonly runner: PassRunner;
  readonly batches: Job['batches'];
  readonly skipped: Skipped | undefined;
}

class HistoryScan {
  readonly #started = performance.now();
  readonly #recipe: EngineRecipe;
  readonly #options: HistoryOptions;
  readonly #kept: Wanted;
  readonly #crew: Crew;
  readonly #history: History;
  readonly #search = (bytes: Buffer) => this.#crew.engine.scan(bytes);
  readonly #gathering: Gathering;
  readonly #gaps: Gap[] = [];
  readonly #counts = { objects: 0, bytes: 0 };
  readonly #collected = new CollectedParts();
  /** Ids of the objects in which something was found, and those that stand for names. */
  #wanted: ReadonlySet<string> = new Set();
  /** Names of files and folders in which something was found, one character for each byte. */
  #names: readonly string[] = [];
  /** Names in which anything was found, told or not. */
  #found: readonly FoundName[] = [];
  #store: ObjectStore | undefined;
  #memory: ScanMemory | undefined;
  #stop = new StopSwitch(undefined);
  /** Compressed bytes that were read, and those that there are, in passes that are over and in this one. */
  #bytes = { done: 0, all: 0 };

  constructor(recipe: EngineRecipe, options: HistoryOptions) {
    this.#recipe = recipe;
    this.#options = options;
    this.#kept = wantedIn(options);
    this.#history = new History(options.selection);
    const now = options.now ?? new Date();
    this.#crew = new Crew(recipe, this.#kept, now, options);
    this.#gathering = new Gathering(this.#kept, now, this.#search);
  }

  async run(): Promise<Result> {
    this.#gaps.push(...(await this.#history.begin(this.#options.fetch)));
    this.#store = await ObjectStore.open();
    const plan = new ObjectPlan(this.#store);
    this.#stop = new StopSwitch(this.#options.interrupt?.());
    await this.#remember(plan);
    await this.#readAll(plan);
    const known = { gathering: this.#gathering, gaps: this.#gaps, counts: this.#counts, search: this.#search };
    const result = await conclude(this.#source(), known, this.#concluding(), this.#started);
    if (!this.#stop.isOn) return result;
    const { done, all } = this.#bytes;
    return { ...result, gaps: [...result.gaps, stoppedGap(all === 0 ? 1 : done / all)] };
  }

  /** Of a scan that was stopped nobody can say what fits nothing. */
  #concluding(): ScanOptions {
    const { surroundings } = this.#options;
    return this.#stop.isOn ? { ...this.#options, surroundings: { ...surroundings, looked: undefined } } : this.#options;
  }

  close(): void {
    this.#crew.close();
    this.#history.close();
    this.#store?.close();
  }

  /** First what is searched; then the trees, which tell where it came from; then what none of them has. */
  async #readAll(plan: ObjectPlan): Promise<void> {
    const { skipped, ancestry } = this.#memory ?? {};
    const runner = await this.#runner(plan);
    const contents = plan.batches(READ.contents.types, skipped && SMALL_BATCH, skipped);
    const trees: Reading = { plan, runner, ...treesOf(plan, ancestry && skipped) };
    this.#gaps.push(...plan.damaged.map(({ subject, reason }) => ({ kind: 'gap', subject, reason }) as const));
    this.#expect(contents);
    this.#expect(trees.batches);
    const job: Job = { pass: 'contents', batches: contents, wanted: [], names: [], skipped };
    const { isWhole, reports } = await this.#pass(job, plan, runner);
    this.#collected.isLost = !isWhole;
    if (!this.#stop.isOn) await this.#stop.race(this.#readBesides());
    if (!this.#stop.isOn) await this.#readTrees(trees, ancestry);
    // What they hold of memory is needed to put together what they collected.
    this.#crew.close();
    if (!this.#stop.isOn) await this.#stop.race(this.#follow(plan.store));
    this.#memory?.write(job, reports, this.#wholeHistory(plan.store), this.#collected.isBarren === undefined);
    this.#gaps.push(...this.#history.rest());
  }

  /** Counts what is known of objects that are not searched again. What a machine's own secrets have to do with is not kept. */
  async #remember(plan: ObjectPlan): Promise<void> {
    const { cache } = this.#options;
    if (cache === undefined || this.#recipe.known !== undefined) return;
    this.#memory = await ScanMemory.open(plan, this.#recipe, cache);
    const { objects, bytes, belowConfidence } = this.#memory.recall(this.#kept);
    if (this.#memory.ancestry !== undefined) plan.narrow(this.#memory.skipped);
    this.#counts.objects += objects;
    this.#counts.bytes += bytes;
    this.#gathering.counts.belowConfidence += belowConfidence;
  }

  /** What is written in the repository and in no object. */
  async #readBesides(): Promise<void> {
    const { scan } = this.#crew.tools();
    for await (const text of besideObjects(this.#options.selection))
      if (text.kind === 'gap') this.#gaps.push(text);
      else scan.takeText(text.bytes, text.place);
    this.#keep(scan.result());
  }

  /**
   * Where names with secrets in them stand is asked for when there are any: almost never.
   *
   * @param known what was remembered of trees; others are read, and all of them when it does not say enough
   */
  async #readTrees(some: Reading, known: KnownAncestry | undefined): Promise<void> {
    const isEnough = known?.covers(this.#gathering.collector.objects()) ?? true;
    let reading = isEnough ? some : await this.#readingAll(some.plan.store);
    await this.#readTreesFor([], reading);
    if (this.#stop.isOn) return;
    this.#found = foundOnce([...(known?.found ?? []), ...this.#collected.names]);
    const { format } = some.plan.store.folders;
    this.#names = findInNames(this.#found, format, this.#crew.engine, this.#gathering);
    if (this.#names.length > 0) {
      this.#collected.forgetTrees();
      if (reading === some && known?.coversNames(this.#names) === false)
        reading = await this.#readingAll(some.plan.store);
      else this.#expect(reading.batches);
      await this.#readTreesFor(this.#names, reading);
    }
    if (known !== undefined) this.#collected.recall(known, [...this.#wanted], reading === some);
  }

  /** Trees that a thread was lost with are read again by this one, with all others. */
  async #readTreesFor(names: readonly string[], { plan, runner, batches, skipped }: Reading): Promise<void> {
    this.#wanted = this.#gathering.collector.objects();
    const job: Job = { pass: 'trees', batches, skipped, wanted: [...this.#wanted], names };
    if ((await this.#pass(job, plan, runner)).isWhole || this.#stop.isOn) return;
    this.#collected.forgetTrees();
    this.#expect(batches);
    const { isWhole } = await this.#pass(job, plan, this.#crew.alone(plan, this.#stop));
    this.#collected.isLost ||= !isWhole;
  }

  /** What was remembered does not lead to all that is asked for now: all trees are read, over a plan that has them. */
  async #readingAll(store: ObjectStore): Promise<Reading> {
    this.#crew.close();
    const plan = new ObjectPlan(store);
    const runner = await this.#runner(plan, false);
    const reading = { plan, runner, ...treesOf(plan, undefined) };
    this.#expect(reading.batches);
    return reading;
  }

  /** What may be remembered: undefined when it is not known, or not whole. */
  #wholeHistory(store: ObjectStore): WholeHistory | undefined {
    const { ancestry } = this.#history;
    if (this.#stop.isOn || ancestry === undefined || this.#collected.isLacking) return undefined;
    return { ancestry, found: this.#found, read: (id) => store.read(id) };
  }

  #expect(batches: Job['batches']): void {
    for (const { bytes } of batches) this.#bytes.all += bytes;
  }

  async #follow(store: ObjectStore): Promise<void> {
    const names = wantedNames(store.folders.format, this.#names);
    this.#gaps.push(...(await this.#history.follow(store, this.#wanted, names, this.#collected.whole)));
  }

  /** @returns what came of its batches, and whether no thread broke off in it */
  async #pass(
    job: Job,
    plan: ObjectPlan,
    runner: PassRunner,
  ): Promise<{ isWhole: boolean; reports: readonly Report[] }> {
    const { pass } = job;
    const control = new Control(this.#crew.most + 1);
    const before = this.#bytes.done;
    const progress = () => {
      this.#bytes.done = before + control.bytesDone;
      this.#options.onProgress?.(this.#bytes.done, this.#bytes.all);
    };
    const timer = setInterval(progress, PROGRESS);
    try {
      const result = await runner.run(job, control, (unread, closed, take) =>
        this.#readAnyway(pass, unread, [...plan.closed, ...closed], take),
      );
      for (const found of result.found) this.#keep(found);
      if (pass === 'contents') this.#gaps.push(...result.broken.map((each) => brokenGap(each, job, plan)));
      if (this.#stop.isOn) for (const each of result.unread) this.#gaps.push(...this.#history.unreadable(each));
      this.#collected.add(result.collected);
      // What is in there may be what seems to be missing.
      this.#collected.isLacking ||= plan.closed.length > 0 || result.closed.length > 0;
      return { isWhole: result.broken.length === 0, reports: result.reports };
    } finally {
      clearInterval(timer);
      progress();
    }
  }

  /** Reads through git what cannot be read otherwise, and what is in packs that cannot be opened. */
  async #readAnyway(
    pass: PassName,
    unread: readonly Unread[],
    closed: readonly Unread[],
    take: (object: StoredObject) => void,
  ): Promise<void> {
    const all = [...unread];
    const { types } = READ[pass];
    for await (const more of this.#history.behindClosedDoors(closed, this.#store as ObjectStore, types))
      if (more.kind !== 'gap') all.push(more);
      else if (pass === 'contents') this.#gaps.push(more);
    for (const each of all) {
      const read = await this.#history.readAnyway(each);
      if (!('found' in read)) this.#gaps.push(...read);
      else if (types.has(read.type)) take(asStored(read));
    }
  }

  #runner(plan: ObjectPlan, isPartial = this.#memory?.ancestry !== undefined): Promise<PassRunner> {
    return this.#crew.over(plan, isPartial ? this.#newBytes(plan) : plan.bytes, this.#stop);
  }

  /** Compressed bytes of what is not known. */
  #newBytes(plan: ObjectPlan): number {
    const batches = plan.batches(undefined, undefined, this.#memory?.skipped);
    return batches.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #keep(found: Found): void {
    this.#counts.objects += found.objects;
    this.#counts.bytes += found.bytes;
    this.#gathering.counts.ignored += found.ignored;
    this.#gathering.counts.belowConfidence += found.belowConfidence;
    this.#gathering.collector.merge(found.entries);
    for (const id of found.encoded) this.#gaps.push(stillEncoded(id));
  }

  /** Where objects entered the history is not told when somebody waits for the end. */
  #source(): Pick<Source, 'onlyNew' | 'origins'> {
    const nowhere: Provenance = { origins: new Map(), gaps: [] };
    return {
      onlyNew: false,
      origins: async () => (this.#stop.isOn ? nowhere : await this.#history.origins()),
    };
  }
}

function treesOf(plan: ObjectPlan, skipped: Skipped | undefined): Pick<Reading, 'batches' | 'skipped'> {
  return { batches: plan.batches(READ.trees.types, undefined, skipped), skipped };
}

function asStored({ id, type, bytes }: GitObject): StoredObject {
  return { kind: 'object', id, type, content: bytes, depth: 0, delta: undefined, isRepeated: false };
}
