import { GitFailedError } from './git-error.js';
import { runGit } from './spawn.js';

/** One path on which the index differs from the commit before. */
export interface StagedEntry {
  /** The bytes of the path, relative to the top level: git does not promise that they are UTF-8. */
  readonly path: Buffer;
  readonly status: 'added' | 'modified' | 'typechanged' | 'deleted' | 'unmerged';
  /** The staged blob; undefined when the path is deleted, unmerged, or a submodule's commit. */
  readonly blob?: string;
  /** The blob at the same path before; undefined when there was none. */
  readonly previous?: string;
}

/**
 * What the index would commit, against `base`.
 * https://git-scm.com/docs/git-diff-index
 *
 * Raw output with NUL ends is read from plumbing, so colour, prefixes, quoting, external diffs, textconv, renames and
 * attributes of anybody's configuration have no part in it. `--ita-invisible-in-index` leaves out what `git add -N`
 * only announces: the commit will not hold it.
 *
 * @param base a tree or commit id
 * @throws GitFailedError when git fails or its answer cannot be read
 */
export async function stagedEntries(base: string): Promise<StagedEntry[]> {
  const options = [
    '--cached',
    '--raw',
    '-z',
    '--no-renames',
    '--no-abbrev',
    '--ita-invisible-in-index',
    '--no-relative',
    '--ignore-submodules=none',
  ];
  return parseRawDiff(await runGit(['diff-index', ...options, '--end-of-options', base, '--']));
}

/**
 * Reads the raw output format, closed by NUL, of a comparison without renames.
 * https://git-scm.com/docs/diff-format#_raw_output_format
 *
 *     ":" MODE SP MODE SP ID SP ID SP STATUS NUL PATH NUL
 *
 * @throws GitFailedError when it is anything else
 */
export function parseRawDiff(output: Buffer): StagedEntry[] {
  const entries: StagedEntry[] = [];
  let at = 0;
  while (at < output.length) {
    const headerEnd = output.indexOf(0, at);
    const pathEnd = output.indexOf(0, headerEnd + 1);
    if (headerEnd === -1 || pathEnd === -1)
      throw new GitFailedError('git diff-index gave an answer that ends in the middle', '');
    entries.push(parseEntry(output.toString('latin1', at, headerEnd), output.subarray(headerEnd + 1, pathEnd)));
    at = pathEnd + 1;
  }
  return entries;
}

const STATUS: Readonly<Record<string, StagedEntry['status']>> = {
  A: 'added',
  M: 'modified',
  T: 'typechanged',
  D: 'deleted',
  U: 'unmerged',
};

function parseEntry(header: string, path: Buffer): StagedEntry {
  const [, oldMode, newMode, oldId, newId, letter] =
    /^:([0-7]{6}) ([0-7]{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])$/.exec(header) ?? [];
  const status = STATUS[letter ?? ''];
  if (status === undefined)
    throw new GitFailedError('git diff-index gave an answer that cannot be read', header.slice(0, 80));
  const blob = status === 'unmerged' ? undefined : blobOf(newMode as string, newId as string);
  const previous = blobOf(oldMode as string, oldId as string);
  return { path, status, ...(blob !== undefined && { blob }), ...(previous !== undefined && { previous }) };
}

/** Files (100644, 100755) and symbolic links (120000) are blobs; 160000 is a submodule's commit, 000000 nothing. */
function blobOf(mode: string, id: string): string | undefined {
  return mode.startsWith('10') || mode.startsWith('12') ? id : undefined;
}
