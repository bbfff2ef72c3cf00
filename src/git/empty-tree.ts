import { createHash } from 'node:crypto';
import type { ObjectReader } from './object-reader.js';

/**
 * The id of the empty tree in this repository, which depends on its hash (SHA-1 or SHA-256). Git knows the object in
 * every repository, also when it is not stored. An object's id is the hash of its type, its size, NUL and its bytes.
 * https://git-scm.com/docs/hash-function-transition
 */
export async function emptyTree(objects: ObjectReader): Promise<string | undefined> {
  for (const hash of ['sha1', 'sha256']) {
    const id = createHash(hash).update('tree 0\0').digest('hex');
    const answer = await objects.read(id);
    // In a repository of the other hash these digits are a name like any other, and a branch may have taken it.
    if (answer.found && answer.id === id) return id;
  }
  return undefined;
}
