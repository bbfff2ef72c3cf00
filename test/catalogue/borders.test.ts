import { describe, expect, it } from 'vitest';
import type { SecretEntry } from '../../src/catalogue/pattern-file.js';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { charset, membersOf } from '../../src/detect/charset.js';
import { Engine } from '../../src/detect/engine.js';
import { catalogue, patternFiles, WRITTEN_BY_HAND } from '../support/token.js';

const DRAWS = 50;
const engine = new Engine(catalogue.patterns);

// The catalogue's long tail is drawn from facts: its own examples prove it. The files written by hand promise more.
const secrets = patternFiles
  .filter(({ content }) => WRITTEN_BY_HAND.has(content.provider))
  .flatMap(({ content }) => content.secrets)
  .filter(hasBorders)
  .flatMap((secret) => secret.shapes.filter(isOneLine).map((shape) => ({ id: secret.id, shape, secret })));

it.each(secrets)('$id is not found in $shape with one more character at either end', ({ secret, shape }) => {
  const name = secret.env?.[0] ?? secret.id.toUpperCase().replaceAll('-', '_');
  for (let seed = 0; seed < DRAWS; seed++) {
    const token = draw(shape, seededRandom(seed));
    for (const char of borderCharacters(shape)) {
      if (/[A-Za-z0-9]/.test(char)) expectNone(secret, `${name}=${char}${token}`, seed);
      if (!isToken(secret, token + char)) expectNone(secret, `${name}=${token}${char}`, seed);
    }
  }
});

describe('the secrets whose borders are tried', () => {
  it('are those of most of the files written by hand', () => {
    expect(secrets.length).toBeGreaterThan(WRITTEN_BY_HAND.size);
  });
});

/** Families take what they can get; armour ends where it says so. */
function hasBorders(secret: SecretEntry): boolean {
  return (secret.kind ?? 'exact') === 'exact' && secret.boundary?.before !== '';
}

function isOneLine(shape: string): boolean {
  return !draw(shape, seededRandom(1)).includes('\n');
}

/** A pattern of many lengths takes one more character as part of the token. */
function isToken(secret: SecretEntry, text: string): boolean {
  return new RegExp(`^(?:${secret.regex})$`, secret.ignoreCase ? 'i' : '').test(text);
}

/** Letters, digits, and what the shape itself draws from. */
function borderCharacters(shape: string): string[] {
  const sets = [...shape.matchAll(/\{([^{}=:]+):[0-9,]+\}/g)].map(([, set]) => membersOf(charset(set as string)));
  return [...new Set(['a', 'Z', '0', 'f', ...sets.join('')])];
}

/** Says which draw failed without printing what looks like a token. */
function expectNone(secret: SecretEntry, text: string, seed: number): void {
  const found = engine.scan(Buffer.from(text)).map(({ pattern }) => pattern.id);
  expect(found, `draw ${seed}`).not.toContain(secret.id);
}
