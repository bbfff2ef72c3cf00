// What was found is hidden wherever else it is told: a path, the name of a branch, an author, the first line of a message.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenSpellings, SecretMask } from '../../src/policy/secret-mask.js';
import type { Place } from '../../src/sources/source.js';
import { drawn } from '../support/own-secret.js';
import { matchWith } from '../support/pattern.js';

const NAME: Place = { part: 'name' };
const variable = { name: 'PASSWORD', file: '.env' };

/** A mask that knows these secrets, found at a place. */
function knowing(secrets: readonly string[], place: Place, pattern: object = {}): SecretMask {
  const mask = new SecretMask();
  for (const secret of secrets) {
    const bytes = Buffer.from(secret);
    mask.learn(hiddenSpellings(matchWith({ id: 'acme-key', ...pattern }, { end: bytes.length }), bytes, place));
  }
  return mask;
}

const key = () => drawn('{A-Za-z0-9:24}');

/** Compares without a secret in the message of a failure. */
function expectShown(mask: SecretMask, text: string, shown: string): void {
  expect(mask.hide(text) === shown, 'the text is not shown as it should be').toBe(true);
}

describe('a secret in a name', () => {
  it('is masked each time, and the rest stays', () => {
    const secret = key();
    const mask = knowing([secret], NAME);
    expectShown(mask, `a/${secret}/b-${secret}.txt`, 'a/…/b-….txt');
    expectShown(mask, secret, '…');
    expectShown(mask, 'a/b.txt', 'a/b.txt');
    expectShown(mask, `${secret.slice(1)}/b`, `${secret.slice(1)}/b`);
  });

  it('is masked whole when another one is its beginning', () => {
    const secret = key();
    for (const secrets of [
      [secret, `${secret}42`],
      [`${secret}42`, secret],
    ])
      expectShown(knowing(secrets, NAME), `x${secret}42`, 'x…');
  });

  it('is masked as it is encoded, and decoded', () => {
    const secret = key();
    const encoded = Buffer.from(secret).toString('base64');
    const mask = new SecretMask();
    const bytes = Buffer.from(`${encoded}.txt`);
    const match = matchWith({ id: 'acme-key' }, { end: encoded.length, text: secret, decoded: ['base64'] });
    mask.learn(hiddenSpellings(match, bytes, NAME));
    expectShown(mask, `a/${encoded}.txt`, 'a/….txt');
    expectShown(mask, `a/${secret}.txt`, 'a/….txt');
  });

  it('is masked in a text that was cut within it', () => {
    const secret = key();
    expectShown(knowing([secret], NAME), `the key is ${secret.slice(0, 12)}`, 'the key is …');
  });

  it('is masked in names that are UTF-8, and in those that are not', () => {
    const secret = `${key()}é`;
    const mask = knowing([secret], NAME);
    expectShown(mask, `a/${secret}`, 'a/…');
    expectShown(mask, `caf\\xe9/${secret.slice(0, -1)}\\xc3\\xa9`, 'caf\\xe9/…');
  });

  it('leaves nothing, however hostile the name around it', () => {
    const hostile = fc.string({ unit: fc.constantFrom('a', '/', '\n', '\x1b[2J', '\u202e', '…', '\ud800', '日') });
    const secret = key();
    const mask = knowing([secret], NAME);
    fc.assert(
      fc.property(hostile, hostile, (before, behind) => {
        expectShown(mask, before + secret + behind, `${before}…${behind}`);
      }),
    );
  });
});

describe('a secret in a file', () => {
  it('is masked in names too', () => {
    const secret = `${key()}a1`;
    expectShown(knowing([secret], { path: 'a' }), `keys/${secret}`, 'keys/…');
  });

  it.each(['production', 'release-2.0.1', 'backup-2026-01-02', 'v12', 'admin'])(
    'that could be the name of anything is not, for a mask would tell it: %s',
    (word) => {
      expect(knowing([word], { path: 'a' }).hide(`config/${word}.yml`)).toBe(`config/${word}.yml`);
    },
  );

  it('is masked whatever it looks like when it is a value of this machine', () => {
    const mask = knowing(['correct horse'], { path: 'a' }, { variables: [variable] });
    expect(mask.hide('notes/correct horse.txt')).toBe('notes/….txt');
  });
});

describe('a name', () => {
  it('is searched itself: what stands in no file is masked as well', () => {
    const secret = key();
    const mask = new SecretMask((bytes) => {
      const start = bytes.indexOf(secret);
      return start === -1 ? [] : [matchWith({ id: 'acme-key' }, { start, end: start + secret.length })];
    });
    expect(mask.hideInName(`a/${secret}.ts`) === 'a/….ts').toBe(true);
    expect(mask.hideInName('a/b.ts')).toBe('a/b.ts');
  });
});
