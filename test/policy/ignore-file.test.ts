import { describe, expect, it } from 'vitest';
import { fingerprintOf, type Identity, newSalt } from '../../src/policy/accepted/fingerprint.js';
import type { IgnoreEntry } from '../../src/policy/accepted/ignore-entry.js';
import { ignoreFileText, parseIgnoreFile } from '../../src/policy/accepted/ignore-file.js';
import { PolicyError } from '../../src/policy/policy-error.js';

const FILE = '.hushkeyignore';
const SALT = 'abcdefgh';
const parse = (text: string) => parseIgnoreFile(FILE, Buffer.from(text));

function entry(parts: Partial<IgnoreEntry> = {}): IgnoreEntry {
  return { fingerprint: `${SALT}-0123456789ab`, pattern: 'acme-key', path: 'src/a.ts', ...parts };
}

describe('an ignore file', () => {
  it.each([
    entry(),
    entry({ reason: 'an example -- of the vendor' }),
    entry({ expires: '2026-12-31' }),
    entry({ inHistory: true, reason: 'gone' }),
    entry({ path: 'a b/ä\u202e"\\.ts', expires: '2026-12-31', inHistory: true, reason: 'why' }),
    entry({ path: '"quoted"' }),
    entry({ path: '--' }),
    entry({ path: '# no comment' }),
    entry({ path: 'line\nfeed' }),
    entry({ path: '<commit>' }),
  ])('says again what was written: %j', (written) => {
    const text = ignoreFileText(SALT, [written], []);
    const [read] = parse(text).entries;
    expect(read).toEqual({ file: FILE, line: 2, ...written });
    // Nothing in it drives a terminal.
    expect(text).toMatch(/^[ -~\n]*$/);
  });

  it('is sorted, and has each entry once', () => {
    const entries = [entry({ fingerprint: `${SALT}-bbbbbbbbbbbb` }), entry({ fingerprint: `${SALT}-aaaaaaaaaaaa` })];
    const text = ignoreFileText(SALT, [...entries, ...entries], ['# ours']);
    expect(text).toBe(ignoreFileText(SALT, [...entries].reverse(), ['# ours']));
    expect(text.split('\n')).toHaveLength(5);
  });

  it('takes what a union of two files gives: headers, salts and lines of both', () => {
    const [one, other] = [entry(), entry({ fingerprint: 'zyxwvuts-0123456789ab' })];
    const text = ignoreFileText(SALT, [one], ['# ours']) + ignoreFileText('zyxwvuts', [other, one], ['# ours']);
    const read = parse(text.replaceAll('\n', '\r\n'));
    expect(read.entries).toMatchObject([one, other]);
    expect(read).toMatchObject({ salt: SALT, comments: ['# ours'] });
  });

  it('lets the later day count when two branches say different ones, and keeps a reason', () => {
    const days = (a: string | undefined, b: string | undefined) => {
      const lines = [a, b].map((expires) => entry({ ...(expires !== undefined && { expires }) }));
      return parse(lines.map((line) => ignoreFileText(SALT, [line], [])).join('')).entries.map(
        ({ expires }) => expires,
      );
    };
    expect(days('2026-01-01', '2026-02-01')).toEqual(['2026-02-01']);
    expect(days('2026-02-01', '2026-01-01')).toEqual(['2026-02-01']);
    expect(days(undefined, '2026-01-01')).toEqual([undefined]);
    const texts = [entry(), entry({ reason: 'why' })].map((line) => ignoreFileText(SALT, [line], []));
    expect(parse(texts.join('')).entries).toMatchObject([{ reason: 'why' }]);
  });

  it.each([
    ['abcdefgh-0123456789ab', 'no entry'],
    ['0123456789ab acme-key src/a.ts', 'no entry'],
    ['src/a.ts', 'no entry'],
    ['abcdefgh-0123456789ab acme-key src/a.ts until=2026-02-30', 'there is no day "2026-02-30"'],
    ['abcdefgh-0123456789ab acme-key src/a.ts because', 'unknown word "because"'],
    ['abcdefgh-0123456789ab acme-key "src', 'no entry'],
    ['<<<<<<< HEAD', 'a merge conflict is not resolved'],
  ])('refuses the line %j, and says where it is', (line, reason) => {
    const read = () => parse(`# a comment\n\n${line}\n`);
    expect(read).toThrow(PolicyError);
    expect(read).toThrow(new RegExp(`^${FILE}:3: .*${reason}`));
  });

  it('refuses bytes that are no text, and more salts than merges can bring', () => {
    expect(() => parseIgnoreFile(FILE, Buffer.from([0xff, 0xfe]))).toThrow('no UTF-8');
    const many = Array.from({ length: 65 }, () => entry({ fingerprint: `${newSalt()}-0123456789ab` }));
    expect(() => parse(ignoreFileText(SALT, many, []))).toThrow('salts');
  });
});

describe('a fingerprint', () => {
  const guessable = (bits: number): Identity => ({ kind: 'guessable', pattern: 'generic-password', bits });

  it('is another one with another salt', () => {
    const identity: Identity = { kind: 'content', id: 'cafe' };
    expect(fingerprintOf(identity, SALT)).toBe(fingerprintOf(identity, SALT));
    expect(fingerprintOf(identity, SALT).slice(9)).not.toBe(fingerprintOf(identity, 'zyxwvuts').slice(9));
  });

  it('of a secret that could be guessed has 256 values', () => {
    const all = Array.from({ length: 1024 }, (_, bits) => fingerprintOf(guessable(bits), SALT));
    expect(new Set(all).size).toBe(256);
  });
});
