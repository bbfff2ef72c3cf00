import { complaintsOf } from './complaints.js';
import { GitFailedError } from './git-error.js';
import { lastWords, runGit, startGit } from './spawn.js';

/** Which files of a working tree: those in the index, or those and all that no rule ignores. */
export type Selection = 'tracked' | 'not-ignored';

const FLAGS: Readonly<Record<Selection, readonly string[]>> = {
  tracked: ['--cached'],
  'not-ignored': ['--cached', '--others', '--exclude-standard'],
};

/**
 * The repository is the one that the folder lies in. A hook's variables name another index, or a folder that is none
 * from here.
 */
const HERE = { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined, GIT_PREFIX: undefined };

export interface Listing {
  /**
   * Paths from the folder, each once. A path can be a file's, a symbolic link's or that of a repository inside this one
   * (then perhaps with a slash at its end), and need not exist any more.
   */
  readonly paths: readonly Buffer[];
  /** What git could not look at, in its own words: it goes on and ends well without it. */
  readonly complaints: readonly string[];
}

/**
 * What git lists below a folder of a working tree.
 * https://git-scm.com/docs/git-ls-files
 *
 * @param only one entry of the folder; undefined for all
 * @throws GitFailedError when git does not list them, for instance because this is no repository
 */
export async function workTreeFiles(folder: string, selection: Selection, only?: string): Promise<Listing> {
  const paths = only === undefined ? [] : ['--', `:(literal)${only}`];
  const git = startGit(['ls-files', '-z', ...FLAGS[selection], ...paths], folder, HERE);
  git.stdin.end();
  const chunks: Buffer[] = [];
  git.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const end = await git.ended;
  if (end.code !== 0) throw new GitFailedError('git ls-files failed', lastWords(end.stderr));
  return { paths: pathsIn(Buffer.concat(chunks)), complaints: complaintsOf(end, 'git ls-files') };
}

/** In a merge conflict git lists a file once for each side. */
function pathsIn(output: Buffer): Buffer[] {
  const listed = new Set<string>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(0, at);
    listed.add(output.toString('latin1', at, end));
    at = end + 1;
  }
  return [...listed].map((path) => Buffer.from(path, 'latin1'));
}

/**
 * The path of a folder from the top of its working tree, with a slash at its end; empty at the top.
 *
 * @returns undefined when it is in no working tree, or git cannot tell
 */
export async function pathFromTop(folder?: string): Promise<string | undefined> {
  try {
    const output = await runGit(['rev-parse', '--show-prefix'], {
      env: HERE,
      ...(folder !== undefined && { cwd: folder }),
    });
    return output.toString('utf8').replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}
