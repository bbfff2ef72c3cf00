import { describe, expect, it } from 'vitest';
import type { Finding, Location } from '../../src/policy/finding.js';
import type { Command, ReportInput } from '../../src/report/report.js';
import { sarifReport } from '../../src/report/sarif.js';
import { findingWith, locationWith, resultWith } from '../support/finding.js';
import { commitWith, lostHistory, pastFinding } from '../support/history-finding.js';
import { factsWith } from '../support/pattern.js';
import { readSarif, type SarifResult } from '../support/sarif.js';

const FACTS = factsWith({
  id: 'acme-key',
  title: 'Acme API key',
  severity: 'critical',
  risk: 'Whoever has it owns *everything* [at Acme].',
  env: ['ACME_KEY'],
  revoke: 'https://acme.test/keys?a=1',
  rotate: 'https://acme.test/rotate',
});

function report(findings: readonly Finding[], parts: Partial<ReportInput> = {}) {
  const input = { command: 'scan' as Command, facts: new Map([[FACTS.id, FACTS]]), colour: false, ...parts };
  return readSarif(sarifReport({ result: resultWith({ findings }), ...input }));
}

function resultsAt(locations: readonly Partial<Location>[], parts: Partial<ReportInput> = {}): readonly SarifResult[] {
  return report([findingWith({ locations: locations.map(locationWith) })], parts).results;
}

const artifacts = (results: readonly SarifResult[]) =>
  results.map(({ locations: [location] }) => location.physicalLocation.artifactLocation);

/** A place that has no path. */
function withoutPath(parts: Partial<Location>): Location {
  const { path, ...location } = locationWith(parts);
  return location;
}

it('is valid when nothing was found', () => {
  const { results, invocations } = report([]);
  expect(results).toEqual([]);
  expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
});

it('has the exact region of the secret', () => {
  const [result] = resultsAt([{ line: 3, column: 7, endLine: 5, endColumn: 20 }]);
  expect(result?.locations[0].physicalLocation.region).toEqual({
    startLine: 3,
    startColumn: 7,
    endLine: 5,
    endColumn: 20,
  });
});

describe('a rule', () => {
  it('tells what the secret is, how grave it is, and what to do, in plain text and in Markdown', () => {
    const [rule] = report([findingWith()]).tool.driver.rules;
    expect(rule).toMatchObject({
      id: 'acme-key',
      shortDescription: { text: 'Acme API key' },
      fullDescription: { text: 'Acme API key. Whoever has it owns *everything* [at Acme].' },
      helpUri: 'https://acme.test/rotate',
      defaultConfiguration: { level: 'error' },
      properties: { precision: 'high', 'security-severity': '9.5', 'problem.severity': 'error' },
    });
    expect(rule?.properties).toMatchObject({ tags: ['security', 'secret', 'saas'] });
    const { text, markdown } = (rule as Readonly<Record<string, unknown>>).help as { text: string; markdown: string };
    expect(text).toContain('   - revoke: https://acme.test/keys?a=1');
    expect(text).toContain('hushkey:ignore acme-key -- why');
    expect(markdown).toContain('   - [revoke](<https://acme.test/keys?a=1>)');
    expect(markdown).toContain('`ACME_KEY`');
    expect(markdown).toContain('owns \\*everything\\* \\[at Acme\\].');
  });

  it('does without facts', () => {
    const [rule] = report([findingWith({ severity: 'low' })], { facts: new Map() }).tool.driver.rules;
    expect(rule).toMatchObject({ id: 'acme-key', properties: { 'security-severity': '2.0' } });
  });

  it('stands once, in the order of ids, and each result names its own', () => {
    const findings = ['b', 'a', 'b'].map((pattern, index) => findingWith({ pattern, id: `${index}` }));
    const { tool, results } = report(findings);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(results.map(({ ruleId, ruleIndex }) => [ruleId, ruleIndex])).toEqual([
      ['b', 1],
      ['a', 0],
      ['b', 1],
    ]);
  });
});

it.each([
  ['critical', 'high', 'error'],
  ['high', 'medium', 'error'],
  ['high', 'low', 'warning'],
  ['medium', 'high', 'warning'],
  ['medium', 'low', 'note'],
  ['low', 'high', 'note'],
  ['low', 'low', 'note'],
] as const)('tells a secret of %s severity and %s confidence as %s', (severity, confidence, level) => {
  const [result] = report([findingWith({ severity, confidence })]).results;
  expect(result).toMatchObject({ level, properties: { severity, confidence } });
});

