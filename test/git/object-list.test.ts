import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ObjectList } from '../../src/git/object-list.js';
import { leaveHook } from '../support/outside-hooks.js';
import { TestRepository } from '../support/repository.js';
import { once, wrappedGit } from '../support/wrapped-git.js';

beforeEach(leaveHook);

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A repository of 40 blobs, a tree and a commit, and what is listed of it with a git that does as the script says. */
async function listed(script: string) {
  const repository = new TestRepository();
  for (let n = 0; n < 40; n++) repository.write(`${n}.txt`, `${n}\n`);
  repository.git('add', '.');
  repository.commit();
  vi.stubEnv('PATH', wrappedGit(script).PATH);
  const list = new ObjectList(repository.folder);
  const types: (string | undefined)[] = [];
  for await (const { type } of list.objects()) types.push(type);
  return { types: types.sort(), complaints: list.complaints };
}

const ALL = [...Array.from({ length: 40 }, () => 'blob'), 'commit', 'tree'];

it('lists every object with its type', async () => {
  expect(await listed('')).toEqual({ types: ALL, complaints: [] });
});

it('says so when the list of names is cut off', async () => {
  const { types, complaints } = await listed(once('--batch-check=%(objectname)', '"$git" "$@" | head -n 30; exit 1'));
  expect(types.length).toBe(30);
  expect(complaints).toEqual([expect.stringContaining('ended with 1')]);
});

it('asks again for the types that it was not told, but for one', async () => {
  const { types, complaints } = await listed(
    once('cat-file --buffer --batch-check', '"$git" "$@" | head -n 7; exit 1'),
  );
  expect(complaints).toEqual([]);
  expect(types.length).toBe(42);
  expect(types.filter((type) => type === undefined).length).toBe(1);
});
