// One entry for a secret stays readable: every path, the first version of each file, and a count of the rest.
import { describe, expect, it } from 'vitest';
import { FindingCollector } from '../../src/policy/collector.js';
import type { Location } from '../../src/policy/finding.js';
import { KeptExcerpts } from '../../src/policy/kept-excerpts.js';
import type { Origin } from '../../src/sources/source.js';
import { matchWith } from '../support/pattern.js';

/** Versions of files, each with the secret at these lines. */
type Version = { readonly object: string; readonly lines?: readonly number[]; readonly at: readonly Origin[] };

function locationsIn(versions: readonly Version[]): readonly Location[] {
  const collector = new FindingCollector();
  for (const { object, lines = [1] } of versions)
    for (const line of lines) {
      const bytes = Buffer.from(`${'\n'.repeat(line - 1)}abcdefghij`);
      const match = matchWith({ id: 'acme-key' }, { start: line - 1, end: bytes.length });
      collector.add(match, [match], { bytes, place: {}, object });
    }
  const origins = new Map(versions.map(({ object, at }) => [object, at]));
  return collector.findings({ origins }, false)[0]?.locations ?? [];
}

const edited = (times: number, path: string, from = 0) =>
  Array.from({ length: times }, (_, n) => ({
    object: `${path}${n}`,
    at: [{ order: from + n, commit: `c${from + n}`, path }],
  }));

describe('the places of a secret', () => {
  it('are all versions while they are few, and the first one counts them', () => {
    expect(locationsIn(edited(3, 'a')).map(({ commit, versions }) => [commit, versions])).toEqual([
      ['c0', 3],
      ['c1', undefined],
      ['c2', undefined],
    ]);
    expect(locationsIn(edited(1, 'a'))[0]).not.toHaveProperty('versions');
  });

  it('are the first hundred of a file that was edited a thousand times', () => {
    const locations = locationsIn(edited(1000, 'a'));
    expect(locations).toHaveLength(100);
    expect(locations[0]).toMatchObject({ commit: 'c0', versions: 1000 });
    expect(locations.at(-1)?.commit).toBe('c99');
  });

  it('leave out no path, however often others were edited', () => {
    const paths = Array.from({ length: 300 }, (_, n) => edited(1, `copy${n}`, 2000 + n)).flat();
    const locations = locationsIn([...edited(500, 'a'), ...paths]);
    expect(new Set(locations.map(({ path }) => path)).size).toBe(301);
    expect(locations).toHaveLength(400);
  });

  it('leave out none in the first version of a file, of which there may be many', () => {
    const lines = Array.from({ length: 150 }, (_, index) => index + 1);
    const locations = locationsIn([
      { object: 'o0', lines, at: [{ order: 0, path: 'a' }] },
      { object: 'o1', lines, at: [{ order: 1, path: 'a' }] },
    ]);
    expect(locations.map(({ blob, line }) => [blob, line])).toEqual(lines.map((line) => ['o0', line]));
    expect(locations[0]?.versions).toBe(2);
  });

  it('count what nothing leads to, which has no path', () => {
    const lost = Array.from({ length: 250 }, (_, n) => ({ object: `lost${n + 100}`, at: [] }));
    const locations = locationsIn([...lost, ...edited(1, 'a')]);
    expect(locations.map(({ path, versions }) => [path, versions]).slice(0, 3)).toEqual([
      ['a', undefined],
      [undefined, 250],
      [undefined, undefined],
    ]);
    expect(locations).toHaveLength(101);
  });

  it('are the same whatever was found first', () => {
    const versions = [...edited(150, 'a'), ...edited(150, 'b', 75)];
    expect(locationsIn([...versions].reverse())).toEqual(locationsIn(versions));
  });
});

describe('an excerpt', () => {
  it('is kept once for all versions that have the same', () => {
    const kept = new KeptExcerpts();
    const [one, two, other] = [
      { before: 'a', after: 'b' },
      { before: 'a', after: 'b' },
      { before: 'ab', after: '' },
    ].map((excerpt) => kept.keep(excerpt));
    expect(one).toBe(two);
    expect(other).toEqual({ before: 'ab', after: '' });
  });

  it('is kept as it was, half a character too', () => {
    const excerpt = { before: '… 日\ud83d', after: '\udd11é\0' };
    expect(new KeptExcerpts().keep(excerpt)).toEqual(excerpt);
  });
});
