import { describe, expect, it } from 'vitest';
import { Composer } from '../../src/detect/compose.js';
import { Engine } from '../../src/detect/engine.js';
import { patternOf } from '../../src/detect/generic/patterns.js';
import type { Match } from '../../src/detect/match.js';
import { withoutOverlaps } from '../../src/detect/overlap.js';
import { altered } from '../support/altered.js';
import { matchWith } from '../support/pattern.js';
import { catalogue, token } from '../support/token.js';

const ids = (matches: readonly Match[]) => matches.map(({ pattern }) => pattern.id);
const compose = (...matches: Match[]) => new Composer([]).compose(matches, Buffer.alloc(200));
const assigned = (parts: Partial<Match> = {}) => ({ ...matchWith({ id: 'any' }, parts), pattern: patternOf('token') });
const refuted = (parts: Partial<Match> = {}) => matchWith({ id: 'refuted' }, { refuted: true, ...parts });

describe('a match whose own evidence says that it was never issued', () => {
  it('is not told', () => {
    expect(compose(refuted())).toEqual([]);
  });

  it('takes with it what was only judged by its name', () => {
    expect(compose(refuted(), assigned())).toEqual([]);
    expect(compose(assigned({ start: 5, end: 30 }), refuted())).toEqual([]);
  });

  it('does not touch what stands beside it, or what another pattern says', () => {
    expect(ids(compose(refuted(), assigned({ start: 10, end: 20 })))).toEqual(['generic-token']);
    expect(ids(compose(refuted(), matchWith({ id: 'other' })))).toEqual(['other']);
  });

  it('is one in real bytes: a token with a wrong sum, assigned to a telling name', () => {
    const engine = new Engine(catalogue.patterns, { assignments: true });
    const right = token('github-classic-pat');
    const scan = (secret: string) => ids(engine.scan(Buffer.from(`github_token = "${secret}"\n`)));
    expect(scan(right)).toEqual(['github-classic-pat']);
    expect(scan(altered(right, -1))).toEqual([]);
  });
});

describe('of the same bytes nobody is less certain than the most certain', () => {
  const family = (parts: Partial<Match> = {}) =>
    matchWith({ id: 'family', specificity: 'family', confidence: 'medium' }, parts);

  it('a vendor’s shape assigned to a telling name', () => {
    const [match] = withoutOverlaps([family(), assigned({ confidence: 'high' })]);
    expect(match).toMatchObject({ pattern: { id: 'family' }, confidence: 'high' });
  });

  it('only of the same bytes', () => {
    const [match] = withoutOverlaps([family(), assigned({ confidence: 'high', end: 11 })]);
    expect(match).toMatchObject({ pattern: { id: 'family' }, confidence: 'medium' });
  });

  it('and never less than it was', () => {
    const [match] = withoutOverlaps([family({ confidence: 'high' }), assigned({ confidence: 'low' })]);
    expect(match).toMatchObject({ confidence: 'high' });
  });
});
