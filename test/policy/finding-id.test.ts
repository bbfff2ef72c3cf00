import { describe, expect, it } from 'vitest';
import { findingId, guessableBits, placedFindingId } from '../../src/policy/finding-id.js';
import { anyPassword, anyToken, seededRandom } from '../support/judged.js';
import { patternWith } from '../support/pattern.js';

const GENERIC = patternWith({ id: 'generic-password', specificity: 'generic' });
const EXACT = patternWith({ id: 'acme-key' });
const GUESSES = 20_000;

/** What a report calls a password that was first seen at a place. */
function reported(secret: string, place: string): string {
  return placedFindingId(GENERIC.id, guessableBits(GENERIC, secret) as number, place);
}

describe('the id of a secret that could be guessed', () => {
  const random = seededRandom(41);

  it('is the same in every run', () => {
    const secret = anyPassword(random);
    expect(reported(secret, 'a/.env')).toBe(reported(secret, 'a/.env'));
    expect(reported(secret, 'a/.env')).toMatch(/^[0-9a-f]{12}$/);
  });

  it('differs for different passwords in different places', () => {
    const ids = Array.from({ length: 2000 }, (_, n) => reported(anyPassword(random), `folder/${n}/.env`));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('confirms no guess: of a thousand passwords one has the same id by chance', () => {
    const secret = anyPassword(random);
    const id = reported(secret, '.env');
    const fitting = new Set<string>();
    for (let n = 0; n < GUESSES; n++) {
      const guess = anyToken(random);
      if (reported(guess, '.env') === id) fitting.add(guess);
    }
    // 20 are expected. Were it more than ten bits, most likely none would fit.
    expect(fitting.size).toBeGreaterThan(4);
  });

  it('holds ten bits of it at most', () => {
    const bits = Array.from({ length: GUESSES }, () => guessableBits(GENERIC, anyToken(random)) as number);
    expect(Math.max(...bits)).toBeLessThan(1024);
    expect(new Set(bits).size).toBeGreaterThan(1000);
  });
});

describe('who can be guessed', () => {
  const long = anyToken(seededRandom(42));

  it('a person’s choice, however long; and what is short', () => {
    expect(guessableBits(GENERIC, long)).toBeDefined();
    expect(guessableBits(EXACT, long.slice(0, 19))).toBeDefined();
  });

  it('not a long random token that a pattern knows: its id is of itself alone', () => {
    expect(guessableBits(EXACT, long.slice(0, 20))).toBeUndefined();
    expect(findingId(EXACT.id, long)).toBe(findingId(EXACT.id, long));
    expect(findingId(EXACT.id, long)).not.toBe(findingId('other-key', long));
  });
});
