import type { Readable } from 'node:stream';
import { complaintsOf } from '../complaints.js';
import { startHistory } from '../reachable-commits.js';

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

/** The first introductions at each path, in the order of the commits. */
export interface Introductions {
  readonly found: readonly Introduction[];
  readonly complaints: readonly string[];
}

/**
 * Looks for what came in with some commits: a change against the parent or, in a merge, against all parents.
 * https://git-scm.com/docs/git-diff-tree
 *
 * @param commits in the order in which they are to be told, ancestors first
 * @param options.signal ends git wherever it is; what was found is not all then
 */
export async function introductions(
  commits: readonly string[],
  sought: Sought,
  { cwd, signal }: { readonly cwd?: string | undefined; readonly signal?: AbortSignal } = {},
): Promise<Introductions> {
  const options = ['--stdin', '-r', '-c', '--root', '--raw', '-z', '--no-renames', '--no-abbrev', '--no-relative'];
  const git = startHistory(['diff-tree', ...options], cwd);
  signal?.addEventListener('abort', git.kill, { once: true });
  git.stdin.end(commits.map((id) => `${id}\n`).join(''));
  const found = new Map<string, Introduction>();
  const keep = (each: Introduction) => {
    const key = `${each.what}\0${each.path}`;
    if (!found.has(key)) found.set(key, each);
  };
  let commit = '';
  let change: string | undefined;
  for await (const token of tokensOf(git.stdout)) {
    if (change !== undefined) {
      for (const each of introducedBy(change, token, sought)) keep({ ...each, commit });
      change = undefined;
    } else if (token.startsWith(':')) change = token;
    else commit = token;
  }
  return { found: [...found.values()], complaints: complaintsOf(await git.ended, 'git diff-tree') };
}

/**
 * A change with one old side for each parent; a merge has as many colons as parents.
 * https://git-scm.com/docs/diff-format#_raw_output_format and #_diff_format_for_merges
 *
 *     ":" MODE SP MODE SP ID SP ID SP STATUS      or      "::" MODE SP MODE SP MODE SP ID SP ID SP ID SP STATUSES
 */
function* introducedBy(change: string, path: string, sought: Sought): Generator<Omit<Introduction, 'commit'>> {
  const parents = /^:+/.exec(change)?.[0].length ?? 1;
  const fields = change.slice(parents).split(' ');
  const blob = fields[2 * parents + 1];
  if (blob !== undefined && sought.blobs.has(blob)) yield { what: blob, path };
  const isNew = fields.slice(0, parents).every((mode) => /^0+$/.test(mode));
  if (!isNew || sought.names.size === 0) return;
  let end = 0;
  for (const name of path.split('/')) {
    end += name.length;
    if (sought.names.has(name)) yield { what: name, path: path.slice(0, end) };
    end++;
  }
}

/** What stands between NULs, one character for each byte. */
async function* tokensOf(stream: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream.setEncoding('latin1')) {
    const tokens = (rest + chunk).split('\0');
    rest = tokens.pop() ?? '';
    yield* tokens;
  }
}
