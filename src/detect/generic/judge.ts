import type { Match } from '../match.js';
import { candidateAt } from './candidate-at.js';
import { confidenceOf, LOW } from './confidence.js';
import { patternOf } from './patterns.js';
import { scoreFrom } from './score.js';
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
  const score = scoreFrom(candidate, LOW);
  const confidence = score === undefined ? undefined : confidenceOf(score);
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
