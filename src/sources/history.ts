import { readAncestry } from '../git/ancestry/read-ancestry.js';
import { cloneKind } from '../git/clone-kind.js';
import { missingObjects } from '../git/missing-objects.js';
import { ObjectList } from '../git/object-list.js';
import { type GitObject, type MissingObject, ObjectReader } from '../git/object-reader.js';
import { ObjectStore } from '../git/packs/object-store.js';
import type { Unread } from '../git/packs/stored-object.js';
import { reachableCommits, type Walk } from '../git/reachable-commits.js';
import { checkGitVersion } from '../git/version.js';
import { provenance } from './provenance.js';
import type { Selection } from './selection.js';
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
  readonly #selection: Selection;
  #partial = false;
  #walk: Promise<Walk> | undefined;
  #walked: Walk = { commits: [], missing: [], complaints: ['the history was not walked'] };
  #refused = 0;

  /** @param selection what is told of; by default everything */
  constructor(selection: Selection = {}) {
    this.#selection = selection;
  }

  /**
   * Begins to walk the history, which goes on while objects are read.
   *
   * @returns what is lacking from the beginning
   * @throws GitUnusableError
   */
  async begin(): Promise<Gap[]> {
    await checkGitVersion();
    const { shallow, partial } = await cloneKind();
    this.#partial = partial;
    this.#walk = reachableCommits(this.#objects);
    this.#walk.catch(() => {}); // Told where it is waited for.
    return shallow ? [SHALLOW] : [];
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
        ? [notFetched(ids.size)]
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
    const store = await ObjectStore.open();
    try {
      const { ancestry, complaints } = await readAncestry(store, objects);
      const allIsNamed = complaints.length === 0 && this.#walked.complaints.length === 0;
      const read = (id: string) => store.read(id);
      const { unfollowed, ...located } = provenance(ancestry, read, allIsNamed, this.#selection);
      const news = complaints.filter((text) => !this.#walked.complaints.includes(text));
      const gaps = this.#unread.complaints('what refs and reflogs reach', news);
      // What a partial clone did not fetch is one gap already.
      if (!this.#partial)
        for (const { id, reason } of unfollowed) gaps.push(...this.#unread.gap(id, `it cannot be read: ${reason}`));
      return { ...located, gaps };
    } finally {
      store.close();
    }
  }

  close(): void {
    this.#objects.close();
  }
}

const FSCK = 'run git fsck --full to see what is damaged or missing';

const SHALLOW: Gap = {
  kind: 'gap',
  subject: 'history before the shallow boundary',
  reason: 'this is a shallow clone, older commits are not here',
  advice: 'run git fetch --unshallow, then scan again',
};

function notFetched(objects: number): Gap {
  return {
    kind: 'gap',
    subject: `${objects} objects that were not fetched`,
    reason: 'this is a partial clone, what it left out may be only on the server',
    advice: 'run git fetch --refetch --no-filter, or scan a full clone',
  };
}
