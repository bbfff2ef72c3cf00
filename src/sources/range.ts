import { GitFailedError } from '../git/git-error.js';
import { linesOf } from '../git/lines.js';
import { type GitObject, type MissingObject, ObjectReader } from '../git/object-reader.js';
import { lastWords, startGit } from '../git/spawn.js';
import { readAhead } from './read-ahead.js';
import type { Gap, Place, Source, SourceBlob } from './source.js';

/** Objects that are new: what some commits reach and others do not. Full ids. */
export interface ObjectRange {
  readonly tips: readonly string[];
  /** Empty: everything that the tips reach is new. */
  readonly not: readonly string[];
}

/** An object that git lists, with the path at which it came upon it. */
interface Listed {
  readonly id: string;
  readonly path: string;
}

/** The objects of a range: blobs, commits and tags, merges included. */
export class RangeSource implements Source {
  readonly onlyNew = true;
  /** Known when the scan is over. */
  readonly counts = { refs: 0, commits: 0, objects: 0, bytes: 0 };
  readonly #range: ObjectRange;
  readonly #objects = new ObjectReader();

  constructor(range: ObjectRange) {
    this.#range = range;
    this.counts.refs = range.tips.length;
  }

  async *blobs(): AsyncGenerator<SourceBlob | Gap> {
    try {
      const listed = await this.#list();
      for await (const [{ id, path }, answer] of readAhead(listed, ({ id }) => this.#objects.read(id))) {
        if (!answer.found) yield unread(id, path, answer);
        else if (answer.type !== 'tree') yield this.#taken(answer, path);
      }
    } finally {
      this.#objects.close();
    }
  }

  #taken({ id, type, bytes }: GitObject, path: string): SourceBlob {
    this.counts.objects++;
    this.counts.bytes += bytes.length;
    if (type === 'commit') this.counts.commits++;
    const place: Place = type === 'commit' || type === 'tag' ? { part: type } : this.#place(path);
    return { kind: 'blob', bytes, object: id, places: [place] };
  }

  #place(path: string): Place {
    const [before] = this.#range.not;
    if (before === undefined) return { path };
    const previous = async () => {
      const answer = await this.#objects.read(`${before}:${path}`);
      return answer.found ? answer.bytes : Buffer.alloc(0);
    };
    return { path, previous };
  }

  /** @throws GitFailedError when the range cannot be walked */
  async #list(): Promise<Listed[]> {
    const git = startGit(['rev-list', '--objects', '--missing=print', '--stdin']);
    const { tips, not } = this.#range;
    git.stdin.end([...tips, ...not.map((id) => `^${id}`)].map((line) => `${line}\n`).join(''));
    const listed: Listed[] = [];
    for await (const lines of linesOf(git.stdout))
      for (const line of lines) {
        const [, id, path] = /^\??([0-9a-f]{40,64}) ?(.*)$/.exec(line) ?? [];
        if (id !== undefined) listed.push({ id, path: Buffer.from(path ?? '', 'latin1').toString('utf8') });
      }
    const { code, stderr } = await git.ended;
    if (code !== 0) throw new GitFailedError('the range cannot be read', lastWords(stderr));
    return listed;
  }
}

function unread(id: string, path: string, { reason }: MissingObject): Gap {
  return {
    kind: 'gap',
    subject: path || id,
    reason: `object ${id.slice(0, 12)} cannot be read: ${reason}`,
    advice: 'run git fsck to see what is damaged or missing; in a partial clone, fetch the object first',
  };
}
