import { createHash } from 'node:crypto';
import { HAS_MATCHES, type KnownObjects, NO_CONTENT } from '../../src/history/cache/known-objects.js';
import { SUMMARY_BYTES } from '../../src/history/cache/match-summary.js';
import { ObjectsInOrder } from '../../src/history/cache/objects-in-order.js';

/** Ids by name: as many as are asked for, the same for the same seed, sorted. */
export function someIds(count: number, seed: string): Buffer[] {
  const ids = Array.from({ length: count }, (_, at) => createHash('sha1').update(`${seed} ${at}`).digest());
  return ids.sort(Buffer.compare);
}

/** Every third has matches, every fifth of the others no content. */
export function tableOf(ids: readonly Buffer[]): KnownObjects {
  const table = new ObjectsInOrder(20, ids.length);
  for (const [at, id] of ids.entries()) {
    if (at % 3 === 0) table.add(id, 0, HAS_MATCHES, summaryFor(id));
    else table.add(id, 0, at % 5 === 0 ? NO_CONTENT : at);
  }
  return table.done();
}

function summaryFor(id: Buffer): Uint8Array {
  return Buffer.alloc(SUMMARY_BYTES, id);
}

/** Everything that a table says, by id. */
export function contentsOf(table: KnownObjects): Map<string, string> {
  const contents = new Map<string, string>();
  let at = 0;
  for (const [number, note] of table.notes.entries()) {
    const hasMatches = note === HAS_MATCHES;
    const summary = hasMatches ? Buffer.from(table.summaries.subarray(at, at + SUMMARY_BYTES)).toString('hex') : '';
    if (hasMatches) at += SUMMARY_BYTES;
    contents.set(table.hexId(number), `${note} ${summary}`);
  }
  return contents;
}
