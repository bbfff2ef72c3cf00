import { parentsOf } from '../git/commit.js';
import type { GitObject, MissingObject } from '../git/object-reader.js';
import { type Change, Changes } from '../git/range/changes.js';
import { type ObjectRange, rangeInput } from '../git/range/object-range.js';
import { RangeContents } from '../git/range/range-contents.js';
import { RangeList, type RangeObject } from '../git/range/range-list.js';
import { type PlannedObject, readingPlan } from '../git/range/reading-plan.js';
import { addNames } from '../git/range/tree-names.js';
import { shallowBoundary } from '../git/shallow-boundary.js';
import { KeptBases } from './kept-bases.js';
import { shallowGap } from './left-out.js';
import { type RangeLimits, RangeMeter } from './range-limits.js';
import { RangePlaces, type Suspects } from './range-places.js';
import type { Gap, Source, SourceBlob } from './source.js';
import { UnreadObjects } from './unread-objects.js';

export type { ObjectRange } from '../git/range/object-range.js';

export interface RangeOptions {
  /**
   * Whether there is anything in some bytes that would be looked at more closely, and is not in those that stood at the
   * same place before and are not suspect. What is not suspect is counted and not handed over: where a thing stands is
   * asked for suspects alone. By default everything is.
   */
  readonly isSuspect?: (bytes: Buffer, before?: Buffer) => boolean;
  readonly limits?: RangeLimits | undefined;
  /** A folder of the repository; the working folder by default. */
  readonly cwd?: string;
}

/** What a range held. */
export interface RangeCounts {
  /** Tips that were asked for. */
  refs: number;
  commits: number;
  /** Files, commits and tags. */
  objects: number;
  bytes: number;
}

/**
 * What some commits and tags bring that the other side does not have: every file in every commit on the way, so that a
 * secret which is added and taken out again is found; messages of commits and tags; names of files, folders and refs.
 *
 * A secret that the other side had at the same path, where the range begins, is not new. At another path it is, as in
 * what is staged: no rename is ever guessed. A file that moved and stayed the same to the byte is no new object, so
 * nothing is said of it.
 */
export class RangeSource implements Source {
  readonly onlyNew = true;
  /** Known when the scan is over. */
  readonly counts: RangeCounts;
  readonly #range: ObjectRange;
  readonly #options: RangeOptions;
  readonly #isSuspect: (bytes: Buffer, before?: Buffer) => boolean;
  readonly #suspects: Suspects = { objects: new Map(), names: new Set() };
  readonly #unread = new UnreadObjects();
  readonly #commits: string[] = [];
  readonly #parents = new Set<string>();
  readonly #names = new Set<string>();
  readonly #bases = new KeptBases();
  /** What the commits changed; undefined when they are too many to be kept, or not all of it could be read. */
  #changes: readonly Change[] | undefined;

  /** @throws GitFailedError when the range is not made of whole ids */
  constructor(range: ObjectRange, options: RangeOptions = {}) {
    rangeInput(range);
    this.#range = range;
    this.#options = options;
    this.#isSuspect = options.isSuspect ?? (() => true);
    this.counts = { refs: range.tips.length, commits: 0, objects: 0, bytes: 0 };
  }

