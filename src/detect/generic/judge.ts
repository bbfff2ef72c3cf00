import type { Match } from '../match.js';
import type { Confidence } from '../pattern.js';
import type { Candidate } from './candidate.js';
import { candidateAt } from './candidate-at.js';
import { confidenceOf, LOW } from './confidence.js';
import { patternOf } from './patterns.js';
import { scoreFrom } from './score.js';
import type { Verdicts } from './verdicts.js';
import { whyNot } from './why-not.js';

/**
 * Judges what is assigned to the name of a credential.
 *
 * @param at byte offset of one of `NAME_STEMS`
 * @param verdicts those that were given before, where texts are expected that are much like each other
 * @returns undefined when nothing is assigned there, or too little speaks for a secret
 */
export function assignedAt(bytes: Uint8Array, at: number, verdicts?: Verdicts): Match | undefined {
  const candidate = candidateAt(bytes, at);
  if (candidate === undefined) return undefined;
  const confidence = verdicts === undefined ? verdictOn(candidate) : verdicts.of(candidate, verdictOn);
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

function verdictOn(candidate: Candidate): Confidence | undefined {
  if (whyNot(candidate) !== undefined) return undefined;
  const score = scoreFrom(candidate, LOW);
  return score === undefined ? undefined : confidenceOf(score);
}
