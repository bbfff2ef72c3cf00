import type { Match } from '../../detect/match.js';
import { CONFIDENCES } from '../../detect/pattern.js';
import type { Wanted } from '../../policy/wanted.js';

/** Bytes of a summary: the object's size in four, and a count for each confidence of matches that are public, or not. */
export const SUMMARY_BYTES = 12;
const COUNTS = 4;
/** So many, or more. */
const MANY = 255;

/** What is remembered of what was found in an object: not what it was, only whether to look again. */
export function summaryOf(size: number, found: readonly Match[]): Uint8Array {
  const summary = Buffer.alloc(SUMMARY_BYTES);
  summary.writeUInt32LE(size);
  for (const { confidence, pattern } of found) {
    const at = COUNTS + CONFIDENCES.indexOf(confidence) * 2 + (pattern.public === true ? 1 : 0);
    summary[at] = Math.min(MANY, (summary[at] as number) + 1);
  }
  return summary;
}

/** What an object comes to that is not read again. */
interface Unchanged {
  readonly size: number;
  readonly belowConfidence: number;
}

/** @returns undefined when something in it is to be told, or may be: then it is to be read again */
export function unchanged(summary: Buffer, { minConfidence = 'medium', includePublic = false }: Wanted) {
  let belowConfidence = 0;
  const least = CONFIDENCES.indexOf(minConfidence);
  for (const level of CONFIDENCES.keys())
    for (const isPublic of includePublic ? [0, 1] : [0]) {
      const count = summary[COUNTS + level * 2 + isPublic] as number;
      if (count === MANY || (count > 0 && level >= least)) return undefined;
      belowConfidence += count;
    }
  return { size: summary.readUInt32LE(), belowConfidence } satisfies Unchanged;
}
