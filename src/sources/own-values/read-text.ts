import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** No file of variables is larger. */
const LARGEST = 1_000_000;

/**
 * The text of a small regular file. The file is opened before it is looked at, so that nobody can change it in between,
 * and in a way that does not wait for the other end of a pipe.
 *
 * @returns with `problem` why it was not read, as the end of a sentence; nothing when there is no file to be read
 */
export function readText(path: string, followLink: boolean): { text: string } | { problem: string } | undefined {
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
  let file: number;
  try {
    file = openSync(path, O_RDONLY | O_NONBLOCK | (followLink ? 0 : O_NOFOLLOW));
  } catch (error) {
    return problemOf(error as NodeJS.ErrnoException);
  }
  try {
    const stat = fstatSync(file);
    // A folder `.env` holds a Python environment.
    if (stat.isDirectory()) return undefined;
    if (!stat.isFile()) return { problem: 'it is no regular file' };
    if (stat.size > LARGEST) return { problem: 'it is larger than 1 MB' };
    return { text: readFileSync(file, 'utf8') };
  } catch (error) {
    return problemOf(error as NodeJS.ErrnoException);
  } finally {
    closeSync(file);
  }
}

function problemOf({ code, message }: NodeJS.ErrnoException): { problem: string } | undefined {
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
  if (code === 'ELOOP') return { problem: 'it is a symbolic link' };
  return { problem: `it cannot be read (${code ?? message})` };
}
