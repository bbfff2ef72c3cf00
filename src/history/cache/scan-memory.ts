import type { EngineRecipe } from '../../catalogue/recipe.js';
import type { TreeContents } from '../../git/ancestry/tree-contents.js';
import { commonDirectory } from '../../git/common-directory.js';
import type { ObjectPlan } from '../../git/packs/object-plan.js';
import type { Skipped } from '../../git/packs/skipped.js';
import type { Wanted } from '../../policy/wanted.js';
import type { Job, Report } from '../work.js';
import type { AncestryRecord } from './ancestry-record.js';
import { CacheFile, type ReadMemory } from './cache-file.js';
import type { Memory } from './cache-format.js';
import { cacheKey } from './cache-key.js';
import { KnownAncestry } from './known-ancestry.js';
import { HAS_MATCHES, KnownObjects, NO_CONTENT, READ_AGAIN } from './known-objects.js';
import { SUMMARY_BYTES, unchanged } from './match-summary.js';
import { newObjects } from './new-objects.js';
import { present, united } from './objects-in-order.js';
import { recordOf, type WholeHistory } from './record-of-ancestry.js';

/** Who is told what is wrong with the memory of the last scan. */
export interface CacheListener {
  /** It cannot be believed. */
  readonly warn: (sentence: string) => void;
  /** It cannot be used here. */
  readonly note: (sentence: string) => void;
}

/** What is known of objects without reading them. */
export interface Recalled {
  readonly objects: number;
  readonly bytes: number;
  readonly belowConfidence: number;
}

/**
 * What the last scan of this repository has seen, by ids of objects: they name the same bytes for ever, in whatever pack
 * and whatever repository that lends its objects.
 */
export class ScanMemory {
  /** What is not to be searched. */
  readonly skipped: Skipped;
  /** What is known, which is that and perhaps some more. */
  readonly #seen: Skipped;
  readonly #plan: ObjectPlan;
  readonly #file: CacheFile;
  readonly #key: Buffer;
  readonly #listener: CacheListener;
  /** What commits and trees say; undefined when that is to be read again. */
  readonly ancestry: KnownAncestry | undefined;
  readonly #known: KnownObjects;
  /** By number of a known object: 1 when it is still here. */
  readonly #isThere: Uint8Array;
  /** By number of a known object: 1 when it is a commit that is read again nevertheless. */
  readonly #isAgain: Uint8Array;
  /** By number of a known object: the number of its loose file. */
  readonly #looseFiles = new Map<number, number>();

