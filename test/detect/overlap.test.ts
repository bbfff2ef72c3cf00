import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Match } from '../../src/detect/match.js';
import { withoutOverlaps } from '../../src/detect/overlap.js';
import { matchWith } from '../support/pattern.js';

const ids = (matches: readonly Match[]) => matches.map(({ pattern }) => pattern.id);

/** Two matches that share bytes; the better one is named first. */
const CONTESTS: readonly (readonly [string, Match, Match])[] = [
  [
    'proved before unproved, however general',
    matchWith({ id: 'proved', specificity: 'generic' }, { proved: true }),
    matchWith({ id: 'exact' }),
  ],
  ['exact before family', matchWith({ id: 'exact' }), matchWith({ id: 'family', specificity: 'family' }, { end: 90 })],
  [
    'family before generic',
    matchWith({ id: 'family', specificity: 'family' }),
    matchWith({ id: 'generic', specificity: 'generic' }, { contextDistance: 1 }),
  ],
  [
    'the nearer word',
    matchWith({ id: 'z-near' }, { contextDistance: 3 }),
    matchWith({ id: 'a-far' }, { contextDistance: 4, end: 90 }),
  ],
  ['the longer match', matchWith({ id: 'z-long' }, { end: 11 }), matchWith({ id: 'a-short' })],
  ['the first id', matchWith({ id: 'a' }), matchWith({ id: 'b' })],
];

describe('of two matches that share bytes', () => {
  it.each(CONTESTS)('%s stays', (_, better, worse) => {
    expect(ids(withoutOverlaps([better, worse]))).toEqual([better.pattern.id]);
    expect(ids(withoutOverlaps([worse, better]))).toEqual([better.pattern.id]);
  });

  it('both stay when one begins where the other ends', () => {
    const [first, second] = [matchWith({ id: 'b' }), matchWith({ id: 'a' }, { start: 10, end: 20 })];
    expect(withoutOverlaps([second, first])).toEqual([first, second]);
  });

  it('a match is free again when what would have covered it lost itself', () => {
    const best = matchWith({ id: 'best' }, { proved: true, start: 0, end: 10 });
    const middle = matchWith({ id: 'middle' }, { start: 5, end: 25 });
    const last = matchWith({ id: 'last', specificity: 'family' }, { start: 20, end: 30 });
    expect(withoutOverlaps([last, middle, best])).toEqual([best, last]);
  });
});

const anyMatch = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c'),
    specificity: fc.constantFrom('exact', 'family', 'generic'),
    proved: fc.boolean(),
    contextDistance: fc.constantFrom(1, 2, 3),
    start: fc.nat({ max: 60 }),
    length: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ id, specificity, start, length, ...rest }) =>
    matchWith({ id, specificity }, { ...rest, start, end: start + length }),
  );

describe('many matches', () => {
  it('end up as though the best were taken one after the other', () => {
    fc.assert(
      fc.property(fc.array(anyMatch, { maxLength: 30 }), (matches) => {
        expect(withoutOverlaps(matches)).toEqual(oneAfterTheOther(matches));
      }),
      { numRuns: 1000 },
    );
  });

  it('end up the same whatever order they come in', () => {
    fc.assert(
      fc.property(fc.array(anyMatch, { maxLength: 20 }), fc.nat(), (matches, by) => {
        const turned = matches.slice(by % (matches.length + 1)).concat(matches.slice(0, by % (matches.length + 1)));
        expect(withoutOverlaps(turned).map(place)).toEqual(withoutOverlaps(matches).map(place));
      }),
    );
  });
});

function place({ pattern, start, end }: Match) {
  return { id: pattern.id, start, end };
}

/** The obvious way, with a comparison of its own. */
function oneAfterTheOther(matches: readonly Match[]): Match[] {
  const rank = ({ proved, pattern, contextDistance, start, end }: Match) => [
    proved ? 0 : 1,
    ['exact', 'family', 'generic'].indexOf(pattern.specificity),
    contextDistance,
    start - end,
    pattern.id.charCodeAt(0),
    start,
  ];
  const better = (a: Match, b: Match) => {
    const [ours, theirs] = [rank(a), rank(b)];
    const at = ours.findIndex((number, index) => number !== theirs[index]);
    return at === -1 ? 0 : (ours[at] as number) - (theirs[at] as number);
  };
  const kept: Match[] = [];
  for (const match of [...matches].sort(better))
    if (kept.every((other) => match.end <= other.start || other.end <= match.start)) kept.push(match);
  return kept.sort((a, b) => a.start - b.start);
}
