import { describe, expect, it } from 'vitest';
import { between, randomBytes, seededRandom } from '../../src/catalogue/random.js';
import { draw, drawExample, outline } from '../../src/catalogue/shape.js';

const drawn = (shape: string, seed = 1) => draw(shape, seededRandom(seed));

describe('a shape', () => {
  it('gives the same text for the same seed, and another for another', () => {
    expect(drawn('{a-z:30}', 7)).toBe(drawn('{a-z:30}', 7));
    expect(drawn('{a-z:30}', 7)).not.toBe(drawn('{a-z:30}', 8));
  });

  it('draws as many characters of the set as it says', () => {
    for (let seed = 0; seed < 100; seed++) {
      expect(drawn('key_{A-Za-z0-9_-:24}!', seed)).toMatch(/^key_[A-Za-z0-9_-]{24}!$/);
      expect(drawn('{0-9a-f:8,10}', seed)).toMatch(/^[0-9a-f]{8,10}$/);
    }
  });

  it('draws every length and every character there is', () => {
    const texts = Array.from({ length: 300 }, (_, seed) => drawn('{a-c:1,3}', seed));
    expect(new Set(texts.map(({ length }) => length))).toEqual(new Set([1, 2, 3]));
    expect(new Set(texts.join(''))).toEqual(new Set('abc'));
  });

  it('leaves every other brace as it is', () => {
    for (const text of ['{"a": "b"}', '{}', '{secret', '{a:b}', '{=UPPER}', '{{ token }}', 'a}b{'])
      expect(drawn(text)).toBe(text);
  });

  it('computes parts from what was drawn before', () => {
    expect(drawn('ghp_{A-Za-z0-9:30}{=github-checksum}')).toMatch(/^ghp_[A-Za-z0-9]{36}$/);
    expect(drawn('{=der:300}').split('\n')[0]).toMatch(/^MIIB[A-Za-z0-9+/]{60}$/);
    expect(drawn('{=der-escaped:300}')).not.toContain('\n');
    expect(drawn('{=jwt}').split('.')).toHaveLength(3);
  });

  it.each([
    ['names a part that does not exist', '{=no-such-part}', /"no-such-part", which does not exist/],
    ['has a set that is no character class', '{z-a:4}', /out of order/],
    ['has an empty set', '{[]:4}', /no text has the shape|Unterminated|Invalid/],
    ['has lengths the wrong way round', '{a-z:5,2}', /no text has the shape/],
  ])('is refused when it %s', (_, shape, problem) => {
    expect(() => drawn(shape)).toThrow(problem);
  });
});

describe('the outline of a shape', () => {
  it.each([
    ['sk-proj-{A-Za-z0-9_-:74}T3BlbkFJ{A-Za-z0-9_-:73}{A-Za-z0-9:1}', 'sk-proj-…T3BlbkFJ…'],
    ['{0-9a-f:8}-{0-9a-f:4}', '…-…'],
    ['{0-9a-f:31}{0-9:1}', '32 characters'],
    ['{a-z:30,38}{0-9:1}', '31 to 39 characters'],
    ['{=jwt}', '…'],
    ['-----BEGIN X-----\n{=der:300}\n{a-z:4}\n-----END X-----', '-----BEGIN X-----…-----END X-----'],
  ])('%j is %j', (shape, expected) => {
    expect(outline(shape)).toBe(expected);
  });

  it('is none when nothing is drawn: that would be a token', () => {
    expect(outline('key_of_somebody')).toBeUndefined();
  });
});

describe('an example', () => {
  it('says where its secret stands', () => {
    const { text, secret } = drawExample('A={0-9:3} B={secret};', 'key_{a-z:8}', seededRandom(3));
    expect(text).toMatch(/^A=[0-9]{3} B=key_[a-z]{8};$/);
    expect(text.slice(secret?.start, secret?.end)).toBe(secret?.text);
  });

  it('can hold its secret itself', () => {
    expect(drawExample('A=key_{a-z:8}', 'unused', seededRandom(3)).secret).toBeUndefined();
  });
});

describe('seeded randomness', () => {
  it('stays between its bounds, and reaches them', () => {
    const random = seededRandom(5);
    const numbers = Array.from({ length: 1000 }, () => between(random, 3, 6));
    expect(new Set(numbers)).toEqual(new Set([3, 4, 5, 6]));
    expect(randomBytes(random, 12)).toHaveLength(12);
  });
});
