import type { Match } from '../match.js';
import { candidateAt } from './candidate-at.js';
import { confidenceOf } from './confidence.js';
import { patternOf } from './patterns.js';
import { scoreOf } from './score.js';
import { whyNot } from './why-not.js';

/**
 * Judges what is assigned to the name of a credential.
 *
 * @param at byte offset of one of `NAME_STEMS`
 * @returns undefined when nothing is assigned there, or too little speaks for a secret
 */
export function assignedAt(bytes: Uint8Array, at: number): Match | undefined {
  const candidate = candidateAt(bytes, at);
  if (candidate === undefined || whyNot(candidate) !== undefined) return undefined;
  const confidence = confidenceOf(scoreOf(candidate));
  if (confidence === undefined) return undefined;
  const pattern = patternOf(candidate.name.kind);
  return {
    pattern,
    start: candidate.from,
    end: candidate.to,
    confidence,
    severity: pattern.severity,
    proved: false,
    contextDistance: Math.max(0, candidate.start - candidate.nameEnd),
    notes: [],
  };
}
