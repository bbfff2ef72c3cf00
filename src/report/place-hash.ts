import { createHash } from 'node:crypto';
import { fileOf, type Spot } from './spots.js';

/**
 * 64 hexadecimal digits that tell alerts apart and know them again: the secret, the file, and which of the places in that
 * file it is. So an alert outlives edits that move or change its line, and two secrets on one line are two alerts. It is
 * made from the finding's id, which gives nothing of the secret away.
 */
export function placeHash(id: string, { first, number }: Spot): string {
  return createHash('sha256')
    .update(`${id}\0${fileOf(first)}\0${number}`)
    .digest('hex');
}
