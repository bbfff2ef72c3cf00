import { describe, expect, it } from 'vitest';
import { closest } from '../src/closest.js';

const COMMANDS = ['staged', 'history', 'env', 'init', 'min-confidence'];

describe('the closest word', () => {
  it.each([
    ['staged', 'staged'],
    ['stagd', 'staged'],
    ['stageed', 'staged'],
    ['satged', 'staged'],
    ['histroy', 'history'],
    ['int', 'init'],
    ['min-confidense', 'min-confidence'],
    ['minconfidnce', 'min-confidence'],
  ])('to %s is %s', (word, expected) => {
    expect(closest(word, COMMANDS)).toBe(expected);
  });

  it.each(['verify', 'xxxxxx', 'staged-and-much-more'])('to %s is none', (word) => {
    expect(closest(word, COMMANDS)).toBeUndefined();
  });

  it('is the first of two that are as close', () => {
    expect(closest('ab', ['abc', 'abd'])).toBe('abc');
  });

  it('is none of none', () => {
    expect(closest('staged', [])).toBeUndefined();
  });
});
