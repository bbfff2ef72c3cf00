import { lstatSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { GitFailedError, GitUnusableError } from '../git/git-error.js';
import { refusal } from '../git/head.js';
import { type Listing, type Selection, workTreeFiles } from '../git/work-tree-files.js';
import type { ArchiveLimits } from './containers/archive-limits.js';
import { reasonOf } from './file-failure.js';
import { readFilePieces } from './file-reader.js';
import { join, type Walked, walkFolder } from './folder-walk.js';
import { imageInFolder, insideOf } from './inside-file.js';
import { LinksOnTheWay } from './links-on-the-way.js';
import { shownPath } from './shown-path.js';
import type { Gap, Source, SourceBlob, SourceChunk } from './source.js';

export interface FilesOptions {
  /** Ask git which files there are, instead of taking every one. */
  readonly selection?: Selection | undefined;
  /** How far archives are looked into; `false` for not at all. */
  readonly archives?: Partial<ArchiveLimits> | false | undefined;
}

/**
 * Files, and every file below folders. All of them are read, whatever their size, name or content, those that git ignores
 * too: an ignored `.env` on its way into an image is a leak.
 */
export class FilesSource implements Source {
  readonly onlyNew = false;
  /** Named files that git does not track, when only tracked ones were asked for; known when the scan is over. */
  readonly notTracked: string[] = [];
  readonly #paths: readonly string[];
  readonly #selection: Selection | undefined;
  readonly #archives: FilesOptions['archives'];
  /** What was met already: one of the paths can lie in another. */
  readonly #met = new Set<string>();

  /** @param paths files and folders that exist, as they were named; a symbolic link that is named is followed */
  constructor(paths: readonly string[], { selection, archives }: FilesOptions = {}) {
    this.#paths = paths;
    this.#selection = selection;
    this.#archives = archives;
  }

  /** @throws GitUnusableError when git was to be asked, and a path is in no working tree */
  async *blobs(): AsyncGenerator<SourceBlob | SourceChunk | Gap> {
    for (const path of this.#paths) {
      const named = Buffer.from(resolve(path));
      const show = shownPath(path, named);
      const image = this.#selection === undefined ? imageInFolder(named, show(named), this.#archives) : undefined;
      if (image !== undefined) {
        yield* image;
        continue;
      }
      for await (const entry of this.#entriesOf(path, named)) {
        if (this.#isKnown(entry)) continue;
        if (entry.kind === 'unread') yield unreadGap(show(entry.path), entry.reason);
        else yield* readFile(entry.path, show(entry.path), entry.path === named, this.#archives);
      }
    }
  }

  #isKnown(entry: Walked): boolean {
    const key = `${entry.path.toString('latin1')}\0${entry.kind === 'unread' ? entry.reason : ''}`;
    if (this.#met.has(key)) return true;
    this.#met.add(key);
    return false;
  }

  async *#entriesOf(path: string, absolute: Buffer): AsyncGenerator<Walked> {
    const found = look(absolute, statSync);
    if (found === 'folder') yield* this.#inFolder(absolute);
    else if (found === 'file') yield* this.#namedFile(path, absolute);
    else yield { kind: 'unread', path: absolute, reason: found === 'other' ? NO_FILE : found.reason };
  }

  async *#inFolder(folder: Buffer): AsyncGenerator<Walked> {
    if (this.#selection === undefined) yield* walkFolder(folder);
    else yield* this.#listed(folder, this.#selection);
  }

  /** A rule of .gitignore says nothing against a file that was named. */
  async *#namedFile(path: string, absolute: Buffer): AsyncGenerator<Walked> {
    const file = absolute.toString();
    if (this.#selection === 'tracked') {
      const { paths } = await listed(dirname(file), 'tracked', basename(file));
      if (paths.length === 0) {
        this.notTracked.push(path);
        return;
      }
    }
    yield { kind: 'file', path: absolute };
  }

  async *#listed(folder: Buffer, selection: Selection): AsyncGenerator<Walked> {
    const { paths, complaints } = await listed(folder.toString(), selection);
    for (const complaint of complaints) yield { kind: 'unread', path: folder, reason: `git complained: ${complaint}` };
    const links = new LinksOnTheWay(folder);
    for (const name of paths) {
      const path = join(folder, withoutSlash(name));
      if (links.leadTo(name)) continue;
      const found = look(path, lstatSync);
      if (found === 'file') yield { kind: 'file', path };
      // A repository inside this one has rules of its own; what it tracks, this one does not.
      else if (found === 'folder' && selection === 'not-ignored') yield* this.#listed(path, selection);
      // What the index has and the folder has not is no file to scan.
      else if (typeof found === 'object' && !found.absent) yield { kind: 'unread', path, reason: found.reason };
    }
  }
}

async function listed(folder: string, selection: Selection, only?: string): Promise<Listing> {
  try {
    return await workTreeFiles(folder, selection, only);
  } catch (error) {
    if (!(error instanceof GitFailedError)) throw error;
    const refused = refusal(error.detail);
    throw refused instanceof GitUnusableError
      ? new GitUnusableError(`${folder} is in no git repository, so git cannot say which files to scan`)
      : refused;
  }
}

async function* readFile(
  path: Buffer,
  shown: string,
  follow: boolean,
  archives: FilesOptions['archives'],
): AsyncGenerator<SourceBlob | SourceChunk | Gap> {
  const place = { path: shown };
  let inPieces = false;
  for (const piece of readFilePieces(path, follow)) {
    if (piece.kind === 'unread') {
      if (inPieces) yield { kind: 'chunk', bytes: Buffer.alloc(0), last: true, place };
      inPieces = false;
      yield unreadGap(shown, piece.reason);
      continue;
    }
    const inside = insideOf(piece, shown, archives);
    if (inside !== undefined) yield* inside;
    else if (piece.last && !inPieces) yield { kind: 'blob', bytes: piece.bytes, places: [place] };
    else {
      yield { kind: 'chunk', bytes: piece.bytes, last: piece.last, place };
      inPieces = !piece.last;
    }
  }
}

/** What a path leads to, or why nobody can tell. */
type Found = 'file' | 'folder' | 'other' | { readonly reason: string; readonly absent: boolean };

function look(path: Buffer, stat: typeof statSync | typeof lstatSync): Found {
  try {
    const found = stat(path);
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { reason: reasonOf(error), absent: code === 'ENOENT' || code === 'ENOTDIR' };
  }
}

const NO_FILE = 'it is a FIFO, a device or a socket, which is never opened';

function withoutSlash(path: Buffer): Buffer {
  return path[path.length - 1] === 0x2f ? path.subarray(0, -1) : path;
}

function unreadGap(path: string, reason: string): Gap {
  return { kind: 'gap', subject: path, reason, advice: adviceFor(reason) };
}

function adviceFor(reason: string): string {
  if (reason.includes('permission')) return 'run the scan as a user who may read it, or scan something else';
  if (reason.includes('FIFO')) return 'what comes out of it can be scanned on standard input: hushkey scan - < FILE';
  return 'scan again when nothing writes there';
}
