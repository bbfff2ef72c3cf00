import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/catalogue/facts.js';
import { catalogueEntries, searchCatalogue } from '../../src/catalogue/search.js';
import type { Pattern } from '../../src/detect/pattern.js';
import { factsWith, patternWith } from '../support/pattern.js';

function catalogueOf(...kinds: (Partial<Pattern> & Partial<Facts> & { readonly id: string })[]) {
  return { patterns: kinds.map((kind) => patternWith(kind)), facts: kinds.map((kind) => factsWith(kind)) };
}

const ZETA = { literals: ['zeta_'], place: 'anywhere' } as const;
const ENTRIES = catalogueEntries(
  catalogueOf(
    { id: 'zeta-key', provider: 'zeta', category: 'ai', title: 'Zeta admin key', severity: 'critical', anchor: ZETA },
    { id: 'acme-token', category: 'saas', title: 'ACME token', env: ['ROADRUNNER_TOKEN'] },
    { id: 'acme-key', category: 'ai', title: 'ACME key', anchor: { literals: ['AcK-'], place: 'anywhere' } },
  ),
);

const found = (words: string, parts = {}) =>
  searchCatalogue(ENTRIES, { words: words.split(' ').filter(Boolean), ...parts }).map(({ pattern }) => pattern.id);

describe('the catalogue as a list', () => {
  it('goes by category and id', () => {
    expect(found('')).toEqual(['acme-key', 'zeta-key', 'acme-token']);
  });
});

describe('a search', () => {
  it.each([
    ['acme', ['acme-key', 'acme-token']],
    ['ACME-K', ['acme-key']],
    ['admin', ['zeta-key']],
    ['roadrunner', ['acme-token']],
    ['ack-', ['acme-key']],
    ['ack-0000', ['acme-key']],
    ['acme token', ['acme-token']],
    ['acme admin', []],
    ['nothing', []],
  ])('for %j finds what has all the words, in any case', (words, ids) => {
    expect(found(words)).toEqual(ids);
  });

  it('can be kept to a category and a severity', () => {
    expect(found('', { category: 'ai' })).toEqual(['acme-key', 'zeta-key']);
    expect(found('', { severity: 'critical' })).toEqual(['zeta-key']);
    expect(found('acme', { category: 'saas', severity: 'critical' })).toEqual([]);
  });
});
