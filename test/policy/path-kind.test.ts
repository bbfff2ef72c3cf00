import { describe, expect, it } from 'vitest';
import { GENERIC_PATTERNS } from '../../src/detect/generic/patterns.js';
import type { Match } from '../../src/detect/match.js';
import type { Confidence } from '../../src/detect/pattern.js';
import { asAt } from '../../src/policy/path-kind.js';
import { patternWith } from '../support/pattern.js';

const generic = GENERIC_PATTERNS[0] as Match['pattern'];

function match(confidence: Confidence, pattern = generic): Match {
  return { pattern, start: 0, end: 8, confidence, severity: 'high', proved: false, contextDistance: 0, notes: [] };
}

describe('an assignment of medium confidence', () => {
  it.each([
    'package-lock.json',
    'web/yarn.lock',
    'go.sum',
    'src/locales/de.json',
    'app/i18n/fr/login.yml',
    'public/app.min.js',
    'dist/app.js.map',
  ])('is of low confidence in %s', (path) => {
    expect(asAt(match('medium'), path).confidence).toBe('low');
  });

  it.each(['src/app.js', 'locales.ts', 'test/fixtures/users.json', 'docs/lock.md', '.env', 'config/lang.json'])(
    'stays what it is in %s',
    (path) => {
      expect(asAt(match('medium'), path).confidence).toBe('medium');
    },
  );

  it('stays what it is where no path is known', () => {
    expect(asAt(match('medium'), undefined).confidence).toBe('medium');
  });
});

it('nothing changes what is of high confidence, or known by a pattern', () => {
  expect(asAt(match('high'), 'yarn.lock').confidence).toBe('high');
  expect(asAt(match('medium', patternWith({ id: 'acme-key' })), 'yarn.lock').confidence).toBe('medium');
});
