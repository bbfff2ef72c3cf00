import { authorOf, taggerOf } from '../git/commit.js';
import { type GitObject, ObjectReader } from '../git/object-reader.js';
import { pathText } from '../git/path-text.js';
import { type Change, Changes } from '../git/range/changes.js';
import { type Introduction, introductions } from '../git/range/introductions.js';
import type { RangeMeter } from './range-limits.js';
import type { Gap, Origin, Place, SourceBlob } from './source.js';
import type { UnreadObjects } from './unread-objects.js';

/** What is looked at more closely. */
export interface Suspects {
  /** Ids of files, commits and tags, with a path at which git met them, one character for each byte. */
  readonly objects: Map<string, string | undefined>;
  /** Names of files and folders, one character for each byte. */
  readonly names: Set<string>;
}

/** The commits of a range. */
export interface RangeCommits {
  /** Ancestors first. */
  readonly ids: readonly string[];
  /** The commits before them that the other side has. */
  readonly beginnings: readonly string[];
  /** What they changed, when it is known already. */
  readonly changes: readonly Change[] | undefined;
}

/** Finds where suspects came into a range, and what stood there before it. */
export class RangePlaces {
  readonly #commits: RangeCommits;
  readonly #objects: ObjectReader;
  readonly #cwd: string | undefined;
  readonly #origins = new Map<string, Promise<Origin>>();
  #orders: ReadonlyMap<string, number> = new Map();

  constructor(commits: RangeCommits, cwd?: string) {
    this.#commits = commits;
    this.#objects = new ObjectReader(cwd);
    this.#cwd = cwd;
  }

  /** The suspects with their places. Ends the process that it reads with. @throws RangeLimitError when the time is over */
  async *of({ objects, names }: Suspects, unread: UnreadObjects, meter: RangeMeter): AsyncGenerator<SourceBlob | Gap> {
    if (objects.size === 0 && names.size === 0) return;
    const { ids, changes: known } = this.#commits;
    this.#orders = new Map(ids.map((id, order) => [id, order]));
    try {
      const changes = new Changes(ids, { cwd: this.#cwd, signal: meter.signal });
      const places = groupedByWhat(await introductions(known ?? changes, { blobs: new Set(objects.keys()), names }));
      meter.checkTime();
      yield* unread.complaints('changes of the range', changes.complaints);
      for (const [id, path] of objects) {
        meter.checkTime();
        yield* this.#object(id, path, places.get(id) ?? [], unread);
      }
      for (const name of names) yield await this.#name(name, places.get(name) ?? []);
    } finally {
      this.#objects.close();
    }
  }

  async *#object(
    id: string,
    path: string | undefined,
    found: readonly Introduction[],
    unread: UnreadObjects,
  ): AsyncGenerator<SourceBlob | Gap> {
    const answer = await this.#objects.read(id);
    if (!answer.found) yield* unread.gap(id, `it cannot be read: ${answer.reason}`);
    else yield { kind: 'blob', bytes: answer.bytes, object: id, places: await this.#places(answer, path, found) };
  }

  async #places(object: GitObject, path: string | undefined, found: readonly Introduction[]): Promise<Place[]> {
    const { id, type, bytes } = object;
    if (type === 'commit') return [{ part: 'commit', origin: await this.#originOf(id) }];
    if (type === 'tag') return [{ part: 'tag', origin: taggerOf(bytes) }];
    // What no change shows is in a tree that git reads in another way, or has a tag of its own.
    if (found.length === 0) return [path === undefined || path === '' ? {} : this.#fileAt(path)];
    return Promise.all(
      found.map(async (each) => this.#fileAt(each.path, await this.#originOf(each.commit, each.path))),
    );
  }

  #fileAt(path: string, origin?: Origin): Place {
    const previous = () => this.#before(path);
    return { path: textOf(path), previous, ...(origin && { origin }) };
  }

  async #name(name: string, found: readonly Introduction[]): Promise<SourceBlob> {
    const bytes = Buffer.from(name, 'latin1');
    const place = async ({ path, commit }: Introduction): Promise<Place> => ({
      path: textOf(path),
      part: 'name',
      previous: async () => ((await this.#before(path)).length > 0 ? bytes : []),
      origin: await this.#originOf(commit, path),
    });
    // Without a commit, in a tree with a tag of its own, everything is new.
    const alone: Place[] = this.#commits.ids.length === 0 ? [{ part: 'name', path: textOf(name) }] : [];
    return { kind: 'blob', bytes, places: [...alone, ...(await Promise.all(found.map(place)))] };
  }

  /**
   * What stood at a path where the range begins. A path that cannot be asked for counts as one at which nothing stood:
   * that says too much and never too little.
   */
  async #before(path: string): Promise<Buffer[]> {
    if (path.includes('\n') || Buffer.from(textOf(path)).toString('latin1') !== path) return [];
    const answers = await Promise.all(
      this.#commits.beginnings.map((id) => this.#objects.read(`${id}:${textOf(path)}`)),
    );
    return answers.flatMap((answer) => (answer.found ? [answer.bytes] : []));
  }

  async #originOf(commit: string, path?: string): Promise<Origin> {
    const known = this.#origins.get(commit) ?? this.#readOrigin(commit);
    this.#origins.set(commit, known);
    return { ...(await known), ...(path !== undefined && { path: textOf(path) }) };
  }

  async #readOrigin(commit: string): Promise<Origin> {
    const order = this.#orders.get(commit);
    const answer = await this.#objects.read(commit);
    return { ...(order !== undefined && { order }), commit, ...(answer.found && authorOf(answer.bytes)) };
  }
}

function groupedByWhat(found: readonly Introduction[]): Map<string, Introduction[]> {
  const places = new Map<string, Introduction[]>();
  for (const each of found) {
    const known = places.get(each.what);
    if (known === undefined) places.set(each.what, [each]);
    else known.push(each);
  }
  return places;
}

function textOf(path: string): string {
  return pathText(Buffer.from(path, 'latin1'));
}
