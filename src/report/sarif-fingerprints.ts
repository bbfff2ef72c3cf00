import { createHash } from 'node:crypto';
import type { Spot } from './sarif-spots.js';

/**
 * What tells alerts apart and knows them again: the secret, the file, and which of the places in that file it is. So an
 * alert outlives edits that move or change its line, and two secrets on one line are two alerts. It is made from the
 * finding's id, which gives nothing of the secret away.
 *
 * GitHub knows alerts again by `primaryLocationLineHash` alone, and would make it from the text of the line when it is
 * absent; for others there is one of our own.
 */
export function sarifFingerprints(id: string, { first, number }: Spot) {
  const place = first.path ?? first.ref ?? first.blob ?? first.part ?? '';
  const hash = createHash('sha256').update(`${id}\0${place}\0${number}`).digest('hex');
  return { 'findingPlace/v1': hash.slice(0, 32), primaryLocationLineHash: `${hash.slice(0, 16)}:1` };
}
