import type { Readable } from 'node:stream';
import { complaintsOf } from '../complaints.js';
import { startHistory } from '../reachable-commits.js';

/** What a commit changed at a path: against its parent or, in a merge, against all parents. */
export interface Change {
  readonly commit: string;
  /** One character for each byte. */
  readonly path: string;
  /** By parent, what stood there; nothing did where the mode is zeros. */
  readonly before: readonly Side[];
  readonly after: Side;
}

export interface Side {
  /** Six octal digits, as in a tree. */
  readonly mode: string;
  readonly id: string;
}

export function isAbsent({ mode }: Side): boolean {
  return /^0+$/.test(mode);
}

/**
 * What some commits changed, in their order.
 * https://git-scm.com/docs/git-diff-tree
 */
export class Changes {
  /** What git complained about. When there is anything, more may be lacking. Known when all was read. */
  readonly complaints: string[] = [];
  readonly #commits: readonly string[];
  readonly #options: { readonly cwd?: string | undefined; readonly signal?: AbortSignal };

  /** @param options.signal ends git wherever it is; what was told is not all then */
  constructor(
    commits: readonly string[],
    options: { readonly cwd?: string | undefined; readonly signal?: AbortSignal } = {},
  ) {
    this.#commits = commits;
    this.#options = options;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Change> {
    const options = ['--stdin', '-r', '-c', '--root', '--raw', '-z', '--no-renames', '--no-abbrev', '--no-relative'];
    const git = startHistory(['diff-tree', ...options], this.#options.cwd);
    this.#options.signal?.addEventListener('abort', git.kill, { once: true });
    git.stdin.end(this.#commits.map((id) => `${id}\n`).join(''));
    let commit = '';
    let sides: string | undefined;
    for await (const token of tokensOf(git.stdout)) {
      if (sides !== undefined) {
        const change = changeIn(sides, commit, token);
        if (change !== undefined) yield change;
        sides = undefined;
      } else if (token.startsWith(':')) sides = token;
      else commit = token;
    }
    this.complaints.push(...complaintsOf(await git.ended, 'git diff-tree'));
  }
}

/**
 * A change with one old side for each parent; a merge has as many colons as parents.
 * https://git-scm.com/docs/diff-format#_raw_output_format and #_diff_format_for_merges
 *
 *     ":" MODE SP MODE SP ID SP ID SP STATUS      or      "::" MODE SP MODE SP MODE SP ID SP ID SP ID SP STATUSES
 */
function changeIn(sides: string, commit: string, path: string): Change | undefined {
  const parents = /^:+/.exec(sides)?.[0].length ?? 1;
  const fields = sides.slice(parents).split(' ');
  const all = Array.from({ length: parents + 1 }, (_, at) => ({
    mode: fields[at] ?? '',
    id: fields[parents + 1 + at] ?? '',
  }));
  const after = all.pop();
  return after && { commit, path, before: all, after };
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
