import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { reasonOf } from './file-failure.js';

/** What a folder holds. Paths are bytes, as the file system has them: a name need not be UTF-8. */
export type Walked =
  | { readonly kind: 'file'; readonly path: Buffer }
  /** A folder, or something in it, that could not be looked at. */
  | { readonly kind: 'unread'; readonly path: Buffer; readonly reason: string };

/**
 * Every regular file below a folder, those whose names begin with a dot too, in an order that does not change.
 *
 * Symbolic links are not followed: what they lead to lies in the folder and is met anyway, or is outside and was not
 * asked for. So there are no loops either. FIFOs, devices and sockets hold nothing to read, and are passed over. What is
 * in a folder named `.git` is git's own; its objects are the business of `hushkey history`.
 *
 * Node's own `readdir` and no library of globs: these match names as text, and lose a folder with a line feed in its name
 * or a file whose name is no UTF-8. A secret could hide there.
 */
export function* walkFolder(folder: Buffer): Generator<Walked> {
  // The path of what is still to be looked at, the next one last.
  const ahead: { path: Buffer; isFolder: boolean }[] = [{ path: folder, isFolder: true }];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    const { path, isFolder } = next;
    if (!isFolder) yield { kind: 'file', path };
    else {
      const entries = entriesOf(path);
      if (typeof entries === 'string') yield { kind: 'unread', path, reason: entries };
      else
        for (const entry of entries.reverse()) {
          const type = typeOf(entry, join(path, entry.name));
          if (type !== undefined) ahead.push({ path: join(path, entry.name), isFolder: type === 'folder' });
        }
    }
  }
}

/** Sorted by their bytes. @returns the reason when they cannot be listed */
function entriesOf(folder: Buffer): Dirent<Buffer>[] | string {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }) as unknown as Dirent<Buffer>[];
    return entries.sort((a, b) => Buffer.compare(a.name, b.name));
  } catch (error) {
    return reasonOf(error);
  }
}

const GIT = Buffer.from('.git');

function typeOf(entry: Dirent<Buffer>, path: Buffer): 'file' | 'folder' | undefined {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return entry.name.equals(GIT) ? undefined : 'folder';
  if (entry.isSymbolicLink() || entry.isFIFO() || entry.isSocket()) return undefined;
  if (entry.isCharacterDevice() || entry.isBlockDevice()) return undefined;
  return typeByStat(path);
}

/** For file systems that do not tell the type of an entry with its name. What cannot be asked fails when it is opened. */
function typeByStat(path: Buffer): 'file' | 'folder' | undefined {
  try {
    const stat = lstatSync(path);
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : undefined;
  } catch {
    return 'file';
  }
}

const SLASH = Buffer.from('/');

/** A path below a folder. */
export function join(folder: Buffer, name: Buffer): Buffer {
  return folder[folder.length - 1] === SLASH[0] ? Buffer.concat([folder, name]) : Buffer.concat([folder, SLASH, name]);
}
