import { describe, expect, it } from 'vitest';
import { MOST_WAYS, waysToMatch } from '../../src/catalogue/backtracking.js';
import type { Pattern } from '../../src/detect/pattern.js';
import { relaxed } from '../support/relaxed-regex.js';
import { catalogue } from '../support/token.js';

// The build of recheck that is plain JavaScript: it runs wherever the tests do, and always says the same.
process.env.RECHECK_BACKEND = 'pure';
const { checkSync } = await import('recheck');

/** An automaton that is not built within this time is not decided. */
const MOST_MS = 5_000;

/** A regex is run sticky: at one place, never searched for; and what stands behind a match takes no part in it. */
function diagnose(regex: string, ignoreCase = false): string {
  const options = { checker: 'automaton', timeout: MOST_MS } as const;
  const found = checkSync(`^(?:${regex})`, ignoreCase ? 'i' : '', options);
  return found.status === 'vulnerable' ? found.complexity.type : found.status;
}

/** The regexes to check, each once, with the patterns that have it: those of many vendors differ in their literals only. */
function distinct(): Map<string, Pattern[]> {
  const patterns = new Map<string, Pattern[]>();
  for (const pattern of catalogue.patterns)
    for (const regex of relaxed(pattern.regex)) {
      const key = `${pattern.ignoreCase ? 'i' : 's'}${regex}`;
      patterns.set(key, [...(patterns.get(key) ?? []), pattern]);
    }
  return patterns;
}

describe('the regexes of the catalogue, checked by recheck without their bounds', () => {
  it('never take exponential time, and those that could take more than linear time are bounded by ours', () => {
    const undecided: string[] = [];
    for (const [key, patterns] of distinct()) {
      const ids = patterns.map(({ id }) => id).join(', ');
      const diagnosis = diagnose(key.slice(1), key.startsWith('i'));
      expect(diagnosis, ids).not.toBe('exponential');
      if (diagnosis === 'safe') continue;
      if (diagnosis === 'unknown') undecided.push(...patterns.map(({ id }) => id));
      // Polynomial without bounds: with them the ways are counted, and this many are tried in a moment.
      for (const { regex, ignoreCase } of patterns)
        expect(waysToMatch(regex, ignoreCase), ids).toBeLessThanOrEqual(MOST_WAYS / 4);
    }
    expect(undecided.length, undecided.join(', ')).toBeLessThanOrEqual(MOST_UNDECIDED);
  }, 300_000);
});

/** One on a quiet machine; a busy one may not come to an end with some more. */
const MOST_UNDECIDED = 12;

describe('recheck', () => {
  const EXPONENTIAL = [
    '(?:a{1,99}){1,99}b',
    '(?:a|a){1,99}b',
    '(?:a|ab|bc|c){1,40}!',
    'key_(?:[a-z]{1,10}-?){1,30}!',
    '(?:aaab|aaabaaab){2,50}c',
    '(?:x(?:ab|b)?|xa(?:b|c)){1,60}!',
    'k(?=(?:[0-9]{1,9}){1,9}x)[a-z]{3}',
  ];

  it.each(EXPONENTIAL)('finds what is catastrophic about %s, in the form that it is given', (regex) => {
    expect(relaxed(regex).map((part) => diagnose(part))).toContain('exponential');
  });

  it.each([
    ['[a-z]{1,50}[a-z]{1,50}!', 'polynomial'],
    ['[a-z]{1,50}-[a-z]{1,50}!', 'safe'],
    ['(?:[a-z]{1,5}-){1,20}!', 'safe'],
    ['sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}', 'safe'],
  ])('says of %s that it is %s', (regex, diagnosis) => {
    expect(relaxed(regex).map((part) => diagnose(part))).toEqual([diagnosis]);
  });
});

describe('a regex without its bounds', () => {
  it.each([
    ['acme_[a-z]{20}', ['[a-z]']],
    ['acme_[a-z]{2,9}', ['[a-z]+']],
    ['acme_[a-z]{0,9}?x{1}y?', ['[a-z]*?xy?']],
    ['(?:abc|abd)_(?<secret>[a-z]{2})', ['(?:[a-z])']],
    ['a[b-d]efghi(?:[a-z]{2}){3}', ['[b-d]ef(?:[a-z])+']],
    ['k(?=[a-z]{2,9}x)(?!y)[0-9]{3}', ['[0-9]', '[a-z]+x', 'y']],
    ['abc|[a-z]{2,3}', ['ab|[a-z]+']],
  ])('is what %s becomes', (regex, parts) => {
    expect(relaxed(regex)).toEqual(parts);
  });
});
