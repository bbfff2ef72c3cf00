import { complaintsOf } from '../../src/git/complaints.js';
import { WITHOUT_INDEX } from '../../src/git/history-environment.js';
import { startHistory } from '../../src/git/reachable-commits.js';

/** A path at which a blob stands, and the first commit that has it there. */
export interface ObjectOrigin {
  /** Position of the commit in the walk, ancestors first. */
  readonly order: number;
  readonly commit: string;
  /** The bytes of the path; undefined for a commit, which is its own origin. */
  readonly path?: Buffer;
}

export interface ObjectOrigins {
  /** The first origin first. Objects that no commit has are not in it. */
  readonly origins: ReadonlyMap<string, readonly ObjectOrigin[]>;
  /** Why some commits could not be compared with their parents. Empty when all were. */
  readonly failures: ReadonlySet<string>;
}

/** Each death of git costs a process; a history with more unreadable trees than this is no history any more. */
const MOST_DEATHS = 100;

/**
 * For each of the blobs every path it ever had, with the first commit that has it there; for each of the commits itself.
 *
 * One pass over all commits, each compared with each of its parents: slow and plain, and only made when something was
 * found. Git dies over the first tree that it cannot read; then it is started again behind that commit.
 *
 * @param commits ancestors first
 */
export async function objectOrigins(
  objects: ReadonlySet<string>,
  commits: readonly string[],
  cwd?: string,
): Promise<ObjectOrigins> {
  const collector = new OriginCollector(objects, commits);
  const failures = new Set<string>();
  let deaths = 0;
  for (let from = 0; from < commits.length && deaths < MOST_DEATHS; deaths++) {
    const complaints = await compare(commits.slice(from), collector, cwd);
    for (const complaint of complaints) failures.add(complaint);
    if (collector.position === commits.length - 1) break;
    // Git told of some commits and died over the next one, or over the first one it was given.
    from = collector.position >= from ? collector.position + 1 : from + 1;
  }
  if (deaths === MOST_DEATHS) failures.add(`git ended early ${deaths} times, the commits behind were not compared`);
  return { origins: collector.origins, failures };
}

/**
 * The differences of each commit from its parents, and of a root from nothing, as `-z` has them: a commit's id alone,
 * then `:MODES IDS STATUS` and a path, each closed by NUL. For a merge the id stands again before each parent.
 * https://git-scm.com/docs/git-diff-tree and https://git-scm.com/docs/diff-format#_raw_output_format
 *
 * @returns what git complained about
 */
async function compare(commits: readonly string[], collector: OriginCollector, cwd?: string): Promise<string[]> {
  const commands = ['diff-tree', '--stdin', '-r', '-m', '--root', '--always'];
  const format = ['--raw', '-z', '--no-renames', '--no-abbrev', '--no-relative'];
  const git = startHistory([...commands, ...format], cwd, WITHOUT_INDEX);
  git.stdin.end(commits.map((id) => `${id}\n`).join(''));
  collector.begin();
  for await (const chunk of git.stdout) collector.push(chunk as Buffer);
  return complaintsOf(await git.ended, 'git diff-tree');
}

class OriginCollector {
  readonly origins = new Map<string, ObjectOrigin[]>();
  /** Index of the commit that git told of last; -1 before the first one. */
  position = -1;
  readonly #objects: ReadonlySet<string>;
  readonly #commits: readonly string[];
  readonly #known = new Set<string>();
  #rest: Buffer = Buffer.alloc(0);
  /** The blob whose path is the next field. */
  #pending: string | undefined;

  constructor(objects: ReadonlySet<string>, commits: readonly string[]) {
    this.#objects = objects;
    this.#commits = commits;
    for (const [order, commit] of commits.entries())
      if (objects.has(commit)) this.origins.set(commit, [{ order, commit }]);
  }

  /** A new process: what the one before was about to say is lost. */
  begin(): void {
    this.#rest = Buffer.alloc(0);
    this.#pending = undefined;
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (let end = bytes.indexOf(0, at); end !== -1; end = bytes.indexOf(0, at)) {
      this.#field(bytes.subarray(at, end));
      at = end + 1;
    }
    this.#rest = bytes.subarray(at);
  }

  #field(field: Buffer): void {
    if (this.#pending !== undefined) {
      this.#add(this.#pending, field);
      this.#pending = undefined;
    } else if (field[0] === COLON) {
      this.#pending = field.toString('latin1').split(' ')[3];
    } else {
      const commit = field.toString('latin1');
      const next = this.#commits.indexOf(commit, Math.max(0, this.position));
      if (next !== -1) this.position = next;
    }
  }

  #add(blob: string, path: Buffer): void {
    if (!this.#objects.has(blob)) return;
    const place = `${blob} ${path.toString('latin1')}`;
    if (this.#known.has(place)) return;
    this.#known.add(place);
    const known = this.origins.get(blob) ?? [];
    known.push({ order: this.position, commit: this.#commits[this.position] as string, path: Buffer.from(path) });
    this.origins.set(blob, known);
  }
}

const COLON = 0x3a;
