// A value of one's own is found however it is written, and nothing else is.
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_SECRETS, OwnSecrets } from '../../../src/catalogue/own-values/own-patterns.js';
import { Engine } from '../../../src/detect/engine.js';
import { altered } from '../../support/altered.js';
import { drawn, ownPatterns, password } from '../../support/own-secret.js';

const patternsOf = (value: string, variable = 'DB_PASSWORD') =>
  ownPatterns([{ variable, file: '.env', value, literal: true }]);

/** How often the value is found in a text. */
function found(value: string, text: string | Buffer): number {
  return new Engine(patternsOf(value)).scan(Buffer.from(text)).length;
}

/** Passwords of everything on a keyboard, and of letters beyond it. */
const anyPassword = fc
  .array(fc.constantFrom(...'abXYZ019!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~\\ é€😀'), { minLength: 6, maxLength: 12 })
  .map((chars) => `k7${chars.join('')}Q4w`);

const sh = (text: string) => execFileSync('bash', ['-c', text], { encoding: 'utf8' });

const WRITERS: readonly (readonly [string, (value: string) => string])[] = [
  ['itself', (value) => value],
  ['JSON', (value) => JSON.stringify(value)],
  ['JSON in JSON', (value) => JSON.stringify(JSON.stringify({ value }))],
  ['JSON of ASCII', (value) => JSON.stringify(value).replace(/[^\0-~]/g, unicodeEscape)],
  ['JSON with escaped slashes', (value) => JSON.stringify(value).replaceAll('/', '\\/')],
  ['a string in single quotes', (value) => `'${value.replace(/['\\]/g, '\\$&')}'`],
  ['a template', (value) => `\`${value.replace(/[`$\\]/g, '\\$&')}\``],
  ['double quotes of a shell', (value) => `"${value.replace(/["`$\\]/g, '\\$&')}"`.replaceAll('!', '\\!')],
  ['single quotes of a shell', (value) => `'${value.replaceAll("'", "'\\''")}'`],
  ['SQL', (value) => `'${value.replaceAll("'", "''")}'`],
  ['CSV', (value) => `"${value.replaceAll('"', '""')}"`],
  ['Compose', (value) => value.replaceAll('$', '$$$$')],
  ['a part of a URL', (value) => `?q=${encodeURIComponent(value)}&x`],
  ['a form', (value) => String(new URLSearchParams({ q: value }))],
  ['a URL in a URL', (value) => encodeURIComponent(encodeURIComponent(value).replace(/[!'()*]/g, percent))],
  ['XML', (value) => value.replace(/[&<>"']/g, (char) => XML[char] as string)],
];

const XML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const percent = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

describe('a value is found', () => {
  it.each(WRITERS)('written as %s', (_, write) => {
    fc.assert(
      fc.property(anyPassword, (value) => {
        fc.pre(patternsOf(value).length > 0);
        expect(found(value, `name = ${write(value)}\n`)).toBe(1);
      }),
    );
  });

  it('as a shell quotes it', () => {
    const values = Array.from({ length: 20 }, () => drawn('k{a-z:3}{!-/:4}{A-Z:3}{0-9:3}x'));
    for (const value of values.filter((each) => patternsOf(each).length > 0)) {
      const quoted = sh(`printf %q ${`'${value.replaceAll("'", "'\\''")}'`}`);
      expect(found(value, `export X=${quoted}\n`)).toBe(1);
    }
  });

  it('inside base64, whatever is around it', () => {
    fc.assert(
      fc.property(
        anyPassword,
        fc.uint8Array({ maxLength: 7 }),
        fc.uint8Array({ maxLength: 7 }),
        (value, before, after) => {
          fc.pre(patternsOf(value).length > 0);
          const bytes = Buffer.concat([before, Buffer.from(value), after]);
          expect(found(value, `"${bytes.toString('base64')}"`)).toBe(1);
          expect(found(value, `"${bytes.toString('base64url')}"`)).toBe(1);
        },
      ),
    );
  });

  it('as the password of mysql on a command line', () => {
    const value = password();
    expect(found(value, `mysql -uroot -p${value} shop`)).toBe(1);
  });

  it('over many lines, set in and with line ends of Windows', () => {
    const line = () => drawn('{A-Za-z0-9+/:64}');
    const value = ['-----BEGIN X-----', line(), line(), '-----END X-----'].join('\n');
    expect(found(value, value)).toBe(1);
    expect(found(value, value.replaceAll('\n', '\r\n'))).toBe(1);
    expect(found(value, `key: |\n    ${value.replaceAll('\n', '\n    ')}\n`)).toBe(1);
    expect(found(value, JSON.stringify({ value }))).toBe(1);
  });

  it('by its beginning when it is very long', () => {
    const value = drawn('{A-Za-z0-9:6000}');
    expect(found(value, value)).toBe(1);
    expect(found(value, Buffer.from(value).toString('base64'))).toBe(1);
  });
});

describe('nothing else is found', () => {
  it('no longer word that holds the value', () => {
    const value = drawn('{a-z:6}{A-Z:3}{0-9:3}');
    for (const text of [`x${value}`, `${value}x`, `0${value}0`]) expect(found(value, text)).toBe(0);
    for (const text of [`_${value}`, `/${value}/`, `\\n${value}`, `=${value}&`]) expect(found(value, text)).toBe(1);
  });

  it('no value of which one character is another', () => {
    const value = drawn('{a-z:6}{A-Z:3}{0-9:3}');
    for (let at = 0; at < value.length; at++) {
      const other = altered(value, at);
      expect(found(value, other)).toBe(0);
      // In base64 a character that begins before the value has some of its first bits.
      for (const before of at === 0 ? [''] : ['', ':', '::'])
        for (const behind of ['', '?'])
          expect(found(value, Buffer.from(before + other + behind).toString('base64'))).toBe(0);
    }
  });
});

describe('of many values', () => {
  const many = Array.from({ length: MOST_SECRETS + 5 }, (_, i) => ({
    variable: `TOKEN_${i}`,
    file: '.env',
    value: drawn('same-beginning-of-all-{A-Za-z0-9+/=:24,300}'),
  }));

  it('so many are looked for, and how many are left is told', () => {
    const secrets = new OwnSecrets();
    secrets.add(many);
    const { patterns, left } = secrets.patterns(new Set());
    expect(left).toBe(5);
    const bytes = Buffer.from(many.map(({ value }) => value).join('\n'));
    for (const kernel of ['portable', 'simd'] as const)
      expect(new Engine(patterns, { kernel }).scan(bytes)).toHaveLength(MOST_SECRETS);
  });

  it('one that several variables have is found once, by all of their names', () => {
    const value = password();
    const patterns = ownPatterns([
      { variable: 'A_PASSWORD', file: '.env', value },
      { variable: 'B_PASSWORD', file: '.env.local', value },
      { variable: 'A_PASSWORD', file: '.env', value },
    ]);
    expect(new Engine(patterns).scan(Buffer.from(value)).map(({ variables }) => variables)).toEqual([
      [
        { name: 'A_PASSWORD', file: '.env' },
        { name: 'B_PASSWORD', file: '.env.local' },
      ],
    ]);
  });

  it('what everybody knows is not looked for, nor known by that name', () => {
    const [value, other] = [password(), password()];
    const secrets = new OwnSecrets();
    secrets.add([
      { variable: 'A_PASSWORD', file: '.env', value },
      { variable: 'B_PASSWORD', file: '.env', value: other },
      { variable: 'B_URL', file: '.env', value: `redis://:${encodeURIComponent(other)}@10.1.2.3` },
    ]);
    const { patterns } = secrets.patterns(new Set([value, other]));
    const matches = new Engine(patterns).scan(Buffer.from(`${value} ${other}`));
    expect(matches.map(({ variables }) => variables)).toEqual([[{ name: 'B_URL', file: '.env', part: true }]]);
  });
});