  private constructor(plan: ObjectPlan, file: CacheFile, key: Buffer, listener: CacheListener) {
    this.#plan = plan;
    this.#file = file;
    this.#key = key;
    this.#listener = listener;
    const { idBytes } = plan.store.folders.format;
    const read = file.read(idBytes, key);
    const memory = isMemory(read) ? read : undefined;
    this.#known = memory?.objects ?? KnownObjects.none(idBytes);
    this.#tell(read);
    const { count, notes } = this.#known;
    this.#isThere = new Uint8Array(count);
    this.#isAgain = new Uint8Array(count);
    this.skipped = {
      packs: plan.packs.map(({ pack: { index } }) => {
        const rows = flags(index.count);
        let isAny = false;
        this.#known.eachKnown(index, (row, number) => {
          this.#isThere[number] = 1;
          if (notes[number] === READ_AGAIN) return;
          isAny = true;
          rows[row] = 1;
        });
        return isAny ? rows : undefined;
      }),
      loose: this.#knownLoose(),
    };
    this.#seen = { packs: [...this.skipped.packs.map((rows) => rows?.slice())], loose: this.skipped.loose.slice() };
    this.ancestry = memory?.ancestry && this.#recallAncestry(memory.ancestry);
    if (this.ancestry !== undefined) return;
    const commits = memory?.ancestry?.commits ?? new Uint32Array(0);
    for (const commit of commits) this.#isAgain[commit] = 1;
    this.#leaveIn(commits);
  }

  /** @throws GitUnusableError, GitFailedError */
  static async open(plan: ObjectPlan, recipe: EngineRecipe, listener: CacheListener): Promise<ScanMemory> {
    return new ScanMemory(plan, new CacheFile(await commonDirectory()), cacheKey(recipe), listener);
  }

  /** What known objects come to; those in which something was found that may be told are left out no more. */
  recall(wanted: Wanted): Recalled {
    const { notes, summaries, count } = this.#known;
    const all = Buffer.from(summaries.buffer, summaries.byteOffset, summaries.length);
    const again: number[] = [];
    let [objects, bytes, belowConfidence, summary] = [0, 0, 0, 0];
    for (let number = 0; number < count; number++) {
      const note = notes[number] as number;
      if (note === NO_CONTENT || note === READ_AGAIN) continue;
      const at = summary;
      if (note === HAS_MATCHES) summary += SUMMARY_BYTES;
      if (this.#isThere[number] === 0 || this.#isAgain[number] === 1) continue;
      const same =
        note === HAS_MATCHES
          ? unchanged(all.subarray(at, at + SUMMARY_BYTES), wanted)
          : { size: note, belowConfidence: 0 };
      if (same === undefined) {
        again.push(number);
        continue;
      }
      objects++;
      bytes += same.size;
      belowConfidence += same.belowConfidence;
    }
    this.#leaveIn(again);
    return { objects, bytes, belowConfidence };
  }

  /**
   * Writes down what was searched now, besides what was known and is still here.
   *
   * @param history what commits and trees say; undefined when that is not known, or not whole
   * @param isAnew it was collected again, all of it
   */
  write(job: Job, reports: readonly Report[], history: WholeHistory | undefined, isAnew: boolean): void {
    const { format } = this.#plan.store.folders;
    // What was remembered is right as it is, and says more.
    if (history === undefined && this.ancestry !== undefined) return;
    const more = newObjects(this.#plan, job, reports, this.#seen, history !== undefined);
    if (!(isAnew && history !== undefined) && !this.#hasNews(more)) return;
    const objects = united([present(this.#known, this.#kept(history !== undefined)), ...more], format.idBytes);
    if (history !== undefined) this.#readAgainUnread(objects, history.ancestry.contents);
    const ancestry = history && recordOf(history, objects, format);
    if (history !== undefined && ancestry === undefined) {
      this.write(job, reports, undefined, isAnew);
      return;
    }
    const failure = this.#file.write({ objects, ancestry }, this.#key);
    if (failure !== undefined)
      this.#listener.note(
        `this scan cannot be remembered (${failure.code}): the next one reads everything again; --no-cache keeps it from trying`,
      );
  }

  /** It is right as long as all is there that was, and nothing that was missing. */
  #recallAncestry(record: AncestryRecord): KnownAncestry | undefined {
    if (this.#isThere.includes(0)) return undefined;
    const { store } = this.#plan;
    const ancestry = KnownAncestry.of(record, this.#known, store.folders.format, (id) => store.read(id));
    return ancestry?.missing.some((id) => store.has(id)) ? undefined : ancestry;
  }

  /** Whether there is anything that was not known before. What is read again every time is no news. */
  #hasNews(more: readonly KnownObjects[]): boolean {
    const again = more.reduce((sum, { notes }) => sum + countAgain(notes), 0);
    const count = more.reduce((sum, table) => sum + table.count, 0);
    return count > again || again !== countAgain(this.#known.notes);
  }

  /** By number of a known object: 1 when it is here and its note is good. */
  #kept(withCommits: boolean): Uint8Array {
    const { notes } = this.#known;
    return this.#isThere.map((isThere, number) =>
      isThere === 0 || notes[number] === READ_AGAIN || (!withCommits && this.#isAgain[number] === 1) ? 0 : 1,
    );
  }

  /** Trees that could not be read are not known. */
  #readAgainUnread({ ids, notes, idBytes }: KnownObjects, contents: TreeContents): void {
    for (let number = 0, at = 0; number < notes.length; number++, at += idBytes) {
      if (notes[number] !== NO_CONTENT) continue;
      const tree = contents.find(ids, at);
      if (tree === -1 ? this.ancestry?.isRead(ids, at) !== true : !contents.isRead(tree)) notes[number] = READ_AGAIN;
    }
  }

  #leaveIn(numbers: Iterable<number>): void {
    const { ids, idBytes } = this.#known;
    for (const number of numbers) {
      for (const [at, { pack }] of this.#plan.packs.entries()) {
        const row = pack.index.find(ids, number * idBytes);
        const rows = this.skipped.packs[at];
        if (row !== -1 && rows !== undefined) rows[row] = 0;
      }
      const file = this.#looseFiles.get(number);
      if (file !== undefined) this.skipped.loose[file] = 0;
    }
  }

  #knownLoose(): Uint8Array {
    const loose = flags(this.#plan.loose.length);
    if (this.#known.count === 0) return loose;
    for (const [at, { id }] of this.#plan.loose.entries()) {
      const number = this.#known.find(Buffer.from(id, 'hex'));
      if (number === -1) continue;
      this.#isThere[number] = 1;
      if (this.#known.notes[number] === READ_AGAIN) continue;
      loose[at] = 1;
      this.#looseFiles.set(number, at);
    }
    return loose;
  }

  #tell(read: ReadMemory): void {
    if (isMemory(read) || read === 'none' || read === 'other') return;
    const { path } = this.#file;
    if (read === 'damaged')
      this.#listener.warn(`what was remembered of the last scan is damaged, so everything is read (${path})`);
    else if (read === 'copied')
      this.#listener.warn(`what is remembered of a scan was not written here, so everything is read (${path})`);
    else if (NO_FILE.has(read.failure.code as string)) return;
    else
      this.#listener.note(
        `what was remembered of the last scan cannot be read (${read.failure.code}), so everything is read`,
      );
  }
}

function isMemory(read: ReadMemory): read is Memory {
  return typeof read !== 'string' && 'objects' in read;
}

function countAgain(notes: Uint32Array): number {
  let count = 0;
  for (let number = 0; number < notes.length; number++) if (notes[number] === READ_AGAIN) count++;
  return count;
}

/** What is in the way of reading is in the way of writing too, and told once. */
const NO_FILE: ReadonlySet<string> = new Set(['ENOTDIR']);

/** In memory that threads can share. */
function flags(count: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(count));
}
