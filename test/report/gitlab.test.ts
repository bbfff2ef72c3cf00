import { describe, expect, it } from 'vitest';
import type { Location } from '../../src/policy/finding.js';
import { visible } from '../../src/report/escape/visible.js';
import { gitlabReport } from '../../src/report/gitlab.js';
import { gitlabQualityReport } from '../../src/report/gitlab-quality.js';
import type { ReportInput } from '../../src/report/report.js';
import { findingWith, locationWith, resultWith } from '../support/finding.js';
import { readCodeQuality, readSecretDetection } from '../support/gitlab-report.js';
import { commitWith, pastFinding } from '../support/history-finding.js';
import { HOSTILE_NAMES } from '../support/hostile.js';
import { hostileResult } from '../support/hostile-result.js';
import { ACME, inputWith, RAW } from '../support/report.js';

const secrets = (input: ReportInput) => readSecretDetection(gitlabReport(input));
const quality = (input: ReportInput) => readCodeQuality(gitlabQualityReport(input));
const at = (id: string, ...places: readonly Partial<Location>[]) =>
  findingWith({ id, locations: places.map(locationWith) });
const GAPS = [{ kind: 'gap', subject: 'a', reason: 'it is a FIFO', advice: 'leave it out' }] as const;

describe('the secret detection report', () => {
  it('says who scanned, when, and that all went well', () => {
    expect(secrets(inputWith([])).scan).toMatchObject({
      analyzer: { id: 'hushkey', vendor: { name: 'hushkey' } },
      start_time: '2026-02-03T04:05:06',
      end_time: '2026-02-03T04:05:06',
      status: 'success',
      messages: [],
    });
  });

  it('says what was not scanned', () => {
    const { scan } = secrets(inputWith([], { result: resultWith({ gaps: GAPS }) }));
    expect(scan).toMatchObject({
      status: 'failure',
      messages: [{ level: 'warn', value: 'not scanned: a: it is a FIFO. What to do: leave it out' }],
    });
  });

  it('has a vulnerability for each place, with what to do and where', () => {
    const [first, ...others] = secrets(inputWith([at('a', { line: 3, endLine: 5 }, { line: 9 })])).vulnerabilities;
    expect(others.length).toBe(1);
    expect(first).toMatchObject({
      name: 'Acme API key',
      severity: 'High',
      identifiers: [{ type: 'hushkey_pattern', name: 'hushkey acme-key', value: 'acme-key' }],
      links: [{ url: ACME.revoke }, { url: ACME.rotate }],
      location: { file: 'src/app.ts', start_line: 3, end_line: 5, commit: { sha: '0000000' } },
    });
    expect(first?.solution).toContain('1. Take it out: ACME_KEY=… in .env');
  });

  it('names the commit that brought it', () => {
    const { author, date, subject, commit } = commitWith();
    const location = locationWith({ commit, ...(author && { author }), ...(date && { date }) });
    const [told] = secrets(
      inputWith([pastFinding({}, { locations: [location] })], { command: 'history' }),
    ).vulnerabilities;
    expect(told?.location.commit).toEqual({ sha: commit, author, date, message: subject });
  });

  it('names a commit in whose message it is', () => {
    const { path, ...location } = locationWith({ part: 'commit', blob: 'ab'.repeat(20) });
    const [told] = secrets(inputWith([findingWith({ locations: [location] })], { command: 'history' })).vulnerabilities;
    expect(told?.location.commit.sha).toBe('ab'.repeat(20));
  });

  it('never quotes the source', () => {
    const locations = [locationWith({ excerpt: { before: 'a line of code', after: '' } })];
    expect(gitlabReport(inputWith([findingWith({ locations })]))).not.toMatch(/raw_source_code_extract|a line of code/);
  });
});

describe('an id in either report', () => {
  const ids = (input: ReportInput) => [
    secrets(input).vulnerabilities.map(({ id }) => id),
    quality(input).map(({ fingerprint }) => fingerprint),
  ];

  it('outlives a moved line, and tells two secrets on one line apart', () => {
    const before = ids(inputWith([at('a', { line: 3 }), at('b', { line: 3, column: 50 })]));
    for (const each of before) expect(new Set(each).size).toBe(2);
    expect(ids(inputWith([at('a', { line: 30 }), at('b', { line: 31 })]))).toEqual(before);
    expect(ids(inputWith([at('a', { path: 'b.ts' }), at('b', { path: 'b.ts' })]))).not.toEqual(before);
  });

  it('is a UUID where GitLab wishes one', () => {
    expect(secrets(inputWith([at('a', {})])).vulnerabilities[0]?.id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});

describe('the code quality report', () => {
  it.each([
    ['critical', 'blocker'],
    ['high', 'critical'],
    ['medium', 'major'],
    ['low', 'minor'],
  ] as const)('tells a secret of %s severity as %s', (severity, told) => {
    expect(quality(inputWith([findingWith({ severity })]))).toEqual([
      {
        description: 'Acme API key: acme_….',
        check_name: 'acme-key',
        fingerprint: expect.any(String),
        severity: told,
        location: { path: 'src/app.ts', lines: { begin: 3, end: 3 } },
      },
    ]);
  });

  it('names files from the top of the repository', () => {
    expect(quality(inputWith([at('a', { path: '../b.ts' })], { base: 'packages/app/' }))[0]?.location.path).toBe(
      'packages/b.ts',
    );
  });

  it('has an entry for what was not scanned', () => {
    expect(quality(inputWith([], { result: resultWith({ gaps: GAPS }) }))).toMatchObject([
      { check_name: 'not-scanned', severity: 'blocker', location: { path: 'a' } },
    ]);
  });

  it('is an empty list when all is well', () => {
    expect(gitlabQualityReport(inputWith([]))).toBe('[]\n');
  });
});

describe('hostile text for GitLab', () => {
  const input = inputWith([], { result: hostileResult(), command: 'history' });

  it('is shown as it is', () => {
    for (const text of [gitlabReport(input), gitlabQualityReport(input)]) expect(text).not.toMatch(RAW);
    const files = secrets(input).vulnerabilities.map(({ location }) => location.file);
    for (const name of HOSTILE_NAMES) expect(files).toContain(visible(name));
  });

  it('means nothing in a description, which GitLab takes for Markdown', () => {
    for (const { description } of secrets(input).vulnerabilities)
      expect(description).toMatch(/^(`+)(?!`)(?:(?!\1(?!`)).)+\1(?!`) (`+)(?!`)(?:(?!\2(?!`)).)+\2(?!`)$/);
  });
});
