import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ObjectType } from '../../src/git/object-reader.js';
import type { ObjectStore } from '../../src/git/packs/object-store.js';
import type { Unread } from '../../src/git/packs/stored-object.js';
import { History } from '../../src/sources/history.js';
import type { Gap } from '../../src/sources/source.js';
import { leaveHook } from '../support/outside-hooks.js';
import { TestRepository } from '../support/repository.js';

// What our own reader cannot read, git may.

const home = process.cwd();

beforeEach(leaveHook);

afterEach(() => {
  process.chdir(home);
  vi.unstubAllEnvs();
});

const CONTENTS: ReadonlySet<ObjectType> = new Set(['blob', 'commit', 'tag']);

const CLOSED: Unread = { kind: 'unread', subject: 'a.pack', isObject: false, reason: 'it has version 9' };

function repositoryHere(): TestRepository {
  const repository = new TestRepository();
  repository.stage('a.txt', 'a\n');
  repository.commit();
  process.chdir(repository.folder);
  return repository;
}

/** What git finds, when our store has what `has` says. */
async function behindClosedDoors(has: (id: string) => boolean): Promise<{ history: History; found: (Unread | Gap)[] }> {
  const history = new History();
  const found: (Unread | Gap)[] = [];
  for await (const each of history.behindClosedDoors([CLOSED], { has } as ObjectStore, CONTENTS)) found.push(each);
  return { history, found };
}

it('reads through git what is in a pack that only git can open', async () => {
  const repository = repositoryHere();
  const { history, found } = await behindClosedDoors(() => false);
  const read = await Promise.all(found.map((each) => history.readAnyway(each as Unread)));
  history.close();
  expect(read.map((each) => ('found' in each ? `${each.type} ${each.id}` : each)).sort()).toEqual([
    `blob ${repository.git('rev-parse', 'HEAD:a.txt')}`,
    `commit ${repository.git('rev-parse', 'HEAD')}`,
  ]);
});

it('has a gap for a pack that git cannot open either, with our reason when git has none', async () => {
  repositoryHere();
  const { found } = await behindClosedDoors(() => true);
  expect(found).toMatchObject([{ kind: 'gap', subject: 'a.pack', reason: 'it has version 9' }]);
});

it('has one gap for an object that nobody can read, with our reason', async () => {
  repositoryHere();
  const history = new History();
  const unread = { kind: 'unread', subject: '12'.repeat(20), isObject: true, reason: 'it is damaged' } as const;
  const gap = { subject: `object ${unread.subject}`, reason: 'it cannot be read: it is damaged' };
  expect(await history.readAnyway(unread)).toMatchObject([gap]);
  expect(await history.readAnyway(unread)).toEqual([]);
  history.close();
});
