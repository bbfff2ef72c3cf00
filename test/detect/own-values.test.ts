// Values of variables among the patterns of vendors.
import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/detect/engine.js';
import { indexOf, indexWith } from '../../src/detect/pattern-index.js';
import { drawn, ownPatterns, password } from '../support/own-secret.js';
import { patternWith } from '../support/pattern.js';
import { catalogue, token } from '../support/token.js';

const shipped = indexOf(catalogue.patterns);
const variable = { name: 'MY_SECRET', file: '.env' };

/** What is found in a text by those who know the value. */
function scan(value: string, text: string) {
  const patterns = ownPatterns([{ variable: variable.name, file: variable.file, value }]);
  return new Engine(indexWith(shipped, patterns)).scan(Buffer.from(text));
}

describe('where a vendor knows the value too', () => {
  it("there is one match, the vendor's, certain and known by the variable", () => {
    for (const id of ['openai-project-key', 'github-fine-grained-token', 'aws-secret-access-key']) {
      const value = token(catalogue.patterns.some((pattern) => pattern.id === id) ? id : 'openai-project-key');
      const [match, ...others] = scan(value, `aws_secret_access_key = "${value}"`);
      expect(others).toEqual([]);
      expect(match).toMatchObject({ confidence: 'high', proved: true, variables: [variable] });
      expect(match?.pattern.provider).not.toBe('own');
    }
  });

  it('what only his prefix tells becomes certain', () => {
    const family = patternWith({
      id: 'acme-other',
      regex: 'acme_[a-z0-9]{20}',
      specificity: 'family',
      confidence: 'medium',
    });
    const value = drawn('acme_{a-z:9}7{a-z:2}3{a-z:5}41');
    const patterns = ownPatterns([{ variable: 'X_KEY', file: '.env', value }]);
    const alone = new Engine([family]).scan(Buffer.from(value));
    const both = new Engine(indexWith(indexOf([family]), patterns)).scan(Buffer.from(value));
    expect(alone.map(({ confidence }) => confidence)).toEqual(['medium']);
    expect(both.map(({ pattern, confidence }) => [pattern.id, confidence])).toEqual([['acme-other', 'high']]);
  });

  it('a key that is meant to be public stays public', () => {
    const open = catalogue.patterns.find(({ public: isPublic, anchor }) => isPublic && 'literals' in anchor);
    const value = token(open?.id as string);
    const matches = scan(value, `key = "${value}"`);
    expect(matches.map(({ pattern }) => pattern.public)).toEqual([true]);
  });

  it('in base64 there is only the value', () => {
    const value = token('openai-project-key');
    const matches = scan(value, `data: ${Buffer.from(`x:${value}`).toString('base64')}`);
    expect(matches.map(({ variables }) => variables)).toContainEqual([variable]);
  });
});

it('what no vendor is named for gives way to the value', () => {
  const value = password();
  const text = `DATABASE=postgres://shop:${encodeURIComponent(value)}@db.corp.internal/shop`;
  expect(scan(value, text).map(({ pattern, proved }) => [pattern.id, proved])).toEqual([['known-secret', true]]);
});

it('a value is never taken for a placeholder', () => {
  const value = drawn('correct-{g-k:1}orse-{a-c:1}attery-{s-t:1}taple');
  expect(scan(value, `"${value}"`)).toHaveLength(1);
});

describe('an index with more patterns', () => {
  const more = [
    patternWith({
      id: 'more',
      anchor: { literals: ['more_', 'sk-proj-'], place: 'run' },
      regex: '(?:more_|sk-proj-)[a-z]{20}',
    }),
  ];
  const text = `${token('openai-project-key')} more_${drawn('{a-z:20}')} ${token('aws-access-key-id')}`;

  it('finds what one index of all finds', () => {
    const apart = new Engine(indexWith(shipped, more)).scan(Buffer.from(text));
    const together = new Engine([...catalogue.patterns, ...more]).scan(Buffer.from(text));
    expect(apart.map(({ pattern, start, end }) => [pattern.id, start, end])).toEqual(
      together.map(({ pattern, start, end }) => [pattern.id, start, end]),
    );
    expect(apart.map(({ pattern }) => pattern.id)).toContain('more');
  });

  it('has each literal once', () => {
    const keys = indexWith(shipped, more).literals.map((literal) => JSON.stringify(Object.entries(literal).sort()));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
