import { createHash } from 'node:crypto';
import type { GitObject } from './cat-file-parser.js';

/**
 * True when the bytes are those that the id stands for: the hash of the type, the size, NUL and the bytes. Git itself
 * does not look when it streams an object, so a damaged or forged one can come out shorter or longer than its header says.
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects and https://git-scm.com/docs/hash-function-transition
 */
export function isIntact({ id, type, bytes }: GitObject): boolean {
  const hash = createHash(id.length === SHA1_DIGITS ? 'sha1' : 'sha256');
  return hash.update(`${type} ${bytes.length}\0`).update(bytes).digest('hex') === id;
}

const SHA1_DIGITS = 40;
