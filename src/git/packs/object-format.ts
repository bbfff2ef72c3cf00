import { createHash } from 'node:crypto';
import type { ObjectType } from '../cat-file-parser.js';

/** How a repository names its objects. https://git-scm.com/docs/hash-function-transition */
export interface ObjectFormat {
  readonly hash: 'sha1' | 'sha256';
  /** Bytes of an id, and of every checksum at the end of a pack or index. */
  readonly idBytes: number;
}

export const SHA1: ObjectFormat = { hash: 'sha1', idBytes: 20 };
export const SHA256: ObjectFormat = { hash: 'sha256', idBytes: 32 };

/**
 * An object's id: the hash of its type, a space, its size, NUL and its bytes.
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function objectId(format: ObjectFormat, type: ObjectType, content: Uint8Array): Buffer {
  return createHash(format.hash).update(`${type} ${content.length}\0`).update(content).digest();
}
