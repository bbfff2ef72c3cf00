import { cloneKind } from '../git/clone-kind.js';
import { type FetchOptions, fetchMissing, type Refusal } from '../git/fetch-missing.js';
import { missingObjects } from '../git/missing-objects.js';
import { ObjectList } from '../git/object-list.js';
import { type GitObject, type MissingObject, ObjectReader } from '../git/object-reader.js';
import type { ObjectStore } from '../git/packs/object-store.js';
import type { Unread } from '../git/packs/stored-object.js';
import { reachableCommits, type Walk } from '../git/reachable-commits.js';
import { shallowBoundary } from '../git/shallow-boundary.js';
import { checkGitVersion } from '../git/version.js';
import { notFetchedGap, shallowGap } from './left-out.js';
import { provenance } from './provenance.js';
import type { Gap, Provenance, Source } from './source.js';
import { UnreadObjects } from './unread-objects.js';

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
  #partial = false;
  /** What remotes refused when they were asked for what is missing. Undefined when they were not asked. */
  #refusals: readonly Refusal[] | undefined;
  #walk: Promise<Walk> | undefined;
  #walked: Walk = { commits: [], missing: [], complaints: ['the history was not walked'] };
  #refused = 0;

  /**
   * Begins to walk the history, which goes on while objects are read.
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
    this.#walk = reachableCommits(this.#objects);
    this.#walk.catch(() => {}); // Told where it is waited for.
    return shallow ? [shallowGap(await shallowBoundary())] : [];
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
   * @returns objects that the store does not have, and gaps where git cannot open them either
   */
  async *behindClosedDoors(closed: readonly Unread[], store: ObjectStore): AsyncGenerator<Unread | Gap> {
    if (closed.length === 0) return;
    const list = new ObjectList();
    let isOpened = false;
    for await (const { id, type } of list.objects()) {
      if (store.has(id)) continue;
      isOpened = true;
      if (type !== 'tree')
        yield { kind: 'unread', subject: id, isObject: true, reason: 'it is not where it should be' };
    }
    yield* this.#unread.complaints('the list of all objects', list.complaints);
    if (list.complaints.length > 0 || isOpened) return;
    for (const { subject, reason } of closed) yield { kind: 'gap', subject, reason, advice: FSCK };
  }

  /** What was named and never came to this object database: a list of what is there cannot tell. */
  async whatIsMissing(): Promise<Gap[]> {
    const walk = await (this.#walk as Promise<Walk>);
    const { ids, complaints } = await missingObjects(walk.commits);
    this.#walked = walk;
    const missing =
      this.#partial && ids.size > 0
        ? [notFetchedGap(ids.size, this.#refusals)]
        : [...ids].flatMap((id) => this.#unread.gap(id, 'it is missing: a commit, a tree or the index names it'));
    return [
      ...missing,
      ...walk.missing.flatMap((id) => this.#unread.gap(id, 'it is missing: a ref, a tag or a commit names it')),
      ...this.#unread.complaints('what refs and reflogs reach', new Set([...walk.complaints, ...complaints])),
    ];
  }

  /** The objects that were not named. */
  rest(): Gap[] {
    return this.#unread.rest();
  }

  async origins(objects: ReadonlySet<string>): Promise<Provenance> {
    const { origins, failures } = await provenance(objects, this.#walked);
    return { origins, gaps: this.#unread.complaints('where findings entered the history', failures) };
  }

  close(): void {
    this.#objects.close();
  }
}

const FSCK = 'run git fsck --full to see what is damaged or missing';
