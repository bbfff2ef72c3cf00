import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/git/range/changes.js';
import { type PlannedObject, readingPlan } from '../../src/git/range/reading-plan.js';

const NOTHING = { mode: '000000', id: '0' };

/** `change('a', 'old', 'new')`: at a path, what stood there before and after; several befores for a merge. */
function change(path: string, before: string | readonly string[], after: string, mode = '100644'): Change {
  const sides = [before].flat().map((id) => (id === '' ? NOTHING : { mode, id }));
  return { commit: 'c', path, before: sides, after: { mode: '100644', id: after } };
}

function plan(ours: readonly string[], changes: readonly Change[]): PlannedObject[] {
  return readingPlan(
    ours.map((id) => ({ id, path: undefined })),
    changes,
  );
}

/** `id` with `<base` behind it; in brackets when it is read for others alone. */
function told(planned: readonly PlannedObject[]): string[] {
  return planned.map(({ id, base, isOurs }) => (isOurs ? `${id}${base === undefined ? '' : `<${base}`}` : `(${id})`));
}

describe('the order in which a range is read', () => {
  it('has each version behind the one before it, and the first one behind what the other side has', () => {
    const planned = plan(['c', 'b', 'a'], [change('f', 'old', 'a'), change('f', 'a', 'b'), change('f', 'b', 'c')]);
    expect(told(planned)).toEqual(['(old)', 'a<old', 'b<a', 'c<b']);
    expect(planned.map(({ derived }) => derived)).toEqual([1, 1, 1, 0]);
  });

  it('has everything of the range once, and nothing of a list without changes is compared', () => {
    expect(told(plan(['commit', 'tree', 'a'], []))).toEqual(['commit', 'tree', 'a']);
  });

  it('comes last to what leads on', () => {
    const planned = plan(
      ['a', 'b', 'leaf'],
      [change('f', 'old', 'a'), change('f', 'a', 'b'), change('f', 'old', 'leaf')],
    );
    expect(told(planned)).toEqual(['(old)', 'leaf<old', 'a<old', 'b<a']);
  });
});

describe('an object is compared with nothing', () => {
  it('when nothing was at one of its paths', () => {
    expect(told(plan(['a'], [change('f', 'old', 'a'), change('g', '', 'a')]))).toEqual(['a']);
  });

  it('when different things were at its paths', () => {
    expect(told(plan(['a'], [change('f', 'old', 'a'), change('g', 'other', 'a')]))).toEqual(['a']);
    expect(told(plan(['a'], [change('f', 'old', 'a'), change('g', ['other', 'old'], 'a')]))).toEqual([
      '(old)',
      'a<old',
    ]);
  });

  it('when what was there was moved there within the range, and is no object of it', () => {
    expect(told(plan(['a'], [change('f', '', 'moved'), change('f', 'moved', 'a')]))).toEqual(['a']);
  });

  it('when it is one of two that were changed into each other', () => {
    const planned = plan(['a', 'b'], [change('f', 'b', 'a'), change('f', 'a', 'b')]);
    expect(planned.filter(({ base }) => base !== undefined)).toHaveLength(1);
    expect(planned).toHaveLength(2);
  });

  it('when a submodule was there', () => {
    expect(told(plan(['a'], [change('f', 'old', 'a', '160000')]))).toEqual(['a']);
  });
});
