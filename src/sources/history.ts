import { Ancestry } from '../git/ancestry/ancestry.js';
import type { CollectedCommits } from '../git/ancestry/commit-collector.js';
import { readAncestry } from '../git/ancestry/read-ancestry.js';
import { readTips, type Tips } from '../git/ancestry/tips.js';
import type { BarrenTrees } from '../git/ancestry/tree-contents.js';
import type { CollectedTrees } from '../git/ancestry/tree-rows.js';
import { cloneKind } from '../git/clone-kind.js';
import { type FetchOptions, fetchMissing, type Refusal } from '../git/fetch-missing.js';
import { missingInIndex, missingObjects } from '../git/missing-objects.js';
import { ObjectList } from '../git/object-list.js';
import { type GitObject, type MissingObject, ObjectReader, type ObjectType } from '../git/object-reader.js';
import type { ObjectStore } from '../git/packs/object-store.js';
import type { Unread } from '../git/packs/stored-object.js';
import { reachableCommits } from '../git/reachable-commits.js';
import { shallowBoundary } from '../git/shallow-boundary.js';
import { checkGitVersion } from '../git/version.js';
import { notFetchedGap, shallowGap } from './left-out.js';
import { provenance } from './provenance.js';
import type { Selection } from './selection.js';
import type { Gap, Provenance, Source } from './source.js';
import { UnreadObjects } from './unread-objects.js';

/** What passes over all commits and all trees brought together, by however many threads. */
export interface CollectedHistory {
  readonly commits: readonly CollectedCommits[];
  readonly trees: readonly [CollectedTrees, ...CollectedTrees[]];
  /** Files that trees name and that are not here. */
  readonly missing: ReadonlySet<string>;
  /** There are more of them. */
  readonly isLacking: boolean;
  /** Trees that were read before, and that lead to nothing. */
  readonly isBarren?: BarrenTrees | undefined;
}

/** What git found missing, and what it complained about while it walked. */
interface Walked {
  readonly gaps: readonly Gap[];
  readonly complaints: readonly string[];
}

/** Git takes a process for each object that it dies over; where nobody can read so many, it is not asked for ever. */
const MOST_ASKED = 1000;

/**
 * All that is to be known of a history besides its objects: what is lacking, and where objects entered it. What our own
 * reader cannot read is read through git here.
 */
export class History implements Pick<Source, 'onlyNew' | 'origins'> {
  readonly onlyNew = false;
  readonly #objects = new ObjectReader();
  readonly #unread = new UnreadObjects();
  readonly #selection: Selection;
  #partial = false;
  /** What remotes refused when they were asked for what is missing. Undefined when they were not asked. */
  #refusals: readonly Refusal[] | undefined;
  #names: Promise<readonly [Tips, ReadonlySet<string>]> | undefined;
  #located: Omit<Provenance, 'gaps'> = { origins: new Map() };
  #ancestry: Ancestry | undefined;
  #refused = 0;

  /** @param selection what is told of; by default everything */
  constructor(selection: Selection = {}) {
    this.#selection = selection;
  }

  /**
   * Asks for all names before objects are read: a commit that is made meanwhile is no missing one.
   *
   * @param fetch how to fetch first what a partial clone left out; undefined: it is not fetched
   * @returns what is lacking from the beginning
   * @throws GitUnusableError
   */
  async begin(fetch?: FetchOptions): Promise<Gap[]> {
    await checkGitVersion();
    const { shallow, partial } = await cloneKind();
    this.#partial = partial;
    if (partial && fetch !== undefined) this.#refusals = await fetchMissing(this.#objects, fetch);
    this.#names = Promise.all([readTips(), shallowBoundary()]);
    this.#names.catch(() => {}); // Told where it is waited for.
    return shallow ? [shallowGap([...(await shallowBoundary())])] : [];
  }

  /** Reads through git what our own reader could not read. @returns the object, or the gap that it is */
  async readAnyway(unread: Unread): Promise<GitObject | readonly Gap[]> {
    const answer: GitObject | MissingObject | undefined =
      this.#refused < MOST_ASKED ? await this.#objects.read(unread.subject) : undefined;
    if (answer?.found) return answer;
    this.#refused++;
    return this.unreadable(unread);
  }

  unreadable({ subject: id, reason }: Unread): Gap[] {
    return this.#unread.gap(id, `it cannot be read: ${reason}`);
  }

  /**
   * What is in packs and folders that our own reader cannot open: perhaps git can.
   *
   * @returns objects of these types that the store does not have, and gaps where git cannot open them either
   */
  async *behindClosedDoors(
    closed: readonly Unread[],
    store: ObjectStore,
    types: ReadonlySet<ObjectType>,
  ): AsyncGenerator<Unread | Gap> {
    if (closed.length === 0) return;
    const list = new ObjectList();
    let isOpened = false;
    for await (const { id, type } of list.objects()) {
      if (store.has(id)) continue;
      isOpened = true;
      if (type === undefined || types.has(type))
        yield { kind: 'unread', subject: id, isObject: true, reason: 'it is not where it should be' };
    }
    yield* this.#unread.complaints('the list of all objects', list.complaints);
    if (list.complaints.length > 0 || isOpened) return;
    for (const { subject, reason } of closed) yield { kind: 'gap', subject, reason, advice: FSCK };
  }

