import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/catalogue/facts.js';
import type { Finding } from '../../src/policy/finding.js';
import { textReport } from '../../src/report/text.js';
import { findingWith, locationWith, resultWith } from '../support/finding.js';

const FACTS: Facts = {
  id: 'acme-key',
  provider: 'acme',
  category: 'saas',
  forms: ['acme_…'],
  severity: 'high',
  title: 'Acme API key',
  env: ['ACME_API_KEY', 'ACME_KEY'],
  revoke: 'https://acme.test/keys',
  rotate: 'https://acme.test/docs/rotate',
};

function text(finding: Partial<Finding>, command: 'staged' | 'history' = 'staged', facts: Facts = FACTS): string {
  const result = resultWith({ findings: [findingWith(finding)] });
  return textReport({ result, command, facts: new Map([[facts.id, facts]]), colour: false });
}

/** Where each piece first stands in a text; all of them must be in it. */
function order(report: string, pieces: readonly string[]): number[] {
  const places = pieces.map((piece) => report.indexOf(piece));
  expect(places, report).not.toContain(-1);
  return places;
}

const rising = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

describe('the text report of a finding', () => {
  it('says what it is, how grave, where, and shows the line', () => {
    const report = text({ locations: [locationWith({ excerpt: { before: '\tkey: "', after: '",\r' } })] });
    expect(report).toContain('Acme API key');
    expect(report).toContain('acme-key');
    expect(report).toContain('high');
    expect(report).toContain('src/app.ts:3:7');
    expect(report).toContain('      3 | key: "acme_…",\n');
    expect(report).toContain('Whoever has it can read data or spend money in your name.');
  });

  it('says what has to be decoded to see it', () => {
    expect(text({ locations: [locationWith({ decoded: ['base64', 'percent'] })] })).toContain(
      'src/app.ts:3:7  in base64 → percent\n',
    );
    expect(text({})).toContain('src/app.ts:3:7\n');
  });

  it('says how sure it is when it is not', () => {
    expect(text({})).not.toContain('confidence');
    expect(text({ confidence: 'medium' })).toContain('medium confidence');
  });

  it('tells the risk of its own kind, and what a check learned', () => {
    const report = text({ notes: ['AWS account 123456789012'] }, 'staged', { ...FACTS, risk: 'It opens every door.' });
    expect(report).toContain('It opens every door.');
    expect(report).toContain('AWS account 123456789012');
    expect(report).not.toContain('Whoever has it can read');
  });

  it('tells what belongs to the secret, and where it stands', () => {
    const locations = [locationWith({ path: 'src/x\x1b.env', line: 1, column: 19 })];
    const report = text({ parts: [{ pattern: 'acme-key', preview: 'ac\n…', locations }] });
    expect(report).toContain('\n  with Acme API key ac\\n…  src/x\\x1b.env:1:19\n');
    expect(text({ parts: [{ pattern: 'unknown-id', preview: '…', locations }] })).toContain(
      '\n  with unknown-id …  src/x',
    );
  });

  it('shows three ways out of a commit, in the order in which they are right', () => {
    const report = text({});
    const places = order(report, [
      '1. ',
      'ACME_API_KEY=',
      '2. ',
      'hushkey:ignore acme-key -- ',
      '3. ',
      FACTS.revoke ?? '',
    ]);
    expect(places).toEqual(rising(places));
    expect(report).toContain('https://acme.test/docs/rotate');
  });

  it('begins with replacing it when it is in the history already', () => {
    const report = text({}, 'history');
    const places = order(report, [
      '1. ',
      'https://acme.test/keys',
      '2. ',
      'ACME_API_KEY=',
      '3. ',
      'hushkey:ignore acme-key',
    ]);
    expect(places).toEqual(rising(places));
  });

  it('has ways out for a pattern of which nothing is known', () => {
    const report = text({ pattern: 'own-key' });
    order(report, ['own-key', '1. ', '2. ', 'hushkey:ignore own-key', '3. ']);
    expect(report).not.toContain('undefined');
  });

  it('lists a few places and counts the rest', () => {
    const locations = Array.from({ length: 8 }, (_, index) => locationWith({ path: `file${index}` }));
    const report = text({ locations });
    expect(report.match(/file\d:3:7/g)).toHaveLength(5);
    expect(report).toContain('and at 3 more places');
    expect(text({ locations: locations.slice(0, 6) })).toContain('and at 1 more place\n');
    expect(text({ locations: locations.slice(0, 5) })).not.toContain('more place');
  });

  it('says since when and by whom it is in the history', () => {
    const commit = '0123456789abcdef0123456789abcdef01234567';
    const location = locationWith({ commit, date: '2026-01-02T03:04:05+02:00', author: 'Ada Author' });
    expect(text({ locations: [location] }, 'history')).toContain('since 0123456789ab, 2026-01-02, Ada Author');
  });

  it('names a commit message and a lost object by their ids', () => {
    const blob = 'fedcba9876543210fedcba9876543210fedcba98';
    const { path, ...nowhere } = locationWith({ blob });
    expect(path).toBeDefined();
    expect(text({ locations: [{ ...nowhere, part: 'commit' }] }, 'history')).toContain('commit fedcba987654:3:7');
    const lost = text({ locations: [{ ...nowhere, unreachable: true }] }, 'history');
    expect(lost).toContain('object fedcba987654:3:7  in no commit that a ref or a reflog reaches');
  });
});

