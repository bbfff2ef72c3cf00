import type { Confidence } from '../pattern.js';

/**
 * From these scores on (logits: 0 is one in two) a candidate has such a confidence. Chosen by `train/report.md`: where
 * precision and recall of the labelled data are both high, and ordinary code (`npm run bench:noise`) stays quiet.
 */
export const HIGH = 1;
export const MEDIUM = 0;
export const LOW = -2;

/** @returns undefined when it is not even to be told at low confidence */
export function confidenceOf(score: number): Confidence | undefined {
  if (score >= HIGH) return 'high';
  if (score >= MEDIUM) return 'medium';
  return score >= LOW ? 'low' : undefined;
}
