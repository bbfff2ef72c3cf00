import { describe, expect, it } from 'vitest';
import { MOST_WAYS, waysToMatch } from '../../src/catalogue/backtracking.js';
import { catalogue } from '../support/token.js';

describe('the ways in which a regex can be tried', () => {
  it.each([
    ['abc', 1],
    ['a{1,100}b', 1],
    ['[a-z]{1,100}b', 100],
    ['(?:ab|cd){1,20}x', 1],
    ['(?:[a-z]{1,5}-){1,20}X', 1],
    ['(?:[a-z]{1,5}-){1,20}x', 20],
    ['[a-z]{0,9}[a-z]{0,9}x', 100],
    ['a{0,9}b{0,9}a{0,9}x', 100],
    ['(?:a|ab)c', 2],
    ['a(?=b{1,9}b)', 9],
  ])('are counted in %s', (regex, ways) => {
    expect(waysToMatch(regex)).toBe(ways);
  });

  it.each([
    '(?:a{1,9}){1,9}b',
    '(?:a|ab){1,20}c',
    '(?:a?){1,30}b',
    '(?:[a-z]{1,10} ?){1,10}!',
    '[a-z]{0,100}[a-z]{0,100}[a-z]{0,100}x',
  ])('are too many in %s', (regex) => {
    expect(waysToMatch(regex)).toBeGreaterThan(MOST_WAYS);
  });

  it('are more when case does not count', () => {
    const regex = '(?:[a-z]{1,9}[A-Z]{1,9}){1,9}!';
    expect(waysToMatch(regex)).toBe(1);
    expect(waysToMatch(regex, true)).toBeGreaterThan(MOST_WAYS);
  });

  it.each(catalogue.patterns.map(({ id, regex, ignoreCase }) => [id, regex, ignoreCase] as const))(
    'are few in the shipped %s',
    (_, regex, ignoreCase) => {
      expect(waysToMatch(regex, ignoreCase)).toBeLessThanOrEqual(MOST_WAYS / 4);
    },
  );
});
