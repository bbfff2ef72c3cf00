import { baseTree } from '../git/head.js';
import { ObjectReader } from '../git/object-reader.js';
import { pathText } from '../git/path-text.js';
import { type StagedEntry, stagedEntries } from '../git/staged-entries.js';
import { checkGitVersion } from '../git/version.js';
import { committedText } from './own-values/committed.js';
import { readAhead } from './read-ahead.js';
import type { Gap, Place, Source, SourceBlob } from './source.js';

/** What git was asked, and will answer. */
interface Begun {
  readonly version: Promise<void>;
  /** Resolves when the listing was asked for. */
  readonly asked: Promise<{ readonly listing: Promise<StagedEntry[]> }>;
  readonly entries: Promise<StagedEntry[]>;
}

/**
 * What the next commit would add: the staged side of every path that differs from HEAD. Each blob is read once, however
 * many paths have it; the old side of a path is at hand for whoever found something in the new one.
 *
 * Three git processes: `--version`, `diff-index`, `cat-file`. The first runs beside the others.
 */
export class StagedSource implements Source {
  readonly onlyNew = true;
  /** Named paths that are not staged; known when the scan is over. */
  readonly notStaged: Buffer[] = [];
  readonly #only: readonly Buffer[] | undefined;
  readonly #beside: readonly string[];
  readonly #objects = new ObjectReader();
  #begun: Begun | undefined;

  /**
   * @param only paths relative to the top level; undefined for everything that is staged
   * @param beside commits whose files count as the old side too: what is merged and known to others
   */
  constructor(only?: readonly Buffer[], beside: readonly string[] = []) {
    this.#only = only;
    this.#beside = beside;
  }

  /** Asks git what is staged. Resolves while git is at work on that: the moment to do what else is to be done. */
  async begin(): Promise<void> {
    await this.#begin().asked.catch(() => {});
  }

  /**
   * The folders of all that is staged, relative to the top level with slashes; none when git cannot tell, which `blobs`
   * then says.
   */
  async folders(): Promise<ReadonlySet<string>> {
    const entries = await this.#begin().entries.catch(() => []);
    const paths = entries.map(({ path }) => pathText(path));
    return new Set(paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  }

  /** The text that a path has in the last commit, if there is one. */
  committed(path: string): Promise<string | undefined> {
    return committedText(this.#objects, path);
  }

  /** Lets git end. For whoever asked something of this source and does not read its blobs to their end. */
  async close(): Promise<void> {
    await this.#begun?.entries.catch(() => {});
    this.#objects.close();
  }

  async *blobs(): AsyncGenerator<SourceBlob | Gap> {
    const { version, entries: asked } = this.#begin();
    try {
      await version;
      const entries = await asked;
      for (const entry of entries) if (entry.status === 'unmerged') yield unmergedGap(entry);
      yield* this.#blobsOf(entries);
    } finally {
      // With a wrong version the entries are still being asked for: git, started behind this end, would never end itself.
      await this.close();
    }
  }

  /** Asks git, once. What fails is told by `blobs`. */
  #begin(): Begun {
    if (this.#begun === undefined) {
      const asked = this.#ask();
      const entries = asked.then(async ({ listing }) => this.#named(await listing));
      this.#begun = { version: checkGitVersion(), asked, entries };
      for (const promise of Object.values(this.#begun)) promise.catch(() => {});
    }
    return this.#begun;
  }

  async #ask(): Promise<{ readonly listing: Promise<StagedEntry[]> }> {
    return { listing: stagedEntries(await baseTree(this.#objects)) };
  }

  #named(entries: StagedEntry[]): StagedEntry[] {
    const only = this.#only;
    if (only === undefined) return entries;
    this.notStaged.push(...only.filter((path) => !entries.some((entry) => isOrHolds(path, entry.path))));
    return entries.filter((entry) => only.some((path) => isOrHolds(path, entry.path)));
  }

  async *#blobsOf(entries: readonly StagedEntry[]): AsyncGenerator<SourceBlob | Gap> {
    const places = new Map<string, Place[]>();
    for (const entry of entries) {
      if (entry.blob === undefined) continue;
      const known = places.get(entry.blob) ?? [];
      known.push(this.#place(entry));
      places.set(entry.blob, known);
    }
    for await (const [[object, at], answer] of readAhead(places, ([id]) => this.#objects.read(id))) {
      if (answer.found) yield { kind: 'blob', bytes: answer.bytes, object, places: at };
      else yield* at.map((place) => unreadableGap(place.path as string, object, answer.reason));
    }
  }

  #place({ path: bytes, previous }: StagedEntry): Place {
    const path = pathText(bytes);
    if (previous === undefined && this.#beside.length === 0) return { path };
    return { path, previous: async () => [...(await this.#before(path, previous)), ...(await this.#besideAt(path))] };
  }

  async #before(path: string, object: string | undefined): Promise<(Buffer | Gap)[]> {
    if (object === undefined) return [];
    const answer = await this.#objects.read(object);
    return [answer.found ? answer.bytes : unreadableGap(path, object, answer.reason)];
  }

  /** A path that cannot be asked for in a line counts as one at which nothing stood. */
  async #besideAt(path: string): Promise<Buffer[]> {
    if (path.includes('\n')) return [];
    const answers = await Promise.all(this.#beside.map((commit) => this.#objects.read(`${commit}:${path}`)));
    return answers.flatMap((answer) => (answer.found ? [answer.bytes] : []));
  }
}

/** Paths are literal: `[id].ts` is a file's name, not a pattern. A folder stands for all that lies in it. */
function isOrHolds(named: Buffer, path: Buffer): boolean {
  if (named.length === 0) return true;
  return path.subarray(0, named.length).equals(named) && (path.length === named.length || path[named.length] === 0x2f);
}

function unmergedGap(entry: StagedEntry): Gap {
  const path = pathText(entry.path);
  return {
    kind: 'gap',
    subject: path,
    reason: 'the file has merge conflicts, so what would be committed is not decided yet',
    advice: 'resolve the conflicts and stage the file with git add',
  };
}

function unreadableGap(path: string, object: string, reason: string): Gap {
  return {
    kind: 'gap',
    subject: path,
    reason: `object ${object.slice(0, 12)} cannot be read: ${reason}`,
    advice: 'run git fsck to see what is damaged or missing; in a partial clone, fetch the object first',
  };
}
