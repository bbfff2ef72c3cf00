import { baseTree } from '../git/head.js';
import { ObjectReader } from '../git/object-reader.js';
import { pathText } from '../git/path-text.js';
import { type StagedEntry, stagedEntries } from '../git/staged-entries.js';
import { checkGitVersion } from '../git/version.js';
import { readAhead } from './read-ahead.js';
import type { Gap, Place, Source, SourceBlob } from './source.js';

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
  readonly #objects = new ObjectReader();

  /** @param only paths relative to the top level; undefined for everything that is staged */
  constructor(only?: readonly Buffer[]) {
    this.#only = only;
  }

  async *blobs(): AsyncGenerator<SourceBlob | Gap> {
    const asked = this.#entries();
    asked.catch(() => {}); // Awaited below, unless the version is the reason for its failure too.
    try {
      await checkGitVersion();
      const entries = await asked;
      for (const entry of entries) if (entry.status === 'unmerged') yield unmergedGap(entry);
      yield* this.#blobsOf(entries);
    } finally {
      // With a wrong version the entries are still being asked for: git, started behind this end, would never end itself.
      await asked.catch(() => {});
      this.#objects.close();
    }
  }

  async #entries(): Promise<StagedEntry[]> {
    const entries = await stagedEntries(await baseTree(this.#objects));
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
    if (previous === undefined) return { path };
    const read = async () => {
      const answer = await this.#objects.read(previous);
      return answer.found ? answer.bytes : unreadableGap(path, previous, answer.reason);
    };
    return { path, previous: read };
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
