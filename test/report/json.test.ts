import { describe, expect, it } from 'vitest';
import { jsonReport } from '../../src/report/json.js';
import { findingWith, locationWith, resultWith } from '../support/finding.js';
import { commitWith, pastFinding } from '../support/history-finding.js';

const report = (result: ReturnType<typeof resultWith>) => JSON.parse(jsonReport({ result }));

describe('the JSON report', () => {
  it('has its published form', () => {
    const location = locationWith({ blob: 'b10b', commit: 'c0ffee', author: 'Ada', date: '2026-01-02T03:04:05Z' });
    const finding = findingWith({ notes: ['a note'], locations: [location] });
    expect(report(resultWith({ findings: [finding] }))).toEqual({
      schema: 'hushkey/report@1',
      complete: true,
      gaps: [],
      findings: [
        {
          id: '0123456789ab',
          pattern: 'acme-key',
          provider: 'acme',
          severity: 'high',
          confidence: 'high',
          preview: 'acme_…',
          notes: ['a note'],
          locations: [
            {
              path: 'src/app.ts',
              line: 3,
              column: 7,
              endLine: 3,
              endColumn: 20,
              blob: 'b10b',
              commit: 'c0ffee',
              author: 'Ada',
              date: '2026-01-02T03:04:05Z',
            },
          ],
          new: true,
        },
      ],
      stats: { objects: 2, bytes: 1234, ms: 56, ignored: 0, belowConfidence: 0 },
    });
  });

  it('says that it is not complete when there are gaps', () => {
    const gaps = [
      { kind: 'gap', subject: 'a', reason: 'b' },
      { kind: 'gap', subject: 'c', reason: 'd', advice: 'e' },
    ] as const;
    expect(report(resultWith({ gaps }))).toMatchObject({
      complete: false,
      gaps: [
        { subject: 'a', reason: 'b' },
        { subject: 'c', reason: 'd', advice: 'e' },
      ],
    });
  });

  it('is data whatever a path holds, and nothing but one object on lines of its own', () => {
    const path = 'a "quoted"\n\x1b[31m\u2028\u202e</script>.ts';
    const result = resultWith({ findings: [findingWith({ locations: [locationWith({ path })] })] });
    expect(report(result).findings[0].locations[0].path).toBe(path);
    const text = jsonReport({ result });
    expect(text).toMatch(/^\{\n {2}"schema": .*\n\}\n$/s);
    expect(text).not.toContain('\x1b');
  });

  it('has the history of a finding, and the versions of its files, beside what was there before', () => {
    const versions = locationWith({ versions: 7 });
    const finding = pastFinding({ pushed: true }, { locations: [versions] });
    expect(report(resultWith({ findings: [finding] })).findings[0]).toMatchObject({
      id: '0123456789ab',
      locations: [{ path: 'src/app.ts', line: 3, versions: 7 }],
      history: {
        first: {
          commit: commitWith().commit,
          author: 'Ada Author <ada@example.test>',
          date: '2026-01-02T03:04:05+02:00',
          subject: 'Add the client',
        },
        last: { subject: 'Tidy up' },
        paths: ['src/app.ts'],
        inHead: false,
        reachedBy: [{ kind: 'branch', name: 'main' }],
        reachedByCount: 1,
        pushed: true,
        unreachable: false,
      },
    });
    expect(report(resultWith({ findings: [findingWith()] })).findings[0]).not.toHaveProperty('history');
  });

  it('has the parts of a finding that has some', () => {
    const locations = [locationWith({ line: 2, excerpt: { before: 'a line of code', after: '' } })];
    const finding = findingWith({ parts: [{ pattern: 'acme-id', preview: 'id_…', locations }] });
    expect(report(resultWith({ findings: [finding] })).findings[0].parts).toEqual([
      {
        pattern: 'acme-id',
        preview: 'id_…',
        locations: [{ path: 'src/app.ts', line: 2, column: 7, endLine: 3, endColumn: 20 }],
      },
    ]);
    expect(report(resultWith({ findings: [findingWith()] })).findings[0]).not.toHaveProperty('parts');
  });

  it('does not hold the line around a secret', () => {
    const location = locationWith({ excerpt: { before: 'a line of code', after: 'and more' } });
    const text = JSON.stringify(report(resultWith({ findings: [findingWith({ locations: [location] })] })));
    expect(text).not.toContain('a line of code');
    expect(text).not.toContain('excerpt');
  });
});