  /**
   * Puts together where objects entered the history, and finds what was named and is not here: a list of what is there
   * cannot tell. The trees tell which files are missing; git, which takes seconds to do so in a large repository, is asked
   * when there are too many, or when something else is lacking.
   *
   * @param wanted ids of the objects in which something was found, and of such names
   * @param names of files and folders, by their ids among the wanted ones
   * @param collected undefined when it is not whole
   */
  async follow(
    store: ObjectStore,
    wanted: ReadonlySet<string>,
    names: ReadonlyMap<string, Uint8Array>,
    collected: CollectedHistory | undefined,
  ): Promise<Gap[]> {
    const { ancestry, complaints } =
      collected === undefined
        ? await readAncestry(store, wanted, undefined, names)
        : await this.#putTogether(store, wanted, collected);
    const mayLack =
      this.#partial || (collected?.isLacking ?? true) || ancestry.missing.size > 0 || complaints.length > 0;
    const walked = mayLack ? await this.#askGit() : await this.#askForIndex();
    const allIsNamed = complaints.length === 0 && walked.complaints.length === 0;
    const read = (id: string) => store.read(id);
    const { unfollowed, missingFiles, hasMorePaths, ...located } = provenance(
      ancestry,
      read,
      allIsNamed,
      this.#selection,
    );
    this.#located = located;
    if (collected !== undefined) this.#ancestry = ancestry;
    const gaps = [...walked.gaps];
    if (hasMorePaths) gaps.push(MORE_PATHS);
    const news = complaints.filter((text) => !walked.complaints.includes(text));
    gaps.push(...this.#unread.complaints('what refs and reflogs reach', news));
    // What a partial clone did not fetch is one gap already.
    if (this.#partial) return gaps;
    for (const { id, reason } of unfollowed) gaps.push(...this.#unread.gap(id, `it cannot be read: ${reason}`));
    // Of what git was asked for it has told.
    if (!mayLack) for (const id of missingFiles) if (!store.has(id)) gaps.push(...this.#unread.gap(id, MISSING));
    return gaps;
  }

  async #putTogether(
    store: ObjectStore,
    wanted: ReadonlySet<string>,
    collected: CollectedHistory,
  ): Promise<{ ancestry: Ancestry; complaints: readonly string[] }> {
    const [tips, boundary] = await (this.#names as Promise<readonly [Tips, ReadonlySet<string>]>);
    const { commits, trees, missing: missingFiles, isBarren } = collected;
    const { format } = store.folders;
    const read = (id: string) => store.read(id);
    const parts = { format, commits, trees, wanted: [...wanted], tips, boundary, missingFiles, isBarren, read };
    return { ancestry: new Ancestry(parts), complaints: tips.complaints };
  }

  async #askGit(): Promise<Walked> {
    const walk = await reachableCommits(this.#objects);
    const { ids, complaints } = await missingObjects(walk.commits);
    const missing =
      this.#partial && ids.size > 0
        ? [notFetchedGap(ids.size, this.#refusals)]
        : [...ids].flatMap((id) => this.#unread.gap(id, MISSING));
    const gaps = [
      ...missing,
      ...walk.missing.flatMap((id) => this.#unread.gap(id, 'it is missing: a ref, a tag or a commit names it')),
      ...this.#unread.complaints('what refs and reflogs reach', new Set([...walk.complaints, ...complaints])),
    ];
    return { gaps, complaints: walk.complaints };
  }

  /** What only the index names is in no tree. */
  async #askForIndex(): Promise<Walked> {
    const { ids, complaints } = await missingInIndex();
    const gaps = [...ids].flatMap((id) => this.#unread.gap(id, MISSING));
    return { gaps: [...gaps, ...this.#unread.complaints('what refs and reflogs reach', complaints)], complaints: [] };
  }

  /** What was followed, where all of it was collected; undefined before. */
  get ancestry(): Ancestry | undefined {
    return this.#ancestry;
  }

  /** The objects that were not named. */
  rest(): Gap[] {
    return this.#unread.rest();
  }

  /** Of the objects that were followed. */
  async origins(): Promise<Provenance> {
    return { ...this.#located, gaps: [] };
  }

  close(): void {
    this.#objects.close();
  }
}

const MISSING = 'it is missing: a commit, a tree or the index names it';

const FSCK = 'run git fsck --full to see what is damaged or missing';

const MORE_PATHS: Gap = {
  kind: 'gap',
  subject: 'where findings entered the history',
  reason: 'there are more paths than can be told: folders hold each other again and again',
};
