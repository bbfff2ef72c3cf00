import type { Candidate } from './candidate.js';
import { tellOf } from './features.js';
import { bias, weights } from './learned/weights.js';

/** By group and label. */
const WEIGHTS: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  Object.entries(weights).map(([group, labels]) => [group, new Map(Object.entries(labels))]),
);

function weightOf(group: string, label: string): number {
  return WEIGHTS.get(group)?.get(label) ?? 0;
}

/** One feature of a candidate and what it adds to its score. */
export interface Contribution {
  readonly feature: string;
  readonly weight: number;
}

/** How much speaks for a candidate, in logits: 0 is one in two. The sum of the weights of its features. */
export function scoreOf(candidate: Candidate): number {
  let sum = bias;
  tellOf(candidate, (group, label) => {
    sum += weightOf(group, label);
  });
  return sum;
}

/** The same sum, part by part; the heaviest first. What every candidate has is `bias`. */
export function contributionsTo(candidate: Candidate): Contribution[] {
  const contributions: Contribution[] = [{ feature: 'bias', weight: bias }];
  tellOf(candidate, (group, label) => {
    contributions.push({ feature: `${group}:${label}`, weight: weightOf(group, label) });
  });
  return contributions
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.feature < b.feature ? -1 : 1));
}