describe('a path', () => {
  it.each([
    ['src/app.ts', 'src/app.ts'],
    ['a b#c?d%e.ts', 'a%20b%23c%3Fd%25e.ts'],
    ['[id]/(group)/*.ts', '%5Bid%5D/%28group%29/%2A.ts'],
    ['c:x', 'c%3Ax'],
    ['line\nfeed"\u001b[31m\u202e', 'line%0Afeed%22%1B%5B31m%E2%80%AE'],
    ['日本/é', '%E6%97%A5%E6%9C%AC/%C3%A9'],
    ['half \ud800', 'half%20%EF%BF%BD'],
    ['caf\\xe9', 'caf%5Cxe9'],
  ])('%j is a URI from the top of the repository', (path, uri) => {
    expect(artifacts(resultsAt([{ path }]))).toEqual([{ uri, uriBaseId: '%SRCROOT%' }]);
  });

  it('of a scan below the top is told from there', () => {
    const base = 'packages/my app/';
    expect(artifacts(resultsAt([{ path: 'a.ts' }, { path: '../b.ts' }], { base }))).toEqual([
      { uri: 'packages/my%20app/a.ts', uriBaseId: '%SRCROOT%' },
      { uri: 'packages/b.ts', uriBaseId: '%SRCROOT%' },
    ]);
  });

  it('outside of the repository is an absolute one', () => {
    const [absolute, above] = artifacts(resultsAt([{ path: '/srv/a b' }, { path: '../../c' }], { base: 'x/' }));
    expect(absolute).toEqual({ uri: 'file:///srv/a%20b' });
    expect(above?.uri).toMatch(/^file:\/\/\/(?:.*\/)?c$/);
    expect(above).not.toHaveProperty('uriBaseId');
  });

  it('is none on standard input', () => {
    const finding = findingWith({ locations: [withoutPath({ part: 'stdin' })] });
    expect(artifacts(report([finding]).results)).toEqual([{ uri: 'stdin:' }]);
  });
});

describe('a secret of the history', () => {
  const blob = 'ab'.repeat(20);
  const history = { command: 'history' } as const;

  it('is one result for each file, which names the first commit and the other places', () => {
    const results = resultsAt(
      [
        { path: 'a', line: 1, commit: 'c1', author: 'Ada \u001b[31m', date: '2026-01-02T03:04:05Z', blob },
        { path: 'a', line: 9, commit: 'c2' },
        { path: 'b', commit: 'c2' },
      ],
      history,
    );
    expect(artifacts(results).map(({ uri }) => uri)).toEqual(['a', 'b']);
    expect(results[0]).toMatchObject({
      properties: { commit: 'c1', author: 'Ada \\x1b[31m', date: '2026-01-02T03:04:05Z', object: blob },
      relatedLocations: [{ id: 1, physicalLocation: { region: { startLine: 9 } } }],
    });
    expect(results[0]?.message.text).toContain('In the history since commit c1.');
    expect(results[1]).not.toHaveProperty('relatedLocations');
  });

  it.each([
    ['a commit', { part: 'commit' as const }, `In the message of commit ${blob}`],
    ['a tag', { part: 'tag' as const }, `In the message of tag ${blob}`],
    ['an object in no commit', { unreachable: true as const }, 'no commit that a ref or a reflog reaches'],
  ])('in %s has a place all the same, as GitHub demands', (_, parts, words) => {
    const [result] = report([findingWith({ locations: [withoutPath({ ...parts, blob })] })], history).results;
    expect(artifacts([result as SarifResult])).toEqual([
      { uri: `.git/objects/ab/${blob.slice(2)}`, uriBaseId: '%SRCROOT%' },
    ]);
    expect(result?.message.text).toContain(words);
  });

  it('in a reflog has the place of that', () => {
    const location = withoutPath({ part: 'reflog', ref: 'refs/heads/x' });
    const [result] = report([findingWith({ locations: [location] })], history).results;
    expect(artifacts([result as SarifResult])).toEqual([{ uri: '.git/logs/refs/heads/x', uriBaseId: '%SRCROOT%' }]);
    expect(result?.message.text).toContain('In the reflog of refs/heads/x');
  });
});

