import { readFileSync, realpathSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { GitFailedError } from '../git-error.js';
import { refusal } from '../head.js';
import { runGit } from '../spawn.js';
import { type ObjectFormat, SHA1, SHA256 } from './object-format.js';
import type { Unread } from './stored-object.js';

/** Git follows alternates of alternates no deeper. */
const DEEPEST_ALTERNATE = 5;

/** Where the objects of a repository lie, and how they are named. */
export interface ObjectFolders {
  readonly format: ObjectFormat;
  /** Absolute, the repository's own first, each once. */
  readonly folders: readonly string[];
  /** Folders that are named and not there. */
  readonly unread: readonly Unread[];
}

/**
 * Asks git where its objects are: in a worktree, a bare repository, and a hook that got `GIT_OBJECT_DIRECTORY` for a
 * quarantine. Then follows what the environment and `info/alternates` name.
 * https://git-scm.com/docs/gitrepository-layout and https://git-scm.com/docs/git#_the_git_repository
 *
 * @throws GitUnusableError when this is no repository
 * @throws GitFailedError when git refuses to read it
 */
export async function objectFolders(
  cwd: string = process.cwd(),
  env: NodeJS.ProcessEnv = process.env,
): Promise<ObjectFolders> {
  const own = await ask(['--git-path', 'objects'], cwd);
  // Git before 2.25 repeats what it does not know, and knows no other format.
  const format = (await ask(['--show-object-format'], cwd)) === 'sha256' ? SHA256 : SHA1;
  const search = new Search();
  search.add(resolve(cwd, own), 0);
  for (const named of splitQuoted(env.GIT_ALTERNATE_OBJECT_DIRECTORIES ?? '', delimiter))
    search.add(resolve(cwd, named), 0);
  return { format, folders: [...search.found.values()], unread: search.unread };
}

async function ask(question: readonly string[], cwd: string): Promise<string> {
  try {
    return (await runGit(['rev-parse', ...question], { cwd })).toString('utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw error instanceof GitFailedError ? refusal(error.detail) : error;
  }
}

class Search {
  /** By real path, so that neither two names of a folder nor a circle of alternates brings it twice. */
  readonly found = new Map<string, string>();
  readonly unread: Unread[] = [];

  add(folder: string, depth: number): void {
    const real = this.#realPath(folder);
    if (real === undefined || this.found.has(real)) return;
    if (depth > DEEPEST_ALTERNATE) {
      this.#complain(folder, 'it is an alternate of too many alternates');
      return;
    }
    this.found.set(real, folder);
    for (const named of alternatesIn(folder, (reason) => this.#complain(join(folder, 'info/alternates'), reason)))
      this.add(resolve(folder, named), depth + 1);
  }

  #realPath(folder: string): string | undefined {
    try {
      const real = realpathSync(folder);
      if (statSync(real).isDirectory()) return real;
      this.#complain(folder, 'it is no folder');
    } catch (error) {
      this.#complain(folder, `there is no such object folder (${(error as NodeJS.ErrnoException).code})`);
    }
    return undefined;
  }

  #complain(subject: string, reason: string): void {
    this.unread.push({ kind: 'unread', subject, isObject: false, reason });
  }
}

/** One folder a line, from the object folder when it is relative; lines that begin with `#` are comments. */
function alternatesIn(folder: string, complain: (reason: string) => void): string[] {
  try {
    const lines = readFileSync(join(folder, 'info', 'alternates'), 'utf8').split('\n');
    return lines.filter((line) => !line.startsWith('#')).flatMap((line) => splitQuoted(line, '\n'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') complain(`it cannot be read (${code})`);
    return [];
  }
}

/**
 * The folders of a list; one that begins with a double quote is quoted as C has it, so that it may hold the separator.
 * https://git-scm.com/docs/git#Documentation/git.txt-GITALTERNATEOBJECTDIRECTORIES
 */
export function splitQuoted(list: string, separator: string): string[] {
  const folders: string[] = [];
  for (let at = 0; at < list.length; ) {
    const quoted = list[at] === '"' ? /^"((?:[^"\\]|\\.)*)"/.exec(list.slice(at)) : null;
    const end = list.indexOf(separator, at + (quoted?.[0].length ?? 0));
    const stop = end === -1 ? list.length : end;
    const folder = quoted ? unquoted(quoted[1] as string) : list.slice(at, stop);
    if (folder !== '') folders.push(folder);
    at = stop + 1;
  }
  return folders;
}

const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Octal escapes are bytes: a name is put together as bytes, and read as UTF-8 then. */
function unquoted(text: string): string {
  const bytes: Buffer[] = [];
  for (const [whole, octal, letter] of text.matchAll(/\\([0-3][0-7]{2})|\\(.)|[^\\]+/gs)) {
    if (octal !== undefined) bytes.push(Buffer.of(Number.parseInt(octal, 8)));
    else if (letter !== undefined)
      bytes.push(letter in ESCAPES ? Buffer.of(ESCAPES[letter] as number) : Buffer.from(letter));
    else bytes.push(Buffer.from(whole));
  }
  return Buffer.concat(bytes).toString('utf8');
}
