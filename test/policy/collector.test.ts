import { describe, expect, it } from 'vitest';
import type { Match } from '../../src/detect/match.js';
import type { Pattern } from '../../src/detect/pattern.js';
import { FindingCollector } from '../../src/policy/collector.js';
import type { Finding } from '../../src/policy/finding.js';
import { findingId } from '../../src/policy/finding-id.js';
import type { Origin } from '../../src/sources/source.js';
import { matchWith } from '../support/pattern.js';

interface Sighting {
  readonly text: string;
  readonly path?: string;
  readonly object?: string;
  readonly pattern?: Partial<Pattern> & { readonly id: string };
  readonly match?: Partial<Match>;
}

/** Collects sightings of what stands between angle brackets. */
function collect(sightings: readonly Sighting[], origins = new Map<string, readonly Origin[]>()): Finding[] {
  const collector = new FindingCollector();
  for (const { text, path, object, pattern = { id: 'acme-key' }, match: parts } of sightings) {
    const bytes = Buffer.from(text);
    const match = matchWith(pattern, { start: bytes.indexOf('<') + 1, end: bytes.indexOf('>'), ...parts });
    collector.add(match, [match], { bytes, place: path === undefined ? {} : { path }, object });
  }
  return collector.findings({ origins }, false);
}

const places = (finding: Finding | undefined) =>
  finding?.locations.map(({ path, line, column, commit }) => [path, line, column, commit]);

