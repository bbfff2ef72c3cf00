import { expect } from 'vitest';
import { type AssignedValue, OwnSecrets } from '../../src/catalogue/own-values/own-patterns.js';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import type { Pattern } from '../../src/detect/pattern.js';
import type { Outcome, TestRepository } from './repository.js';

/** The patterns of values that are at hand all at once. */
export function ownPatterns(values: Iterable<AssignedValue>): readonly Pattern[] {
  const secrets = new OwnSecrets();
  secrets.add(values);
  return secrets.patterns(new Set()).patterns;
}

/** A text of a shape, drawn anew every time. */
export function drawn(shape: string): string {
  return draw(shape, seededRandom(Math.floor(Math.random() * 2 ** 32)));
}

/**
 * A password as people choose them: no length, no prefix and no alphabet tells it from other texts. No `auth` or `pwd` comes
 * about behind the dot: that would read as the name of a member, which is no secret.
 */
export function password(): string {
  return drawn('{a-z:1}{aeiou:1}{a-z:4}{!?.:1}{A-Z:1}{aeiou:1}{bcdfghjklmnpqrvxz:3}{1-9:2}');
}

/** Fewer letters stand in other words by chance. */
const PIECE = 6;

/** Fails when six characters of the secret in a row, or of its base64, stand in what the run said. */
export function expectNothingOf(secret: string, { output }: Pick<Outcome, 'output'>): void {
  const texts = [secret, encodeURIComponent(secret), ...[0, 1, 2].map((shift) => inBase64(secret, shift))];
  for (const text of texts)
    for (let at = 0; at + PIECE <= text.length; at++)
      expect(output.includes(text.slice(at, at + PIECE)), 'a piece of a secret is shown').toBe(false);
}

/** The secret in the base64 of a longer text, with so many bytes before it. */
export function inBase64(secret: string, shift: number): string {
  return Buffer.from(`${':'.repeat(shift)}${secret}`).toString('base64');
}

/** A repository whose `.env` is ignored and says this. */
export function withDotenv(repository: TestRepository, text: string): TestRepository {
  repository.write('.env', text);
  repository.write('.git/info/exclude', '.env\n.env.*\n!.env.example\n');
  return repository;
}
