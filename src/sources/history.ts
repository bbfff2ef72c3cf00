import { commitFacts } from '../git/commit.js';
import { allObjects, type ListedObject } from '../git/object-list.js';
import { objectOrigins } from '../git/object-origins.js';
import { ObjectReader } from '../git/object-reader.js';
import { pathText } from '../git/path-text.js';
import { Repository } from '../git/queries.js';
import { checkGitVersion } from '../git/version.js';
import { readAhead } from './read-ahead.js';
import type { Gap, Origin, Source, SourceBlob } from './source.js';

/**
 * Everything that the object database holds: every blob, commit and tag, once, reachable or not.
 *
 * Each object is read whole through `git cat-file`. That is slow and plainly right, and so the oracle that any faster
 * reader has to equal.
 */
export class HistorySource implements Source {
  readonly onlyNew = false;
  readonly #objects = new ObjectReader();
  readonly #repository = new Repository();

  async *blobs(): AsyncGenerator<SourceBlob | Gap> {
    try {
      await checkGitVersion();
      yield* this.#missingParts();
      for await (const [listed, answer] of readAhead(worthReading(allObjects()), ({ id }) => this.#objects.read(id))) {
        if (!answer.found) yield objectGap(listed, answer.reason);
        else if (answer.type === 'blob') yield { kind: 'blob', bytes: answer.bytes, object: answer.id, places: [{}] };
        else if (answer.type !== 'tree')
          yield { kind: 'blob', bytes: answer.bytes, object: answer.id, places: [{ part: answer.type }] };
      }
    } finally {
      this.#objects.close();
    }
  }

  async origins(objects: ReadonlySet<string>): Promise<{ origins: Map<string, Origin>; gaps: Gap[] }> {
    const { origins, failure } = await objectOrigins(objects);
    const located = new Map<string, Origin>();
    const reader = new ObjectReader();
    for (const [object, { path, ...origin }] of origins) {
      const author = await authorOf(reader, origin.commit);
      located.set(object, { ...origin, ...author, ...(path && { path: pathText(path) }) });
    }
    reader.close();
    return { origins: located, gaps: failure === undefined ? [] : [originGap(failure)] };
  }

  /** What this clone never received is no part of the object database, and a scan of it is not complete. */
  async *#missingParts(): AsyncGenerator<Gap> {
    if (await this.#repository.isShallow()) {
      yield {
        kind: 'gap',
        subject: 'history before the shallow boundary',
        reason: 'this is a shallow clone, older commits are not here',
        advice: 'run git fetch --unshallow, then scan again',
      };
    }
    if (await this.#repository.isPartialClone()) {
      yield {
        kind: 'gap',
        subject: 'objects that were not fetched',
        reason: 'this is a partial clone, some blobs may be only on the server',
        advice: 'run git fetch --refetch --no-filter, or scan a full clone',
      };
    }
  }
}

async function authorOf(reader: ObjectReader, commit: string): Promise<{ author?: string; date?: string }> {
  const answer = await reader.read(commit);
  return answer.found ? (commitFacts(answer.bytes) ?? {}) : {};
}

/** Trees hold names and ids, no content; what git cannot name the type of is read, so that its reason is told. */
async function* worthReading(objects: AsyncIterable<ListedObject>): AsyncGenerator<ListedObject> {
  for await (const object of objects) if (object.type !== 'tree') yield object;
}

function objectGap({ id }: ListedObject, reason: string): Gap {
  return {
    kind: 'gap',
    subject: `object ${id}`,
    reason: `it cannot be read: ${reason}`,
    advice: 'run git fsck --full to see what is damaged',
  };
}

function originGap(failure: string): Gap {
  return {
    kind: 'gap',
    subject: 'where findings entered the history',
    reason: `the walk over all commits ended early: ${failure}`,
    advice: 'run git fsck --full to see what is damaged or missing',
  };
}
