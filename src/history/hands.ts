import type { Engine } from '../detect/engine.js';
import { type CollectedCommits, CommitCollector } from '../git/ancestry/commit-collector.js';
import { wantedNames } from '../git/ancestry/name-id.js';
import { TreeCollector } from '../git/ancestry/tree-collector.js';
import type { CollectedTrees } from '../git/ancestry/tree-rows.js';
import type { BatchReader } from '../git/packs/batch-reader.js';
import type { LargeObject, StoredObject, Unread } from '../git/packs/stored-object.js';
import { NOTHING_TAKEN } from './cache/taken-objects.js';
import { type FoundName, NameSearch } from './name-search.js';
import type { Found, ObjectScan } from './object-scan.js';

/** What a thread does with the objects of a pass. */
export interface Hands {
  /** Objects come in the order of the walk through delta trees, those too that are repeated. */
  take(object: StoredObject): void;
  /** @param goesOn asked for each piece */
  takeLarge(object: LargeObject, goesOn: () => boolean): Promise<void>;
  miss(unread: Unread): void;
  /** What came of the objects since it was asked last. */
  result(): Found;
  /** What the whole pass brought together in this thread. */
  done(): Collected;
}

/** What commits and trees say of each other, as far as one thread has seen them. */
export interface Collected {
  readonly commits?: CollectedCommits;
  readonly trees?: CollectedTrees;
  /** Files that trees name and that no pack and no loose object has. */
  readonly missing: readonly string[];
  /** There are more of them than were noted. */
  readonly isLacking: boolean;
  /** Names of files and folders in which something was found. */
  readonly names: readonly FoundName[];
}

/** Searches blobs, commits and tags. */
export class ContentHands implements Hands {
  readonly #scan: ObjectScan;
  readonly #commits: CommitCollector;

  constructor(scan: ObjectScan, reader: BatchReader) {
    this.#scan = scan;
    this.#commits = new CommitCollector(reader.format.idBytes);
  }

  take(object: StoredObject): void {
    if (object.type === 'commit') this.#commits.take(object);
    this.#scan.take(object);
  }

  takeLarge(object: LargeObject, goesOn: () => boolean): Promise<void> {
    return this.#scan.takeLarge(object, goesOn);
  }

  miss(unread: Unread): void {
    this.#scan.miss(unread);
  }

  result(): Found {
    return this.#scan.result();
  }

  done(): Collected {
    return { commits: this.#commits.done(), missing: [], isLacking: false, names: [] };
  }
}

/** A repository that lacks more is a partial clone, or nothing to be proud of. */
const MOST_MISSING = 1000;

/**
 * Notes which trees lead to the objects in which something was found, and whether any tree names what is not there; and
 * searches the names in them.
 */
export class TreeHands implements Hands {
  readonly #trees: TreeCollector;
  readonly #search: NameSearch;
  readonly #missing = new Set<string>();
  #isLacking = false;
  /** The tree that is taken. */
  #object: StoredObject | undefined;
  #unread: Unread[] = [];

  /**
   * @param wanted the same in every thread
   * @param names in which something was found: they are wanted too. When there are any, no others are searched
   */
  constructor(wanted: readonly string[], names: readonly string[], reader: BatchReader, engine: Engine) {
    const { format } = reader;
    const search = new NameSearch(engine);
    const id = () => this.#object?.id as string;
    this.#search = search;
    this.#trees = new TreeCollector(format.idBytes, wanted, wantedNames(format, names), {
      isMissing: (tree, at) => !reader.plans(tree, at) && this.#isNoted(tree.subarray(at, at + format.idBytes)),
      ...(names.length === 0 && { onName: (tree, start, end) => search.take(tree, start, end, id) }),
    });
  }

  take(object: StoredObject): void {
    this.#object = object;
    this.#trees.take(object);
  }

  /** @returns false when there are too many: then git is asked */
  #isNoted(id: Uint8Array): boolean {
    if (this.#missing.size === MOST_MISSING) this.#isLacking = true;
    if (this.#isLacking) return false;
    this.#missing.add(Buffer.from(id).toString('hex'));
    return true;
  }

  /** Nobody has a folder of so many files. */
  async takeLarge({ id }: LargeObject): Promise<void> {
    this.miss({ kind: 'unread', subject: id, isObject: true, reason: 'it is a folder too large for the memory' });
  }

  miss(unread: Unread): void {
    this.#unread.push(unread);
  }

  result(): Found {
    const unread = this.#unread;
    this.#unread = [];
    return {
      objects: 0,
      bytes: 0,
      ignored: 0,
      belowConfidence: 0,
      entries: [],
      unread,
      encoded: [],
      taken: NOTHING_TAKEN,
    };
  }

  done(): Collected {
    return {
      trees: this.#trees.done(),
      missing: [...this.#missing],
      isLacking: this.#isLacking,
      names: this.#search.found,
    };
  }
}
