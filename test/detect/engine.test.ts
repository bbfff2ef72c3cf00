import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/detect/engine.js';
import type { Pattern } from '../../src/detect/pattern.js';
import { patternWith } from '../support/pattern.js';
import { catalogue, token } from '../support/token.js';

function found(patterns: readonly Pattern[], text: string): [string, string][] {
  const bytes = Buffer.from(text, 'latin1');
  return new Engine(patterns)
    .scan(bytes)
    .map(({ pattern, start, end }) => [pattern.id, bytes.toString('latin1', start, end)]);
}

describe('the engine', () => {
  it('finds nothing without patterns, and nothing in nothing', () => {
    expect(found([], 'acme_abcdefgh')).toEqual([]);
    expect(found([patternWith({ id: 'a' })], '')).toEqual([]);
  });

  it('finds a match that is the whole text, at its beginning and at its end', () => {
    const pattern = patternWith({ id: 'a', regex: 'acme_[a-z]{8}', after: 'a-z' });
    for (const text of ['acme_qwhzkbnm', 'acme_qwhzkbnm.', '.acme_qwhzkbnm'])
      expect(found([pattern], text)).toEqual([['a', 'acme_qwhzkbnm']]);
  });

  it('reports the group "secret" where a regex has one, and judges borders by the whole', () => {
    const pattern = patternWith({ id: 'a', regex: 'acme_user:(?<secret>[a-z]{8})@', after: '' });
    const text = `http://acme_user:${'qwhz'}kbnm@host`;
    expect(found([pattern], text)).toEqual([['a', 'qwhzkbnm']]);
    expect(found([{ ...pattern, after: 'h' }], text)).toEqual([]);
  });

  it('finds a literal in any case when case does not count', () => {
    const pattern = patternWith({ id: 'a', ignoreCase: true });
    expect(found([pattern], 'ACME_QWHZKBNM')).toEqual([['a', 'ACME_QWHZKBNM']]);
    expect(found([patternWith({ id: 'a' })], 'ACME_QWHZKBNM')).toEqual([]);
  });

  it('lets two patterns share a literal, also in different cases', () => {
    const patterns = [
      patternWith({ id: 'short', regex: 'acme_[a-z]{4}' }),
      patternWith({ id: 'any', regex: 'acme_[a-z]{6}', ignoreCase: true }),
      patternWith({ id: 'long', regex: 'acme_[a-z]{8}' }),
    ];
    expect(found(patterns, 'acme_qwhz acme_qwhzkbnm ACME_QWHZKB acme_qwhzkb')).toEqual([
      ['short', 'acme_qwhz'],
      ['long', 'acme_qwhzkbnm'],
      ['any', 'ACME_QWHZKB'],
      ['any', 'acme_qwhzkb'],
    ]);
  });

  it('reads no further than the reach', () => {
    const pattern = patternWith({ id: 'a', regex: 'acme_[a-z]{8}', reach: 12 });
    expect(found([pattern], 'acme_qwhzkbnm')).toEqual([]);
    expect(found([{ ...pattern, reach: 13 }], 'acme_qwhzkbnm')).toEqual([['a', 'acme_qwhzkbnm']]);
  });

  it('finds a bare secret inside a longer run, where its own characters begin', () => {
    const hex = 'c0ffee5d1e8a49b7c0d3f6a2918e7b46';
    const pattern = patternWith({
      id: 'hex',
      anchor: { run: '0-9a-f', shortest: 32, longest: 32 },
      regex: '[0-9a-f]{32}',
      context: { words: ['acme'], assigned: true },
    });
    expect(found([pattern], `acme_key=${hex}`)).toEqual([['hex', hex]]);
    expect(found([pattern], `acme_key=${hex}0`)).toEqual([]);
    expect(found([pattern], `acme_key=G${hex}`)).toEqual([]);
    expect(found([pattern], `acne_key=${hex}`)).toEqual([]);
  });

  it('refuses a pattern that names a check that does not exist', () => {
    expect(() => new Engine([patternWith({ id: 'a', check: 'magic' })])).toThrow(/"magic", which does not exist/);
  });

  it('finds every token in a text of many', () => {
    const tokens = Array.from({ length: 2000 }, (_, index) =>
      token(index % 2 === 0 ? 'huggingface-user-token' : 'pinecone-api-key'),
    );
    const texts = found(catalogue.patterns, tokens.join('\n')).map(([, text]) => text);
    expect(texts).toEqual(tokens);
  });

  it('scans a view into a larger buffer by its own offsets', () => {
    const whole = Buffer.from('..acme_qwhzkbnm..');
    const [match] = new Engine([patternWith({ id: 'a' })]).scan(whole.subarray(2));
    expect(match).toMatchObject({ start: 0, end: 13 });
  });

  it('scans bytes that are no text', () => {
    const bytes = Buffer.concat([
      Buffer.from([0, 0xff, 0xfe, 0x80]),
      Buffer.from('acme_qwhzkbnm'),
      Buffer.from([0, 0xc3]),
    ]);
    expect(new Engine([patternWith({ id: 'a' })]).scan(bytes)).toMatchObject([{ start: 4, end: 17 }]);
  });
});
