import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import type { Finding } from '../../src/policy/finding.js';
import type { Result } from '../../src/policy/result.js';
import { jsonReport } from '../../src/report/json.js';
import { findingWith, locationWith, resultWith } from '../support/finding.js';
import { commitWith, lostHistory, pastFinding } from '../support/history-finding.js';
import { hostileResult } from '../support/hostile-result.js';
import { REPORT_SCHEMA, readReport } from '../support/json-report.js';

const OBJECT = 'ab'.repeat(20);
const round = (result: Result) => readReport(jsonReport({ result }));
const withFinding = (finding: Finding) => round(resultWith({ findings: [finding] })).findings[0];

/** `OBJECT` where a test's own short name of an object stands. */
const past = (...parts: Parameters<typeof pastFinding>) => {
  const finding = pastFinding(...parts);
  return { ...finding, locations: finding.locations.map((location) => ({ ...location, blob: OBJECT })) };
};

describe('the published schema of reports', () => {
  it('is in the package, under a name of its own', () => {
    expect(manifest.exports['./schema/report.json']).toBe('./schema/report-1.json');
    expect(manifest.files).toContain('schema');
  });

  it.each([
    ['nothing', resultWith()],
    [
      'gaps',
      resultWith({
        gaps: [
          { kind: 'gap', subject: 'a', reason: 'b' },
          { kind: 'gap', subject: 'c', reason: 'd', advice: 'e' },
        ],
      }),
    ],
  ])('holds for a report of %s', (_, result) => {
    expect(round(result).findings).toEqual([]);
  });

  it.each([
    ['in a file', findingWith()],
    ['of an own variable', findingWith({ variables: [{ name: 'A', file: '.env', part: true }] })],
    ['that is encoded', findingWith({ locations: [locationWith({ decoded: ['base64', 'gzip'] })] })],
    [
      'in a layer of an image',
      findingWith({
        locations: [
          locationWith({
            container: 'a.tar',
            image: {
              name: 'a:1',
              platform: 'linux/amd64',
              layer: { index: 1, of: 2, digest: 'sha256:00' },
              instruction: 'RUN x',
              hidden: { by: 2, how: 'replaced' },
              images: 2,
            },
          }),
        ],
      }),
    ],
    ['in the words of an image', findingWith({ locations: [locationWith({ image: { element: 'label x' } })] })],
    ['with its parts', findingWith({ parts: [{ pattern: 'acme-id', preview: '…', locations: [locationWith()] }] })],
    [
      'of a history',
      past({ pushed: true, inHead: true }, { locations: [locationWith({ versions: 3, commit: OBJECT })] }),
    ],
    ['that nothing leads to', past({}, { history: lostHistory(), locations: [locationWith({ unreachable: true })] })],
    ['in a repository of SHA-256', past({ first: commitWith({ commit: 'ab'.repeat(32) }) })],
    ...(['commit', 'tag', 'stdin', 'name', 'ref', 'reflog'] as const).map((part): [string, Finding] => [
      `in a ${part}`,
      findingWith({ locations: [locationWith({ part, ref: 'refs/heads/x' })] }),
    ]),
  ])('holds for a secret %s', (_, finding) => {
    expect(withFinding(finding).id).toBe(finding.id);
  });

  it('holds for what a range tells beside its findings', () => {
    const entry = {
      file: '.hushkeyignore',
      line: 3,
      fingerprint: 'f',
      pattern: 'acme-key',
      path: 'a',
      expires: '2026-01-01',
    };
    const policy = {
      accepted: 1,
      excluded: 2,
      stale: [entry],
      expired: [{ ...entry, reason: 'a test' }],
      changes: [{ file: '.hushkey.yaml', what: 'excludes src' }],
      inline: [{ path: 'a.ts', line: 1, pattern: 'acme-key', marker: 'hushkey:ignore', reason: 'a test' }],
    };
    const receipt = {
      range: 'a..b',
      from: ['--range'],
      refs: 1,
      commits: 2,
      objects: 3,
      bytes: 4,
      gaps: 0,
      control: 'found',
    } as const;
    expect(round({ ...resultWith(), policy, receipt })).toMatchObject({ policy, receipt });
  });

  it('holds whatever a repository holds', () => {
    expect(round(hostileResult()).findings.length).toBeGreaterThan(40);
  });
});

describe('a report that is none', () => {
  const valid = new Ajv({ strict: true }).compile(REPORT_SCHEMA);
  const report = () => JSON.parse(jsonReport({ result: resultWith({ findings: [findingWith()] }) }));

  it.each<[string, (report: ReturnType<typeof JSON.parse>) => void]>([
    ['of another version', (broken) => Object.assign(broken, { schema: 'hushkey/report@2' })],
    ['complete with gaps', (broken) => broken.gaps.push({ subject: 'a', reason: 'b' })],
    ['not complete without gaps', (broken) => Object.assign(broken, { complete: false })],
    ['with a secret that stands nowhere', (broken) => Object.assign(broken.findings[0], { locations: [] })],
    ['with a line 0', (broken) => Object.assign(broken.findings[0].locations[0], { line: 0 })],
    ['with an unknown severity', (broken) => Object.assign(broken.findings[0], { severity: 'grave' })],
  ])('is refused: one %s', (_, damage) => {
    const broken = report();
    expect(valid(broken)).toBe(true);
    damage(broken);
    expect(valid(broken)).toBe(false);
  });

  it('is no reason for a reader to refuse what is newer', () => {
    expect(valid({ ...report(), newer: true })).toBe(true);
  });
});
