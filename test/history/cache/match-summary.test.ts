import { expect, it } from 'vitest';
import type { Match } from '../../../src/detect/match.js';
import type { Confidence } from '../../../src/detect/pattern.js';
import { summaryOf, unchanged } from '../../../src/history/cache/match-summary.js';

function matches(...told: [Confidence, isPublic: boolean][]): Match[] {
  return told.map(([confidence, isPublic]) => ({ confidence, pattern: { public: isPublic } }) as unknown as Match);
}

function lookedAt(found: Match[], minConfidence: Confidence, includePublic = false) {
  return unchanged(Buffer.from(summaryOf(1234, found)), { minConfidence, includePublic });
}

it('an object is read again when something in it counts', () => {
  expect(lookedAt(matches(['low', false], ['medium', false]), 'medium')).toBeUndefined();
  expect(lookedAt(matches(['high', false]), 'low')).toBeUndefined();
  expect(lookedAt(matches(['high', true]), 'high', true)).toBeUndefined();
});

it('and otherwise not, but what lies below is counted', () => {
  expect(lookedAt(matches(['low', false], ['medium', false]), 'high')).toEqual({ size: 1234, belowConfidence: 2 });
  expect(lookedAt(matches(['high', true], ['low', true]), 'low')).toEqual({ size: 1234, belowConfidence: 0 });
  expect(lookedAt(matches(['high', true], ['low', false]), 'medium')).toEqual({ size: 1234, belowConfidence: 1 });
  expect(lookedAt(matches(['low', true], ['low', false]), 'medium', true)).toEqual({ size: 1234, belowConfidence: 2 });
});

it('nor are more counted than can be: then it is read again', () => {
  const many = (count: number) =>
    matches(...Array.from({ length: count }, () => ['low', false] as [Confidence, boolean]));
  expect(lookedAt(many(254), 'medium')).toEqual({ size: 1234, belowConfidence: 254 });
  for (const count of [255, 256, 1000]) expect(lookedAt(many(count), 'medium')).toBeUndefined();
});