describe('the history of a secret', () => {
  const past = (finding: Finding) => report([finding], { command: 'history' }).results[0] as SarifResult;

  it('is told as data and in words', () => {
    const reachedBy = [
      { kind: 'branch', name: 'main' },
      { kind: 'remote', name: 'origin/main' },
    ] as const;
    const { properties, message } = past(pastFinding({ reachedBy, pushed: true, inHead: true }));
    expect(properties).toMatchObject({
      commit: commitWith().commit,
      history: {
        first: commitWith(),
        last: { subject: 'Tidy up' },
        inHead: true,
        pushed: true,
        unreachable: false,
        reachedBy: ['branch main', 'origin/main'],
        reachedByCount: 2,
      },
    });
    expect(message.text).toMatch(
      /In the history since commit 3f2a\w+\. It is still in HEAD\. It was pushed: it left this/,
    );
  });

  it.each([
    ['gone from HEAD', pastFinding(), 'The last commit that had it is 8d1e77aa00ff'],
    ['never pushed', pastFinding(), 'It was never pushed, as far as'],
    ['lost', pastFinding({}, { history: lostHistory() }), 'Nothing leads to it any more.'],
  ])('says that it is %s', (_, finding, words) => {
    expect(past(finding).message.text).toContain(words);
  });

  it('places what HEAD has no more at the head of its file, with the exact place as data and in words', () => {
    const result = past(pastFinding());
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'src/app.ts', uriBaseId: '%SRCROOT%' },
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    });
    expect(result.properties.region).toEqual({ startLine: 3, startColumn: 7, endLine: 3, endColumn: 20 });
    expect(result.message.text).toContain('There it began at line 3, column 7.');
  });

  it('places what HEAD still has exactly', () => {
    const result = past(pastFinding({ inHead: true }));
    expect(result.locations[0].physicalLocation.region).toMatchObject({ startLine: 3, startColumn: 7 });
    expect(result.properties).not.toHaveProperty('region');
  });

  it('is hostile in nothing', () => {
    const hostile = '\u001b[2J\u202e\n{0}[x](y)';
    const { properties, message } = past(
      pastFinding({
        first: commitWith({ subject: hostile, author: hostile }),
        reachedBy: [{ kind: 'tag', name: hostile }],
      }),
    );
    const shown = '\\x1b[2J\\u202e\\n{0}[x](y)';
    expect(properties).toMatchObject({
      history: { first: { subject: shown, author: shown }, reachedBy: [`tag ${shown}`] },
    });
    expect(message.text).not.toContain('2J');
  });

  it('stays small, whatever leads to it, and however often the file was edited', () => {
    const reachedBy = Array.from({ length: 100 }, (_, n) => ({ kind: 'tag' as const, name: `v${n}` }));
    const locations = [locationWith({ versions: 1000 }), ...Array.from({ length: 99 }, () => locationWith())];
    const { properties, relatedLocations } = past(pastFinding({ reachedBy, reachedByCount: 5000 }, { locations }));
    expect(properties).toMatchObject({ versions: 1000, history: { reachedByCount: 5000 } });
    expect((properties.history as { reachedBy: string[] }).reachedBy).toHaveLength(20);
    expect(relatedLocations).toHaveLength(99);
  });
});

describe('a fingerprint', () => {
  const fingerprints = (findings: readonly Finding[]) =>
    report(findings).results.map(({ partialFingerprints }) => partialFingerprints);
  const at = (id: string, ...places: Partial<Location>[]) => findingWith({ id, locations: places.map(locationWith) });

  it('differs for two secrets on one line, for one in two files, and for one twice in a file', () => {
    const all = fingerprints([
      at('1', { path: 'a' }, { path: 'b' }, { path: 'a', column: 50 }),
      at('2', { path: 'a' }),
    ]);
    expect(all.length).toBe(4);
    for (const name of ['findingPlace/v1', 'primaryLocationLineHash'])
      expect(new Set(all.map((each) => each[name])).size).toBe(4);
  });

  it('stays when lines move and when other secrets come', () => {
    const [before] = fingerprints([at('1', { path: 'a', line: 3 })]);
    const after = fingerprints([at('0', { path: 'a', line: 1 }), at('1', { path: 'a', line: 80, column: 2 })]);
    expect(after[1]).toEqual(before);
  });
});

describe('a gap', () => {
  it('is a notification, and the run was no success', () => {
    const gap = { kind: 'gap', subject: 'a\nb', reason: 'permission denied', advice: 'ask for it' } as const;
    const result = resultWith({ gaps: [gap, { kind: 'gap', subject: 'c', reason: 'gone' }] });
    const run = readSarif(sarifReport({ result, command: 'scan', facts: new Map(), colour: false }));
    const [{ executionSuccessful, toolExecutionNotifications }] = run.invocations;
    expect(executionSuccessful).toBe(false);
    expect(toolExecutionNotifications.map(({ level, message }) => [level, message.text])).toEqual([
      ['error', 'a\\nb: permission denied. What to do: ask for it.'],
      ['error', 'c: gone.'],
    ]);
  });
});

describe('a message', () => {
  it('tells what was found, what belongs to it, and what a check learned', () => {
    const parts = [{ pattern: 'acme-id', preview: 'AC…', locations: [locationWith()] }];
    const [result] = report([findingWith({ notes: ['account 12'], parts })]).results;
    expect(result?.message.text).toBe('Acme API key: acme_…. With acme-id AC…. account 12.');
  });

  it('shows hostile text as it is: no control characters, no links, no arguments', () => {
    const [result] = report([findingWith({ notes: ['\u001b[31mx [here](https://evil.test) {0} {a}'] })]).results;
    expect(result?.message.text).toContain('\\x1b\\[31mx \\[here\\](https://evil.test) {{0} {a}');
  });
});
