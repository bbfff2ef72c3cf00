import { describe, expect, it } from 'vitest';
import { selectedPlaces } from '../../src/sources/selection.js';

// What was not asked for is left out, and what is not known is not.

const old = { order: 1, path: 'lib/a.ts', date: '2024-01-31T12:00:00+02:00' };
const young = { order: 2, path: 'src/b.env', date: '2026-06-30T23:00:00-05:00' };
const message = { order: 3, date: '2025-01-01T00:00:00Z' };
const undated = { order: 4, path: 'c' };
const all = [old, young, message, undated];

describe('the places that are asked for', () => {
  it('are all of them when nothing is said', () => {
    expect(selectedPlaces({}, all, all)).toEqual(all);
    expect(selectedPlaces({}, [], undefined)).toEqual([]);
    expect(selectedPlaces({}, undefined, undefined)).toEqual([]);
  });

  it('are those whose first commit is of that time, by the clock of the world', () => {
    expect(selectedPlaces({ since: new Date('2024-01-31T10:00:00Z') }, all, all)).toEqual(all);
    expect(selectedPlaces({ since: new Date('2024-01-31T10:00:01Z') }, all, all)).toEqual([young, message, undated]);
    expect(selectedPlaces({ until: new Date('2025-01-01T00:00:00Z') }, all, all)).toEqual([old, message, undated]);
    expect(selectedPlaces({ since: new Date('2026-07-01T04:00:00Z') }, [young], [young])).toEqual([young]);
    expect(selectedPlaces({ since: new Date('2026-07-01T04:00:01Z') }, [young], [young])).toBeUndefined();
  });

  it('are files whose path is meant by one of the patterns', () => {
    expect(selectedPlaces({ paths: ['lib/', '*.env'] }, all, all)).toEqual([old, young]);
    expect(selectedPlaces({ paths: ['nowhere'] }, all, all)).toBeUndefined();
  });

  it('are those that the names lead to', () => {
    expect(selectedPlaces({ from: ['id'] }, all, [young])).toEqual([young]);
    expect(selectedPlaces({ reachableOnly: true }, all, undefined)).toBeUndefined();
  });
});

describe('what nothing leads to', () => {
  it('is left out where a name or a path is asked for, and told where only a time is', () => {
    expect(selectedPlaces({ from: ['id'] }, [], undefined)).toBeUndefined();
    expect(selectedPlaces({ reachableOnly: true }, [], undefined)).toBeUndefined();
    expect(selectedPlaces({ paths: ['*'] }, [], undefined)).toBeUndefined();
    expect(selectedPlaces({ since: new Date() }, [], undefined)).toEqual([]);
  });
});

describe('what could not be followed', () => {
  it.each([{ from: ['id'] }, { reachableOnly: true }, { paths: ['x'] }, { since: new Date() }])(
    'is told, whatever is asked for',
    (selection) => {
      expect(selectedPlaces(selection, undefined, undefined)).toEqual([]);
    },
  );
});
