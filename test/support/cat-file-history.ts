import { constants } from 'node:buffer';
import { cloneKind } from '../../src/git/clone-kind.js';
import { missingObjects } from '../../src/git/missing-objects.js';
import { type ListedObject, ObjectList } from '../../src/git/object-list.js';
import { type MissingObject, ObjectReader } from '../../src/git/object-reader.js';
import { reachableCommits, type Walk } from '../../src/git/reachable-commits.js';
import { checkGitVersion } from '../../src/git/version.js';
import { readAhead } from '../../src/sources/read-ahead.js';
import type { Gap, Provenance, Source, SourceBlob } from '../../src/sources/source.js';
import { UnreadObjects } from '../../src/sources/unread-objects.js';
import { provenanceByDiff } from './diff-provenance.js';

/** Offsets into a buffer of up to 2 GiB are right in every Node; no file of code is larger. */
const LARGEST_OBJECT = Math.min(constants.MAX_LENGTH, 2 ** 31 - 1);

/**
 * Everything that the object database holds: every blob, commit and tag, once, reachable or not.
 *
 * Each object is read whole through `git cat-file`. That is slow and plainly right, and so the oracle that any faster
 * reader has to equal.
 */
export class CatFileHistory implements Source {
  readonly onlyNew = false;
  readonly #objects = new ObjectReader();
  readonly #unread = new UnreadObjects();
  #walk: Walk = { commits: [], missing: [], complaints: ['the history was not walked'] };

  async *blobs(): AsyncGenerator<SourceBlob | Gap> {
    try {
      await checkGitVersion();
      const { shallow, partial } = await cloneKind();
      if (shallow) yield SHALLOW;
      yield* this.#everyObject();
      yield* this.#whatIsMissing(partial);
      yield* this.#unread.rest();
    } finally {
      this.#objects.close();
    }
  }

  async *#everyObject(): AsyncGenerator<SourceBlob | Gap> {
    const list = new ObjectList();
    const read = ({ id, size }: ListedObject) => (size > LARGEST_OBJECT ? tooLarge(size) : this.#objects.read(id));
    const size = (listed: ListedObject) => Math.min(listed.size, LARGEST_OBJECT);
    for await (const [listed, answer] of readAhead(withoutTrees(list.objects()), read, size)) {
      if (!answer.found) yield* this.#unread.gap(listed.id, `it cannot be read: ${answer.reason}`);
      else if (answer.type === 'blob') yield { kind: 'blob', bytes: answer.bytes, object: answer.id, places: [{}] };
      else if (answer.type !== 'tree')
        yield { kind: 'blob', bytes: answer.bytes, object: answer.id, places: [{ part: answer.type }] };
    }
    yield* this.#unread.complaints('the list of all objects', list.complaints);
  }

  /** What was named and never came to this object database: a list of what is there cannot tell. */
  async *#whatIsMissing(partial: boolean): AsyncGenerator<Gap> {
    const walk = await reachableCommits(this.#objects);
    const { ids, complaints } = await missingObjects(walk.commits);
    this.#walk = walk;
    if (partial && ids.size > 0) yield notFetched(ids.size);
    else for (const id of ids) yield* this.#unread.gap(id, 'it is missing: a commit, a tree or the index names it');
    for (const id of walk.missing) yield* this.#unread.gap(id, 'it is missing: a ref, a tag or a commit names it');
    yield* this.#unread.complaints('what refs and reflogs reach', new Set([...walk.complaints, ...complaints]));
  }

  async origins(objects: ReadonlySet<string>): Promise<Provenance> {
    const { origins, failures } = await provenanceByDiff(objects, this.#walk);
    return { origins, gaps: this.#unread.complaints('where findings entered the history', failures) };
  }
}

/** Trees hold names and ids, no content; what git cannot name the type of is read, so that its reason is told. */
async function* withoutTrees(objects: AsyncIterable<ListedObject>): AsyncGenerator<ListedObject> {
  for await (const object of objects) if (object.type !== 'tree') yield object;
}

async function tooLarge(size: number): Promise<MissingObject> {
  return { found: false, fatal: false, reason: `it is larger than 2 GiB (${size} bytes)` };
}

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
