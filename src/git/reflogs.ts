import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { runGit } from './spawn.js';

/** The log of where a ref pointed before, and of the words with which it was moved. */
export interface Reflog {
  /** The full name of the ref, as bytes; of another worktree's HEAD `worktrees/NAME/HEAD`. */
  readonly ref: Buffer;
  /** Its lines, with blanks where the ids of commits stood: `NAME <ADDRESS> SECONDS ZONE TAB MESSAGE` is left of each. */
  readonly text: Buffer;
}

/** A log, or a folder of them, that cannot be read. */
export interface UnreadReflog {
  readonly path: string;
  /** What the system says. */
  readonly code: string;
}

/**
 * Every reflog of the repository and its worktrees. Read from the files: asked for it, git leaves out the entries whose
 * commits are gone, and those of refs that it does not list.
 * https://git-scm.com/docs/gitrepository-layout (`logs`)
 */
export async function* reflogs(cwd?: string): AsyncGenerator<Reflog | UnreadReflog> {
  const answer = await runGit(['rev-parse', '--git-common-dir'], cwd ? { cwd } : {});
  const path = answer.subarray(0, answer.lastIndexOf(0x0a));
  const common = cwd === undefined ? path : inFolder(Buffer.from(cwd), path);
  yield* logsIn(inFolder(common, 'logs'), Buffer.alloc(0));
  const worktrees = inFolder(common, 'worktrees');
  for (const { name } of entriesOf(worktrees).entries ?? [])
    yield* logsIn(inFolder(inFolder(worktrees, name), 'logs'), inFolder(Buffer.from('worktrees'), name));
}

function* logsIn(folder: Buffer, prefix: Buffer): Generator<Reflog | UnreadReflog> {
  const { entries, code } = entriesOf(folder);
  if (code !== undefined) yield { path: folder.toString(), code };
  for (const entry of entries ?? []) {
    const path = inFolder(folder, entry.name);
    const ref = prefix.length === 0 ? entry.name : inFolder(prefix, entry.name);
    if (entry.isDirectory()) yield* logsIn(path, ref);
    else if (entry.isFile()) yield logAt(path, ref);
  }
}

function logAt(path: Buffer, ref: Buffer): Reflog | UnreadReflog {
  try {
    return { ref, text: withoutIds(readFileSync(path)) };
  } catch (error) {
    return { path: path.toString(), code: codeOf(error) };
  }
}

/** A folder that is not there has nothing in it. */
function entriesOf(folder: Buffer): { entries?: Dirent<Buffer>[]; code?: string } {
  try {
    return { entries: readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }) };
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? {} : { code };
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

/** In front of every message stand two ids, and what are ids by their place shall not be taken for keys. */
function withoutIds(log: Buffer): Buffer {
  for (let at = 0; at !== -1 && at < log.length; at = nextLine(log, at)) {
    const ids = /^[0-9a-f]{40,64} [0-9a-f]{40,64} /.exec(log.toString('latin1', at, at + LONGEST_IDS));
    if (ids !== null) log.fill(' ', at, at + ids[0].length);
  }
  return log;
}

const LONGEST_IDS = 2 * (64 + 1);

function nextLine(log: Buffer, at: number): number {
  const end = log.indexOf(0x0a, at);
  return end === -1 ? -1 : end + 1;
}

function inFolder(folder: Buffer, name: Buffer | string): Buffer {
  const bytes = typeof name === 'string' ? Buffer.from(name) : name;
  return bytes[0] === SLASH ? bytes : Buffer.concat([folder, Buffer.from([SLASH]), bytes]);
}

const SLASH = 0x2f;
