import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GENERIC_PATTERNS } from '../../src/detect/generic/patterns.js';
import type { Match } from '../../src/detect/match.js';
import { fingerprintOf, newSalt } from '../../src/policy/accepted/fingerprint.js';
import { FindingCollector } from '../../src/policy/collector.js';
import { Judge } from '../../src/policy/judge.js';
import { defaultPolicy } from '../../src/policy/policy.js';
import { matchWith } from '../support/pattern.js';

// What somebody can learn who has the ignore file, the program and a list of passwords.

const GUESSES = 10_000;
const password = GENERIC_PATTERNS.find(({ id }) => id === 'generic-password') as Match['pattern'];

/** What the ignore file would say of a secret, and the report. */
function publisher(salt: string) {
  const judge = new Judge(defaultPolicy(), new Date(), { salt });
  return (secret: string) => {
    const bytes = Buffer.from(secret);
    const match = { ...matchWith({ id: password.id }, { start: 0, end: bytes.length }), pattern: password };
    const collector = new FindingCollector();
    collector.add(match, [match], { bytes, place: { path: 'a.ts' } });
    const [finding] = collector.findings({ origins: new Map() }, false, judge);
    return { fingerprint: judge.proposals.at(-1)?.entries[0]?.fingerprint, id: finding?.id };
  };
}

it('a list of passwords is never narrowed down to one, not with the report beside it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6, maxLength: 16 }), fc.integer({ min: 0, max: 1e6 }), (secret, from) => {
      const published = publisher(newSalt());
      const { fingerprint, id } = published(secret);
      expect(fingerprint).toBeDefined();
      const list = Array.from({ length: GUESSES }, (_, number) => `guess-${from + number}`);
      const fitting = list.filter((guess) => published(guess).fingerprint === fingerprint);
      expect(fitting.length).toBeGreaterThan(10);
      // Ids in reports are made of ten bits, and of these the file has eight: whoever has both knows ten.
      const both = fitting.filter((guess) => published(guess).id === id);
      expect(both.length).toBeGreaterThan(0);
    }),
    { numRuns: 3 },
  );
});

it('the hash of a random secret is of nothing but the salt and what nobody can guess', () => {
  const content = (id: string) => fingerprintOf({ kind: 'content', id }, 'abcdefgh');
  expect(content('one')).not.toBe(content('two'));
});
