import { describe, expect, it } from 'vitest';
import type { ForeignMarker } from '../../src/policy/config/config-file.js';
import { isIgnoredInline } from '../../src/policy/inline-ignore.js';
import { addedInlineIgnores, inlineNote } from '../../src/policy/inline-notes.js';
import { matchWith } from '../support/pattern.js';

/** Whether what stands between angle brackets is excused. */
function isExcused(text: string, markers: readonly ForeignMarker[]): boolean {
  const bytes = Buffer.from(text);
  const match = matchWith({ id: 'acme-key' }, { start: bytes.indexOf('<') + 1, end: bytes.indexOf('>') });
  return isIgnoredInline(match, bytes, markers);
}

const EXCUSES: readonly (readonly [ForeignMarker, string])[] = [
  ['gitleaks', 'key = <it> # gitleaks:allow'],
  ['gitleaks', 'key = <it> // betterleaks:allow'],
  ['detect-secrets', 'key = <it> # pragma: allowlist secret'],
  ['detect-secrets', '# pragma: allowlist nextline secret\nkey = <it>'],
  ['trufflehog', 'key = <it> # trufflehog:ignore'],
  ['nosecret', 'key = <it> # nosecret'],
  ['nosecret', 'key = <it> // nosecret: an example'],
  ['nosecret', 'key = <it> -- nosecret'],
];

describe('a comment of another scanner', () => {
  it.each(EXCUSES)('excuses its line when %s is turned on: %j', (name, text) => {
    expect(isExcused(text, [name])).toBe(true);
  });

  it.each(EXCUSES)('excuses nothing by itself, nor when another one is turned on: %s %j', (name, text) => {
    const others = (['gitleaks', 'detect-secrets', 'trufflehog', 'nosecret'] as const).filter(
      (other) => other !== name,
    );
    expect(isExcused(text, [])).toBe(false);
    expect(isExcused(text, others)).toBe(false);
  });

  it.each<[ForeignMarker, string]>([
    ['gitleaks', '# gitleaks:allow\nkey = <it>'],
    ['gitleaks', 'key = <it> # gitleaks:allowed'],
    ['detect-secrets', 'key = <it> # pragma: allowlist nextline secret'],
    ['detect-secrets', '# pragma: allowlist secret\nkey = <it>'],
    ['nosecret', 'nosecret = <it>'],
    ['nosecret', 'key = <it> # nosecrets'],
  ])('excuses no other line, and is no other word: %s %j', (name, text) => {
    expect(isExcused(text, [name])).toBe(false);
  });
});

describe('the inline ignores that a change adds', () => {
  const added = (before: string | undefined, after: string, foreign?: readonly ForeignMarker[]) =>
    addedInlineIgnores(before === undefined ? [] : [Buffer.from(before)], Buffer.from(after), foreign).map((ignore) =>
      inlineNote('a.ts', ignore),
    );

  it('are all of them in a new file, with their reason', () => {
    expect(
      added(undefined, 'a();\nb = 1; // hushkey:ignore acme-key, other-key -- made up\n# hushkey:ignore\nc = 2;\n'),
    ).toEqual([
      { path: 'a.ts', line: 2, pattern: 'acme-key, other-key', marker: 'hushkey:ignore', reason: 'made up' },
      { path: 'a.ts', line: 3, pattern: '*', marker: 'hushkey:ignore' },
    ]);
  });

  it('are not those whose line was moved', () => {
    const line = 'b = 1; // hushkey:ignore\n';
    const pair = '// hushkey:ignore acme-key\nc = 2;\n';
    expect(added(line + pair, `first();\n${pair}second();\n  ${line}`)).toEqual([]);
  });

  it('are those whose line says something else, on it or below', () => {
    expect(added('b = 1; // hushkey:ignore\n', 'b = 2; // hushkey:ignore\n')).toMatchObject([{ line: 1 }]);
    expect(added('// hushkey:ignore\nb = 1;\n', '// hushkey:ignore\nb = 2;\n')).toMatchObject([{ line: 1 }]);
  });

  it('are the second of two that say the same', () => {
    const line = 'b = 1; // hushkey:ignore\n';
    expect(added(line, line + line)).toMatchObject([{ line: 2 }]);
  });

  it('are those of other scanners when they count', () => {
    expect(added('', 'b = 1; # gitleaks:allow\n', ['gitleaks'])).toMatchObject([{ marker: 'gitleaks:allow' }]);
    expect(added('', 'b = 1; # gitleaks:allow\n')).toEqual([]);
  });
});
