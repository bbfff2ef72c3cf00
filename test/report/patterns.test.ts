import { describe, expect, it } from 'vitest';
import type { SecretProof } from '../../src/catalogue/prove.js';
import { CHECKS, READERS } from '../../src/detect/checks/index.js';
import { CHECK_WORDS } from '../../src/report/check-words.js';
import { patternListText } from '../../src/report/pattern-list.js';
import { patternSheetText } from '../../src/report/pattern-sheet.js';
import { patternSheetJson, promisesJson } from '../../src/report/patterns-json.js';
import { promisesText } from '../../src/report/promises-text.js';
import { factsWith, patternWith } from '../support/pattern.js';

const KEY = {
  pattern: patternWith({ id: 'acme-key', check: 'jwt', context: { words: ['acme', 'acm'], assigned: true } }),
  facts: factsWith({ id: 'acme-key', title: 'Acme API key', env: ['ACME_KEY'], revoke: 'https://acme.test/keys' }),
};
const PUBLIC = {
  pattern: patternWith({ id: 'acme-public-key', public: true, severity: 'low' }),
  facts: factsWith({ id: 'acme-public-key', title: 'Acme publishable key', category: 'web' }),
};

describe('every offline proof', () => {
  it('has a sentence that says what it shows, and no other has', () => {
    expect(Object.keys(CHECK_WORDS).sort()).toEqual([...Object.keys(CHECKS), ...Object.keys(READERS)].sort());
    for (const words of Object.values(CHECK_WORDS)) expect(words).toMatch(/^(?:Its?|The) .+\.$/);
  });
});

describe('the list of patterns', () => {
  it('has a line for each under its category, and counts them', () => {
    expect(patternListText([KEY, PUBLIC], undefined, false)).toBe(
      [
        'saas (1)',
        '  acme-key         high      Acme API key',
        '',
        'web (1)',
        '  acme-public-key  low       Acme publishable key (public)',
        '',
        'hushkey: 2 kinds of secret, 1 provider; "hushkey patterns show ID" tells all about one',
        '',
      ].join('\n'),
    );
  });

  it('fits the terminal', () => {
    const lines = patternListText([KEY, PUBLIC], 40, false)
      .split('\n')
      .filter((line) => line.startsWith('  '));
    expect(lines.map((line) => line.length)).toEqual([40, 40]);
    expect(lines[1]).toMatch(/Acme publi…$/);
  });

  it('says so when there is none', () => {
    expect(patternListText([], undefined, false)).toBe('hushkey: no pattern fits\n');
  });

  it('shows hostile characters as escapes', () => {
    const hostile = { ...KEY, facts: factsWith({ id: 'acme-key', title: 'Acme\x1b[2J', category: 'a\x07i' }) };
    expect(patternListText([hostile], undefined, false)).toMatch(/a\\x07i \(1\)\n.*Acme\\x1b\[2J/);
    expect(patternSheetText(hostile, false)).not.toContain('\x1b');
  });
});

describe('the sheet of a pattern', () => {
  it('tells all that is known', () => {
    const sheet = patternSheetText(KEY, false);
    for (const words of [
      /^Acme API key\n/,
      /id +acme-key\n/,
      /severity +high\n/,
      /confidence +high\n/,
      /kind +exact: /,
      /looks like +acme_…\n/,
      /begins with +acme_\n/,
      /context +one of these is near: acme {2}acm\n +and it is assigned to a name/,
      /proof +Its header and payload are JSON.*\(jwt\)\n/,
      /variables +ACME_KEY\n/,
      /risk +Whoever has it can read data/,
      /revoke +https:\/\/acme\.test\/keys\n/,
    ])
      expect(sheet).toMatch(words);
    expect(sheet).not.toMatch(/public|rotate|usage/);
  });

  it('says that a key is meant to be public, and not what a finder can do', () => {
    const sheet = patternSheetText(PUBLIC, false);
    expect(sheet).toMatch(/public +meant to be seen by everybody/);
    expect(sheet).not.toMatch(/risk/);
  });

  it('is the same for programs', () => {
    expect(JSON.parse(patternSheetJson(KEY))).toMatchObject({
      schema: 'hushkey/pattern@1',
      id: 'acme-key',
      category: 'saas',
      public: false,
      forms: ['acme_…'],
      literals: ['acme_'],
      context: { words: ['acme', 'acm'], assigned: true },
      check: { name: 'jwt', proves: CHECK_WORDS.jwt },
      links: { revoke: 'https://acme.test/keys', rotate: null, usage: null },
    });
  });
});

describe('the report on promises', () => {
  const kept: SecretProof = { secret: 'acme-key', broken: [], carriers: ['in JSON'] };
  const broken: SecretProof = {
    secret: 'acme-token',
    broken: [
      { secret: 'acme-token', file: 'a\x1b.yaml', line: 7, promised: 'that it is found', happened: 'it is not' },
    ],
    carriers: [],
  };

  it('says when all are kept', () => {
    expect(promisesText([kept], false)).toBe('hushkey: every promise is kept (1 secret)\n');
    expect(JSON.parse(promisesJson([kept]))).toEqual({ schema: 'hushkey/patterns-test@1', ok: true, secrets: [kept] });
  });

  it('names the line, what was promised and what happened', () => {
    expect(promisesText([kept, broken], false)).toBe(
      [
        'a\\x1b.yaml:7  acme-token',
        '  promised  that it is found',
        '  happened  it is not',
        '',
        'hushkey: 1 promise not kept, of 1 in 2 secrets',
        '',
      ].join('\n'),
    );
    expect(JSON.parse(promisesJson([kept, broken]))).toMatchObject({ ok: false });
  });
});