  /** @throws RangeLimitError when there is more than the limits allow */
  async *blobs(): AsyncGenerator<SourceBlob | Gap> {
    yield* this.#namesOfRefs();
    if (this.#range.tips.length === 0) return;
    const { limits = {}, cwd } = this.#options;
    const meter = new RangeMeter(limits);
    try {
      yield* this.#read(meter);
      yield* this.#rest();
      for (const name of this.#names) if (this.#isSuspect(Buffer.from(name, 'latin1'))) this.#suspects.names.add(name);
      const commits = { ids: this.#commits, beginnings: this.#beginnings(), changes: this.#changes };
      yield* new RangePlaces(commits, cwd).of(this.#suspects, this.#unread, meter);
    } finally {
      meter.close();
    }
    yield* this.#unread.rest();
  }

  *#namesOfRefs(): Generator<SourceBlob> {
    for (const ref of this.#range.names ?? []) {
      const bytes = Buffer.from(ref);
      if (this.#isSuspect(bytes)) yield { kind: 'blob', bytes, places: [{ part: 'ref', ref }] };
    }
  }

  /** Reads all that is listed, and remembers what is suspect. */
  async *#read(meter: RangeMeter): AsyncGenerator<Gap> {
    const { cwd } = this.#options;
    const list = new RangeList(this.#range, cwd);
    const contents = new RangeContents<PlannedObject>(cwd);
    const stop = () => {
      list.stop();
      contents.stop();
    };
    meter.signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const { listed, answer } of contents.read(this.#planned(list, meter), meter.addBytes)) {
        if (!listed.isOurs) this.#takeBefore(answer, listed, meter);
        else {
          meter.addObject();
          if (!answer.found) yield* this.#unread.gap(listed.id, `it cannot be read: ${answer.reason}`);
          else if (answer.type === 'tree') yield* this.#takeTree(answer);
          else this.#take(answer, listed);
        }
      }
      meter.checkTime();
    } finally {
      stop();
    }
    for (const id of list.missing) yield* this.#unread.gap(id, 'it is missing from the object database');
    yield* this.#unread.complaints('objects of the range', list.complaints);
  }

  /**
   * What is listed, in an order in which most of it can be compared with what stood there before. A list that is too long
   * to be held is read as it comes.
   */
  async *#planned(list: RangeList, { signal }: RangeMeter): AsyncGenerator<PlannedObject[]> {
    const held: RangeObject[] = [];
    let isLong = false;
    for await (const objects of list.objects()) {
      if (isLong) {
        yield objects.map(unplanned);
        continue;
      }
      for (const object of objects) held.push(object);
      isLong = held.length > MOST_HELD;
      if (isLong) yield held.splice(0).map(unplanned);
    }
    if (isLong) return;
    const commits = held.filter(({ path }) => path === undefined).map(({ id }) => id);
    const changes = new Changes(commits, { cwd: this.#options.cwd, signal });
    const known: Change[] = [];
    for await (const change of changes) known.push(change);
    // Where git complained changes may be lacking: then all is looked at whole, and asked for once more.
    if (changes.complaints.length === 0) this.#changes = known;
    yield this.#changes === undefined ? held.map(unplanned) : readingPlan(held, known);
  }

  #take({ id, type, bytes }: GitObject, { path, base, derived }: PlannedObject): void {
    this.counts.objects++;
    this.counts.bytes += bytes.length;
    if (type === 'commit') {
      this.counts.commits++;
      this.#commits.push(id);
      for (const parent of parentsOf(bytes)) this.#parents.add(parent);
    }
    const before = base === undefined ? undefined : this.#bases.take(base);
    const isNew = base === undefined || this.#suspects.objects.has(base);
    if (this.#isSuspect(bytes, isNew ? undefined : before)) this.#suspects.objects.set(id, path);
    this.#bases.keep(id, bytes, derived);
  }

  /** The other side has it: it is read for what was made from it, and no limit is one for it. */
  #takeBefore(answer: GitObject | MissingObject, { id, derived }: PlannedObject, meter: RangeMeter): void {
    if (!answer.found) return;
    meter.addBytes(-answer.bytes.length);
    this.#bases.keep(id, answer.bytes, derived);
  }

  *#takeTree({ id, bytes }: GitObject): Generator<Gap> {
    if (!addNames(bytes, id.length / 2, this.#names))
      yield* this.#unread.gap(id, 'it is damaged: it is no list of files');
  }

  /** A clone that was cut off within the range does not know where the range begins. */
  async *#rest(): AsyncGenerator<Gap> {
    const shallow = await shallowBoundary(this.#options.cwd);
    if (shallow.size === 0) return;
    const cut = this.#commits.filter((id) => shallow.has(id));
    if (cut.length > 0) yield shallowGap(cut);
  }

  /** The last commits that the other side has: the parents of the first ones that it has not. */
  #beginnings(): string[] {
    for (const id of this.#commits) this.#parents.delete(id);
    return [...this.#parents];
  }
}

/** Objects of which it is held at once what they are made from; of more it would take too much memory. */
const MOST_HELD = 50_000;

function unplanned(object: RangeObject): PlannedObject {
  return { ...object, isOurs: true, base: undefined, derived: 0 };
}
