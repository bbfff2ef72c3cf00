import type { Match } from './match.js';
import type { Specificity } from './pattern.js';

/**
 * One place, one finding: of matches that share bytes, the most certain and most specific one stays.
 *
 * Order: proved before unproved, exact before family before generic, then the nearer context word, then the longer
 * match, then the pattern's id so that the result never depends on the order of files.
 */
export function withoutOverlaps(matches: readonly Match[]): Match[] {
  const kept: Match[] = [];
  for (const match of [...matches].sort(bySpecificity)) {
    if (!kept.some((other) => match.start < other.end && other.start < match.end)) kept.push(match);
  }
  return kept.sort((a, b) => a.start - b.start);
}

const ORDER: Record<Specificity, number> = { exact: 0, family: 1, generic: 2 };

function bySpecificity(a: Match, b: Match): number {
  return (
    Number(b.proved) - Number(a.proved) ||
    ORDER[a.pattern.specificity] - ORDER[b.pattern.specificity] ||
    a.contextDistance - b.contextDistance ||
    b.end - b.start - (a.end - a.start) ||
    (a.pattern.id < b.pattern.id ? -1 : 1)
  );
}
