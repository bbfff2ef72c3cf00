import type { Match } from './match.js';
import { withOwnValues } from './own-values.js';
import { CONFIDENCES, type Confidence, type Specificity } from './pattern.js';

/**
 * One place, one finding: of matches that share bytes, the most certain and most specific one stays.
 *
 * A value of a variable gives way to the vendor's pattern that knows it, and makes that certain. For all others the order
 * is: proved before unproved, exact before family before generic, a vendor's prefix before a bare run, then the
 * nearer context word, then the longer match, then the pattern's id so that the result never depends on the order of files.
 */
export function withoutOverlaps(matches: readonly Match[]): Match[] {
  const byPlace = [...matches].sort((a, b) => a.start - b.start || a.end - b.end);
  const kept: Match[] = [];
  // Matches that hang together are judged together: a file can hold hundreds of thousands that do not.
  for (let from = 0; from < byPlace.length; ) {
    const to = endOfGroup(byPlace, from);
    if (to - from === 1) kept.push(byPlace[from] as Match);
    else for (const match of bestOf(withOwnValues(byPlace.slice(from, to)))) kept.push(match);
    from = to;
  }
  return kept;
}

/** The index behind the last match that is linked with the one at `from` by shared bytes. */
function endOfGroup(byPlace: readonly Match[], from: number): number {
  let end = (byPlace[from] as Match).end;
  let to = from + 1;
  for (; to < byPlace.length; to++) {
    const match = byPlace[to] as Match;
    if (match.start >= end) break;
    end = Math.max(end, match.end);
  }
  return to;
}

/** The matches of a group that stay, by rising offset. */
function bestOf(group: Match[]): Match[] {
  const kept: Match[] = [];
  for (const match of group.sort(bySpecificity)) {
    const at = indexBehind(kept, match.start);
    const [before, behind] = [kept[at - 1], kept[at]];
    const isFree =
      (before === undefined || before.end <= match.start) && (behind === undefined || behind.start >= match.end);
    if (isFree) kept.splice(at, 0, asCertainAs(match, group));
  }
  return kept;
}

/** Of the same bytes nobody is less certain than the most certain: a vendor's shape and a telling name say more than either. */
function asCertainAs(match: Match, group: readonly Match[]): Match {
  const surest = group
    .filter(({ start, end }) => start === match.start && end === match.end)
    .reduce((best, { confidence }) => (isSurer(confidence, best) ? confidence : best), match.confidence);
  return surest === match.confidence ? match : { ...match, confidence: surest };
}

function isSurer(a: Confidence, b: Confidence): boolean {
  return CONFIDENCES.indexOf(a) > CONFIDENCES.indexOf(b);
}

/** Where a match that starts at `start` belongs in a list by rising offset. */
function indexBehind(kept: readonly Match[], start: number): number {
  let [low, high] = [0, kept.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((kept[middle] as Match).start <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}

const ORDER: Record<Specificity, number> = { exact: 0, family: 1, generic: 2 };

/**
 * True when what was found in decoded bytes says more than what is written there: a vendor's token in any base 64. What
 * is proved as it is written has been looked into already (a key in a kubeconfig, a JSON Web Token).
 */
export function outranks(decoded: Match, plain: Match): boolean {
  if (plain.proved) return false;
  if (decoded.proved) return true;
  if ((decoded.confidence === 'low') !== (plain.confidence === 'low')) return plain.confidence === 'low';
  return ORDER[decoded.pattern.specificity] < ORDER[plain.pattern.specificity];
}

function bySpecificity(a: Match, b: Match): number {
  return (
    Number(b.proved) - Number(a.proved) ||
    ORDER[a.pattern.specificity] - ORDER[b.pattern.specificity] ||
    Number('run' in a.pattern.anchor) - Number('run' in b.pattern.anchor) ||
    a.contextDistance - b.contextDistance ||
    b.end - b.start - (a.end - a.start) ||
    (a.pattern.id < b.pattern.id ? -1 : a.pattern.id > b.pattern.id ? 1 : a.start - b.start)
  );
}
