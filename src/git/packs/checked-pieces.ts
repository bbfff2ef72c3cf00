import { createHash } from 'node:crypto';
import type { ObjectType } from '../cat-file-parser.js';
import type { ObjectFormat } from './object-format.js';
import { UnreadError } from './unread-error.js';

/**
 * Passes an object's pieces on, and hashes them: what is too large to be held is worth it.
 *
 * @throws UnreadError at the end, when they are not those of the id
 */
export async function* checkedPieces(
  pieces: AsyncIterable<Uint8Array>,
  object: { readonly id: string; readonly type: ObjectType; readonly size: number },
  format: ObjectFormat,
): AsyncGenerator<Uint8Array> {
  const hash = createHash(format.hash).update(`${object.type} ${object.size}\0`);
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== object.id) throw new UnreadError('it is damaged: its bytes are not those of its id');
}
