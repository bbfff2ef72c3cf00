import { type Change, isAbsent } from './changes.js';

/** What is looked for in the changes of commits. */
export interface Sought {
  /** Ids of blobs. */
  readonly blobs: ReadonlySet<string>;
  /** Names of files or folders, one character for each byte. */
  readonly names: ReadonlySet<string>;
}

/** Where a commit brought in a blob, or a file or folder of some name. */
export interface Introduction {
  /** The id of the blob, or the name. */
  readonly what: string;
  readonly commit: string;
  /** Of a name it ends with it. One character for each byte. */
  readonly path: string;
}

/**
 * Looks for what came in with some commits.
 *
 * @returns the first introductions at each path, in the order of the changes
 */
export async function introductions(
  changes: AsyncIterable<Change> | Iterable<Change>,
  sought: Sought,
): Promise<Introduction[]> {
  const found = new Map<string, Introduction>();
  for await (const change of changes)
    for (const each of introducedBy(change, sought)) {
      const key = `${each.what}\0${each.path}`;
      if (!found.has(key)) found.set(key, each);
    }
  return [...found.values()];
}

function* introducedBy({ commit, path, before, after }: Change, sought: Sought): Generator<Introduction> {
  if (sought.blobs.has(after.id)) yield { what: after.id, commit, path };
  if (sought.names.size === 0 || !before.every(isAbsent)) return;
  let end = 0;
  for (const name of path.split('/')) {
    end += name.length;
    if (sought.names.has(name)) yield { what: name, commit, path: path.slice(0, end) };
    end++;
  }
}
