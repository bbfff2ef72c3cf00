import type { Candidate } from './candidate.js';
import { tellBasics, tellOf, tellOfName, tellRest } from './features.js';
import { bias, weights } from './learned/weights.js';
import type { Name } from './name.js';
import { areWithin, kindsOf, limitsOf } from './value-characters.js';
import type { Tell } from './value-features.js';

/** By group and label. */
const WEIGHTS: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  Object.entries(weights).map(([group, labels]) => [group, new Map(Object.entries(labels))]),
);

function weightOf(group: string, label: string): number {
  return WEIGHTS.get(group)?.get(label) ?? 0;
}

/** The most that the shapes of a value can add. */
const SHAPES_FOR = [...(WEIGHTS.get('shape') ?? [])]
  .filter(([, weight]) => weight > 0)
  .map(([name, weight]) => ({ weight, limits: limitsOf(name) }));
/** The most that all else in `tellRest` can add. */
const MOST_AROUND = ['wrapper', 'place', 'near']
  .flatMap((group) => [...(WEIGHTS.get(group)?.values() ?? [])])
  .reduce((sum, weight) => sum + Math.max(0, weight), 0);

function mostOfRest({ value }: Candidate): number {
  const kinds = kindsOf(value);
  let most = MOST_AROUND;
  for (const { weight, limits } of SHAPES_FOR) if (areWithin(kinds, limits)) most += weight;
  return most;
}

/**
 * The same as `scoreOf` where it is `least` or more. Nearly all candidates are far below: when the basics are known,
 * what is left to be told of them could not change that.
 *
 * @returns undefined when it is less
 */
export function scoreFrom(candidate: Candidate, least: number): number | undefined {
  let sum = scoreOfName(candidate.name);
  const add: Tell = (group, label) => {
    sum += weightOf(group, label);
  };
  tellBasics(candidate, add);
  if (sum + mostOfRest(candidate) < least - ROUNDING) return undefined;
  tellRest(candidate, add);
  if (sum < least - ROUNDING) return undefined;
  // In the order in which everybody sums: another one may end a last digit away, on the other side of a threshold.
  const score = scoreOf(candidate);
  return score < least ? undefined : score;
}

const ROUNDING = 1e-6;

/** Names are read once, and so are their scores. */
const scoresOfNames = new WeakMap<Name, number>();

function scoreOfName(name: Name): number {
  const known = scoresOfNames.get(name);
  if (known !== undefined) return known;
  let sum = bias;
  tellOfName(name, (group, label) => {
    sum += weightOf(group, label);
  });
  scoresOfNames.set(name, sum);
  return sum;
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
