import { lastWords, startGit } from './spawn.js';

/** Where an object first entered the history. */
export interface ObjectOrigin {
  /** Position of the commit in the history, ancestors first. */
  readonly order: number;
  readonly commit: string;
  /** The bytes of its path; undefined for a commit, which is its own origin. */
  readonly path?: Buffer;
}

/**
 * For each of the blobs, the first commit that has it at some path; for each of the commits, its place in the history. Ancestors come before descendants whatever their
 * dates say. Everything that a ref or a reflog reaches counts, merges against each of their parents.
 * https://git-scm.com/docs/git-rev-list and https://git-scm.com/docs/git-diff-tree#_output_of_diff_tree_stdin
 *
 * One pass over all commits: slow and plain, and only made when something was found.
 *
 * @returns the origins found, and git's reason when the walk ended early
 */
export async function objectOrigins(
  objects: ReadonlySet<string>,
  cwd?: string,
): Promise<{ origins: Map<string, ObjectOrigin>; failure?: string }> {
  const commits = startGit(['rev-list', '--all', '--reflog', '--topo-order', '--reverse'], cwd);
  commits.stdin.end();
  const trees = startGit(
    [
      'diff-tree',
      '--stdin',
      '-r',
      '-m',
      '--root',
      '--always',
      '--raw',
      '-z',
      '--no-renames',
      '--no-abbrev',
      '--no-relative',
    ],
    cwd,
  );
  commits.stdout.pipe(trees.stdin);
  const collector = new OriginCollector(objects);
  for await (const chunk of trees.stdout) collector.push(chunk as Buffer);
  const ends = await Promise.all([commits.ended, trees.ended]);
  const failed = ends.find(({ code }) => code !== 0);
  return {
    origins: collector.origins,
    ...(failed && { failure: lastWords(failed.stderr) || `git ended with code ${failed.code}` }),
  };
}

/**
 * Reads `diff-tree --stdin -z`: a commit's id alone, then `:MODES IDS STATUS` and a path, each closed by NUL.
 * The id stands again before each parent of a merge.
 */
class OriginCollector {
  readonly origins = new Map<string, ObjectOrigin>();
  readonly #objects: ReadonlySet<string>;
  #rest: Buffer = Buffer.alloc(0);
  #commit = '';
  #order = 0;
  /** The blob whose path is the next field. */
  #pending: string | undefined;

  constructor(objects: ReadonlySet<string>) {
    this.#objects = objects;
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
    } else if (field[0] === 0x3a) {
      this.#pending = field.toString('latin1').split(' ')[3];
    } else {
      const commit = field.toString('latin1');
      if (commit !== this.#commit) this.#order++;
      this.#commit = commit;
      this.#add(commit);
    }
  }

  #add(object: string, path?: Buffer): void {
    if (!this.#objects.has(object) || this.origins.has(object)) return;
    this.origins.set(object, { order: this.#order, commit: this.#commit, ...(path && { path: Buffer.from(path) }) });
  }
}