describe('findings', () => {
  it('are one for each secret, with every place in it', () => {
    const found = collect([
      { text: 'KEY=<one>', path: 'a' },
      { text: '\n  <one>', path: 'b' },
      { text: '<two>', path: 'c' },
    ]);
    expect(found.map(places)).toEqual([
      [
        ['a', 1, 6, undefined],
        ['b', 2, 4, undefined],
      ],
      [['c', 1, 2, undefined]],
    ]);
  });

  it('are one for a secret that is written in one place and encoded in another, which says how', () => {
    const [finding, ...others] = collect([
      { text: 'KEY=<acme_qwhzkbnm>', path: 'a' },
      { text: 'KEY=<YWNtZV9xd2h6a2JubQ>', path: 'b', match: { text: 'acme_qwhzkbnm', decoded: ['base64', 'percent'] } },
    ]);
    expect(others).toEqual([]);
    expect(finding?.locations.map(({ path, decoded }) => [path, decoded])).toEqual([
      ['a', undefined],
      ['b', ['base64', 'percent']],
    ]);
  });

  it('have the place of the whole secret, also over lines', () => {
    const [finding] = collect([{ text: 'é <one\n22\n333> after', path: 'a' }]);
    expect(finding?.locations).toMatchObject([{ line: 1, column: 4, endLine: 3, endColumn: 4 }]);
  });

  it('come in their order on a line', () => {
    for (const text of ['KEY=<aa> KEY=bb', 'KEY=<bb> KEY=aa']) {
      const [first, second] = [text, text.replace(/[<>]/g, '').replace(/(..)$/, '<$1>')];
      const found = collect([second, first].map((line) => ({ text: line, path: 'a' })));
      expect(found.map(({ locations: [place] }) => place?.column)).toEqual([6, 13]);
    }
  });

  it('come gravest first, then by path and line', () => {
    const found = collect([
      { text: '<low>', path: 'a', match: { severity: 'low' } },
      { text: '\n<late>', path: 'b', match: { severity: 'high' } },
      { text: '<early>', path: 'b', match: { severity: 'high' } },
      { text: '<first>', path: 'a', match: { severity: 'high' } },
      { text: '<worst>', path: 'z', match: { severity: 'critical' } },
      { text: '<middle>', path: 'a', match: { severity: 'medium' } },
    ]);
    const order = found.map(({ severity, locations: [place] }) => `${severity} ${place?.path}:${place?.line}`);
    expect(order).toEqual(['critical z:1', 'high a:1', 'high b:1', 'high b:2', 'medium a:1', 'low a:1']);
  });

  it('begin with the place that came first in the history', () => {
    const origin = (order: number, path: string): Origin => ({ order, path, commit: `commit ${order}` });
    const origins = new Map([
      ['new', [origin(9, 'now')]],
      ['old', [origin(1, 'then'), origin(4, 'copy')]],
      ['lost', []],
    ]);
    const [finding] = collect(
      ['lost', 'new', 'old'].map((object) => ({ text: '<one>', object })),
      origins,
    );
    expect(places(finding)).toEqual([
      ['then', 1, 2, 'commit 1'],
      ['copy', 1, 2, 'commit 4'],
      ['now', 1, 2, 'commit 9'],
      [undefined, 1, 2, undefined],
    ]);
    expect(finding?.locations.map(({ unreachable }) => unreachable)).toEqual([undefined, undefined, undefined, true]);
  });

  it('are named by the pattern that says most, when two know one secret', () => {
    const general = { text: '<one>', path: 'a', pattern: { id: 'any-key', specificity: 'generic' } } as const;
    const exact = { text: '<one>', path: 'b', pattern: { id: 'acme-key' } };
    for (const order of [
      [general, exact],
      [exact, general],
    ]) {
      const found = collect(order);
      expect(found.map(({ pattern }) => pattern)).toEqual(['acme-key']);
      expect(found[0]?.locations.map(({ path }) => path).sort()).toEqual(['a', 'b']);
    }
  });

  it('have the parts of a secret with all their places, and what is told of them', () => {
    const collector = new FindingCollector();
    const add = (text: string, path: string) => {
      const bytes = Buffer.from(text);
      const id = matchWith({ id: 'acme-id' }, { start: 0, end: 4, notes: ['account 7'] });
      const parts = text.startsWith('id') ? [id] : [];
      const start = bytes.indexOf('<') + 1;
      const pair = parts.length > 0 ? ({ parts, severity: 'critical' } as const) : {};
      const match = matchWith({ id: 'acme-key' }, { start, end: bytes.indexOf('>'), notes: ['a note'], ...pair });
      collector.add(match, [...parts, match], { bytes, place: { path } });
    };
    add('alone <secret of acme>', 'a');
    add('id-1\n<secret of acme>', 'b');
    add('id-2\n<secret of acme>', 'c');
    add('id-1 <secret of acme>', 'd');
    const [finding, ...others] = collector.findings({ origins: new Map() }, false);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ pattern: 'acme-key', severity: 'critical', notes: ['a note', 'account 7'] });
    expect(places(finding)?.map(([path]) => path)).toEqual(['a', 'b', 'c', 'd']);
    expect(finding?.parts?.map(({ pattern, locations }) => [pattern, ...locations.map(({ path }) => path)])).toEqual([
      ['acme-id', 'b', 'd'],
      ['acme-id', 'c'],
    ]);
    expect(finding?.parts?.[0]?.locations[0]).toMatchObject({ line: 1, column: 1, endLine: 1, endColumn: 5 });
    expect(JSON.stringify(finding)).not.toMatch(/secret of|id-[12]/);
  });

  it('keep the parts of a secret that two patterns know', () => {
    const collector = new FindingCollector();
    const bytes = Buffer.from('id-1 <one>');
    const part = matchWith({ id: 'acme-id' }, { start: 0, end: 4 });
    for (const [id, specificity] of [
      ['any-key', 'generic'],
      ['acme-key', 'exact'],
    ] as const) {
      const match = matchWith({ id, specificity }, { start: 6, end: 9, parts: [part] });
      collector.add(match, [part, match], { bytes, place: { path: id } });
    }
    const [finding] = collector.findings({ origins: new Map() }, false);
    expect(finding?.parts?.map(({ locations }) => locations.length)).toEqual([2]);
  });

  it('hold nothing of the secret', () => {
    const found = collect([{ text: 'KEY=<s3cr3t-of-acme>', path: 'a' }]);
    expect(JSON.stringify(found)).not.toContain('s3cr3t');
  });
});

describe('the id of a finding', () => {
  it('is the same in every run, for the same secret of the same pattern', () => {
    expect(findingId('acme-key', 'one')).toBe(findingId('acme-key', 'one'));
    // Baselines and other people's lists hold ids: this one must never change.
    expect(findingId('acme-key', 'one')).toBe('db68c36f60a4');
  });

  it('is another for another secret or another pattern', () => {
    const ids = [findingId('acme-key', 'one'), findingId('acme-key', 'two'), findingId('acme-other', 'one')];
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{12}$/);
  });

  it('reads a secret as bytes', () => {
    expect(findingId('acme-key', '\xe9')).not.toBe(findingId('acme-key', '\xc3\xa9'));
  });
});
