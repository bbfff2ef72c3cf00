import { describe, expect, it } from 'vitest';
import { useColour } from '../../src/report/colour.js';
import { visible } from '../../src/report/escape/visible.js';
import { count, summary } from '../../src/report/summary.js';
import { findingWith, resultWith } from '../support/finding.js';

describe('the summary', () => {
  const gap = { kind: 'gap', subject: 'a', reason: 'b' } as const;

  it.each([
    [resultWith(), 'hushkey: no secrets (2 files staged, 1.2 kB, 56 ms)'],
    [resultWith({ stats: { objects: 1 } }), 'hushkey: no secrets (1 file staged, 1.2 kB, 56 ms)'],
    [resultWith({ findings: [findingWith()] }), 'hushkey: 1 secret (2 files staged, 1.2 kB, 56 ms)'],
    [resultWith({ gaps: [gap] }), 'hushkey: no secret in what could be read (2 files staged, 1.2 kB, 56 ms), 1 gap'],
    [
      resultWith({ findings: [findingWith()], gaps: [gap, gap] }),
      'hushkey: 1 secret (2 files staged, 1.2 kB, 56 ms), 2 gaps',
    ],
    [
      resultWith({ stats: { ignored: 3 } }),
      'hushkey: no secrets (2 files staged, 1.2 kB, 56 ms), 3 ignored by comments',
    ],
    [
      resultWith({ stats: { belowConfidence: 2 } }),
      'hushkey: no secrets (2 files staged, 1.2 kB, 56 ms), 2 of low confidence not shown (--min-confidence low)',
    ],
  ])('of a commit says what was read and what was not shown', (result, line) => {
    expect(summary(result, 'staged')).toBe(line);
  });

  it('of a history counts objects', () => {
    expect(summary(resultWith(), 'history')).toBe('hushkey: no secrets (2 objects of the history, 1.2 kB, 56 ms)');
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_345, '12 kB'],
    [9_949_999, '9.9 MB'],
    [8_100_000_000, '8.1 GB'],
    [3e15, '3000 TB'],
  ])('writes %d bytes as %s', (bytes, size) => {
    expect(summary(resultWith({ stats: { bytes } }), 'staged')).toContain(`, ${size}, `);
  });

  it('counts in words', () => {
    expect([0, 1, 2].map((number) => count(number, 'gap'))).toEqual(['0 gaps', '1 gap', '2 gaps']);
  });
});

describe('whether there are colours', () => {
  const terminal = { isTTY: true };
  const pipe = {};

  it.each([
    ['on a terminal', undefined, terminal, {}, true],
    ['in a pipe', undefined, pipe, {}, false],
    ['on a dumb terminal', undefined, terminal, { TERM: 'dumb' }, false],
    ['with NO_COLOR', undefined, terminal, { NO_COLOR: '1' }, false],
    ['with NO_COLOR=0, which is still set', undefined, terminal, { NO_COLOR: '0' }, false],
    ['with an empty NO_COLOR, which does not count', undefined, terminal, { NO_COLOR: '' }, true],
    ['with FORCE_COLOR in a pipe', undefined, pipe, { FORCE_COLOR: '1' }, true],
    ['with FORCE_COLOR=true on a dumb terminal', undefined, terminal, { FORCE_COLOR: 'true', TERM: 'dumb' }, true],
    ['with FORCE_COLOR=0', undefined, terminal, { FORCE_COLOR: '0' }, false],
    ['with FORCE_COLOR=false', undefined, terminal, { FORCE_COLOR: 'false' }, false],
    ['with an empty FORCE_COLOR in a pipe', undefined, pipe, { FORCE_COLOR: '' }, false],
    ['with both', undefined, pipe, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['with --color against NO_COLOR', true, pipe, { NO_COLOR: '1' }, true],
    ['with --no-color against FORCE_COLOR', false, terminal, { FORCE_COLOR: '1' }, false],
  ] as const)('%s', (_, flag, stream, env, expected) => {
    expect(useColour(flag, stream, env)).toBe(expected);
  });
});

describe('what is visible of a text', () => {
  it.each([
    ['plain, with accents: é, 日本, 😀', 'plain, with accents: é, 日本, 😀'],
    ['a\tb\r\n', 'a\\tb\\r\\n'],
    ['\x1b[31mred\x1b[0m', '\\x1b[31mred\\x1b[0m'],
    ['\x00\x07\x7f\x9b', '\\x00\\x07\\x7f\\x9b'],
    ['\u202egnp.exe', '\\u202egnp.exe'],
    ['tags: \u{e0041}', 'tags: \\u{e0041}'],
    ['half: \ud83d', 'half: \\ud83d'],
    ['zero\u200bwidth\ufeff\u2066\u2028', 'zero\\u200bwidth\\ufeff\\u2066\\u2028'],
  ])('%j is %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('is no character that moves the cursor, turns text around or cannot be seen', () => {
    for (let code = 0; code < 0xe0080; code++) {
      const char = String.fromCodePoint(code);
      if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(char) && !visible(char).startsWith('\\'))
        expect.fail(`${code} is shown`);
    }
  });
});
