import type { EngineRecipe } from '../../catalogue/recipe.js';
import { commonDirectory } from '../../git/common-directory.js';
import type { ObjectPlan } from '../../git/packs/object-plan.js';
import type { Skipped } from '../../git/packs/skipped.js';
import type { Wanted } from '../../policy/wanted.js';
import type { Job, Report } from '../work.js';
import { CacheFile, type ReadMemory } from './cache-file.js';
import { cacheKey } from './cache-key.js';
import { HAS_MATCHES, KnownObjects, NO_CONTENT } from './known-objects.js';
import { SUMMARY_BYTES, unchanged } from './match-summary.js';
import { newObjects } from './new-objects.js';
import { present, united } from './objects-in-order.js';

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
  readonly #known: KnownObjects;
  /** By number of a known object: 1 when it is still here. */
  readonly #isThere: Uint8Array;

  private constructor(plan: ObjectPlan, file: CacheFile, key: Buffer, listener: CacheListener) {
    this.#plan = plan;
    this.#file = file;
    this.#key = key;
    this.#listener = listener;
    const { idBytes } = plan.store.folders.format;
    const read = file.read(idBytes, key);
    this.#known = read instanceof KnownObjects ? read : KnownObjects.none(idBytes);
    this.#tell(read);
    this.#isThere = new Uint8Array(this.#known.count);
    this.skipped = {
      packs: plan.packs.map(({ pack: { index } }) => {
        const rows = flags(index.count);
        let isAny = false;
        this.#known.eachKnown(index, (row, number) => {
          isAny = true;
          rows[row] = 1;
          this.#isThere[number] = 1;
        });
        return isAny ? rows : undefined;
      }),
      loose: this.#knownLoose(),
    };
    this.#seen = { packs: [...this.skipped.packs.map((rows) => rows?.slice())], loose: this.skipped.loose.slice() };
  }

  /** @throws GitUnusableError, GitFailedError */
  static async open(plan: ObjectPlan, recipe: EngineRecipe, listener: CacheListener): Promise<ScanMemory> {
    return new ScanMemory(plan, new CacheFile(await commonDirectory()), cacheKey(recipe), listener);
  }

  /** What known objects come to; those in which something was found that may be told are left out no more. */
  recall(wanted: Wanted): Recalled {
    const { notes, summaries, count } = this.#known;
    const all = Buffer.from(summaries.buffer, summaries.byteOffset, summaries.length);
    const again = new Set<string>();
    let [objects, bytes, belowConfidence, summary] = [0, 0, 0, 0];
    for (let number = 0; number < count; number++) {
      const note = notes[number] as number;
      if (note === NO_CONTENT) continue;
      const at = summary;
      if (note === HAS_MATCHES) summary += SUMMARY_BYTES;
      if (this.#isThere[number] === 0) continue;
      const same =
        note === HAS_MATCHES
          ? unchanged(all.subarray(at, at + SUMMARY_BYTES), wanted)
          : { size: note, belowConfidence: 0 };
      if (same === undefined) {
        again.add(this.#known.hexId(number));
        continue;
      }
      objects++;
      bytes += same.size;
      belowConfidence += same.belowConfidence;
    }
    this.#leaveIn(again);
    return { objects, bytes, belowConfidence };
  }

  /** Writes down what was searched now, besides what was known and is still here. */
  write(job: Job, reports: readonly Report[]): void {
    const { idBytes } = this.#plan.store.folders.format;
    const more = newObjects(this.#plan, job, reports, this.#seen);
    if (more.every(({ count }) => count === 0)) return;
    const failure = this.#file.write(united([present(this.#known, this.#isThere), ...more], idBytes), this.#key);
    if (failure !== undefined)
      this.#listener.note(
        `this scan cannot be remembered (${failure.code}): the next one reads everything again; --no-cache keeps it from trying`,
      );
  }

  #leaveIn(ids: ReadonlySet<string>): void {
    for (const id of ids) {
      const bytes = Buffer.from(id, 'hex');
      for (const [number, { pack }] of this.#plan.packs.entries()) {
        const row = pack.index.find(bytes);
        const rows = this.skipped.packs[number];
        if (row !== -1 && rows !== undefined) rows[row] = 0;
      }
    }
    for (const [at, { id }] of this.#plan.loose.entries()) if (ids.has(id)) this.skipped.loose[at] = 0;
  }

  #knownLoose(): Uint8Array {
    const loose = flags(this.#plan.loose.length);
    if (this.#known.count === 0) return loose;
    for (const [at, { id }] of this.#plan.loose.entries()) {
      const number = this.#known.find(Buffer.from(id, 'hex'));
      if (number === -1) continue;
      loose[at] = 1;
      this.#isThere[number] = 1;
    }
    return loose;
  }

  #tell(read: ReadMemory): void {
    if (read instanceof KnownObjects || read === 'none' || read === 'other') return;
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

/** What is in the way of reading is in the way of writing too, and told once. */
const NO_FILE: ReadonlySet<string> = new Set(['ENOTDIR']);

/** In memory that threads can share. */
function flags(count: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(count));
}
