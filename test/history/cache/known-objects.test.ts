import { describe, expect, it } from 'vitest';
import type { PackIndex } from '../../../src/git/packs/pack-index.js';
import { present, united } from '../../../src/history/cache/objects-in-order.js';
import { contentsOf, someIds, tableOf } from '../../support/known-objects.js';

/** As much of the index of a pack as is looked at. */
function indexOf(ids: readonly Buffer[]): PackIndex {
  const id = (row: number) => ids[row];
  return { count: ids.length, bytes: Buffer.concat(ids), idAt: (row: number) => row * 20, id } as unknown as PackIndex;
}

describe('known objects', () => {
  const ids = someIds(300, 'known');
  const table = tableOf(ids);

  it('are found by their whole ids, and no other is', () => {
    for (const [number, id] of ids.entries()) {
      expect(table.find(id)).toBe(number);
      const alike = Buffer.from(id);
      alike[19] = (alike[19] as number) ^ 1;
      expect(table.find(alike)).toBe(-1);
    }
  });

  it.each([0, 1, 5, 9, 20, 300, 4000])('are found among %i rows of an index', (more) => {
    const others = someIds(more, 'others');
    const some = ids.filter((_, at) => at % 7 === 0).slice(0, Math.max(3, more));
    const rows = [...others, ...some].sort(Buffer.compare);
    const told: string[] = [];
    table.eachKnown(indexOf(rows), (row, number) => {
      expect(rows[row]).toEqual(ids[number]);
      told.push((rows[row] as Buffer).toString('hex'));
    });
    expect(told).toEqual(some.map((id) => id.toString('hex')));
  });
});

it('are found in an index that has nearly all of them, and others between', () => {
  const ids = someIds(3000, 'nearly all');
  const table = tableOf(ids.filter((_, at) => at % 700 !== 5));
  const rows = ids.filter((_, at) => at % 900 !== 7);
  const told: string[] = [];
  table.eachKnown(indexOf(rows), (row, number) => {
    expect((rows[row] as Buffer).toString('hex')).toBe(table.hexId(number));
    told.push(table.hexId(number));
  });
  const both = ids.filter((_, at) => at % 700 !== 5 && at % 900 !== 7);
  expect(told).toEqual(both.map((id) => id.toString('hex')));
});

describe('tables', () => {
  it('that are put together say what each of them said', () => {
    const ids = someIds(500, 'many');
    const parts = [0, 1, 2, 3, 4].map((part) =>
      tableOf(ids.filter((_, at) => at % 11 === part || at % 11 === part + 5)),
    );
    const whole = united([...parts, tableOf([])], 20);
    const expected = new Map(parts.flatMap((part) => [...contentsOf(part)]));
    expect([...contentsOf(whole).keys()]).toEqual([...expected.keys()].sort());
    expect(new Map(contentsOf(whole))).toEqual(expected);
  });

  it('that have an object twice keep it once', () => {
    const table = tableOf(someIds(20, 'twice'));
    expect(contentsOf(united([table, table], 20))).toEqual(contentsOf(table));
  });

  it('forget what is not there any more', () => {
    const table = tableOf(someIds(50, 'gone'));
    const isThere = Uint8Array.from({ length: 50 }, (_, at) => (at % 4 === 0 ? 0 : 1));
    const left = [...contentsOf(table)].filter((_, at) => at % 4 !== 0);
    expect([...contentsOf(present(table, isThere))]).toEqual(left);
  });

  it('may be empty', () => {
    expect(united([], 20).count).toBe(0);
    expect(contentsOf(united([tableOf([])], 20)).size).toBe(0);
  });
});
