import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Unread } from './stored-object.js';

/** An object with a file of its own. */
export interface LooseFile {
  readonly id: string;
  readonly path: string;
}

/**
 * The loose objects of an object folder: the first two digits of the id are a folder, the others its file.
 * https://git-scm.com/docs/gitrepository-layout
 */
export function looseFiles(folder: string, idBytes: number): { files: LooseFile[]; unread: Unread[] } {
  const files: LooseFile[] = [];
  const unread: Unread[] = [];
  for (let first = 0; first < 256; first++) {
    const digits = first.toString(16).padStart(2, '0');
    const { names, reason } = namesIn(join(folder, digits));
    if (reason !== undefined) unread.push({ kind: 'unread', subject: join(folder, digits), isObject: false, reason });
    // Git writes an object to `tmp_obj_…` first: what is no id is not there yet, or was left behind.
    for (const name of names)
      if (name.length === idBytes * 2 - 2 && /^[0-9a-f]+$/.test(name))
        files.push({ id: digits + name, path: join(folder, digits, name) });
  }
  return { files, unread };
}

/** The names in a folder, sorted; none, and no reason, when there is no such folder. */
export function namesIn(folder: string): { names: string[]; reason?: string } {
  try {
    return { names: readdirSync(folder).sort() };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? { names: [] } : { names: [], reason: `it cannot be read (${code})` };
  }
}