describe('the text report', () => {
  const gap = { kind: 'gap', subject: 'src/\x1b[2Jfile', reason: 'missing\nobject', advice: 'fetch it' } as const;

  it('shows control characters escaped, wherever they come from', () => {
    const hostile = '\x1b]0;x\x07\u202e\r\n';
    const location = locationWith({
      path: `a${hostile}b`,
      author: `c${hostile}d`,
      commit: 'c0ffee',
      excerpt: { before: `e${hostile}f`, after: `g${hostile}h` },
    });
    const facts = { ...FACTS, title: `i${hostile}j`, risk: `k${hostile}l`, revoke: `https://m${hostile}n` };
    const result = resultWith({
      findings: [findingWith({ locations: [location], notes: [`o${hostile}p`] })],
      gaps: [gap],
    });
    const report = textReport({ result, command: 'staged', facts: new Map([['acme-key', facts]]), colour: false });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the point
    expect(report.replaceAll('\n', '')).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
    for (const [first, last] of ['ab', 'cd', 'ef', 'gh', 'ij', 'kl', 'mn', 'op'])
      expect(report).toContain(`${first}\\x1b]0;x\\x07\\u202e\\r\\n${last}`);
    expect(report).toContain('src/\\x1b[2Jfile\n  missing\\nobject\n  what to do: fetch it');
  });

  it('is one line when there is nothing to say', () => {
    const report = textReport({ result: resultWith(), command: 'staged', facts: new Map(), colour: false });
    expect(report).toBe('hushkey: no secrets (2 files staged, 1.2 kB, 56 ms)\n');
  });

  it('says that the commit is refused, and ends with the sum', () => {
    const result = resultWith({ findings: [findingWith(), findingWith()], gaps: [gap] });
    const lines = textReport({ result, command: 'staged', facts: new Map(), colour: false }).trimEnd().split('\n');
    expect(lines[0]).toBe('hushkey: commit refused, 2 secrets in what is staged');
    expect(lines.at(-1)).toBe('hushkey: 2 secrets (2 files staged, 1.2 kB, 56 ms), 1 gap');
  });

  it('says that secrets are in the history', () => {
    const result = resultWith({ findings: [findingWith()] });
    const report = textReport({ result, command: 'history', facts: new Map(), colour: false });
    expect(report).toMatch(/^hushkey: 1 secret in the history\n/);
  });

  it('has colours only when it is asked for them', () => {
    const result = resultWith({ findings: [findingWith()], gaps: [gap] });
    const [plain, coloured] = [false, true].map((colour) =>
      textReport({ result, command: 'staged', facts: new Map(), colour }),
    );
    expect(plain).not.toContain('\x1b');
    expect(coloured).toContain('\x1b[31m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(coloured?.replace(/\x1b\[[0-9;]*m/g, '')).toBe(plain);
  });
});
