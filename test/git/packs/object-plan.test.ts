import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { borrowedReader } from '../../../src/git/packs/borrowed-reader.js';
import { ObjectPlan } from '../../../src/git/packs/object-plan.js';
import { ObjectStore } from '../../../src/git/packs/object-store.js';
import type { Unread } from '../../../src/git/packs/stored-object.js';
import { corrupt } from '../../support/damage.js';
import { describeObject } from '../../support/described-object.js';
import { growMore, grownRepository } from '../../support/grown-repository.js';
import { leaveHook } from '../../support/outside-hooks.js';
import type { TestRepository } from '../../support/repository.js';
import { type Objects, objectsOfGit } from '../../support/stored-objects.js';

// However many threads share the work, each object is read by exactly one of them. A thread is a reader that was given a
// copy of the plan, as threads are.

beforeEach(leaveHook);

interface Shares {
  readonly objects: Objects;
  readonly unread: readonly Unread[];
  /** How many objects each reader had. */
  readonly shares: readonly number[];
}

/** Reads everything with so many readers, who take the next batch in turn. */
async function shared(
  repository: TestRepository,
  readers: number,
  { size = 1 << 12, cwd = '.', meanwhile = () => {} } = {},
): Promise<Shares> {
  const store = await ObjectStore.open(join(repository.folder, cwd));
  try {
    const plan = new ObjectPlan(store);
    expect([...plan.closed, ...plan.damaged, ...plan.circular()]).toEqual([]);
    const lent = plan.lend();
    const all = Array.from({ length: readers }, () => borrowedReader(structuredClone(lent), {}));
    meanwhile();
    const objects: Objects = new Map();
    const unread: Unread[] = [];
    const shares = all.map(() => 0);
    for (const [number, batch] of plan.batches(undefined, size).entries())
      for (const object of all[number % readers]?.objects(batch) ?? []) {
        if (object.kind === 'large') throw new Error(object.id);
        if (object.kind === 'unread') unread.push(object);
        else if (!object.isRepeated) {
          expect(objects.has(object.id), `${object.id} came twice`).toBe(false);
          objects.set(object.id, describeObject(object.type, object.content));
          shares[number % readers] = (shares[number % readers] as number) + 1;
        }
      }
    return { objects, unread, shares };
  } finally {
    store.close();
  }
}

/** Several packs, of which some have the same objects, and loose objects, some of them packed too. */
function mixed(): TestRepository {
  const repository = grownRepository(60);
  for (let seed = 2; seed < 6; seed++) growMore(repository, 25, seed);
  repository.git('repack', '--quiet', '-a');
  growMore(repository, 10, 7);
  for (let file = 0; file < 40; file++) repository.stage(`loose-${file}.txt`, `loose ${file}\n`.repeat(file));
  repository.commit();
  return repository;
}

describe('the shares of readers', () => {
  it.each([1, 2, 3, 4, 5])('have every object once, and each reader has some of them (%i readers)', async (readers) => {
    const repository = mixed();
    const { objects, unread, shares } = await shared(repository, readers);
    expect(unread).toEqual([]);
    expect(objects).toEqual(objectsOfGit(repository));
    for (const share of shares) expect(share).toBeGreaterThan(objects.size / readers / 20);
  });

  it('have every object once, whatever the size of a batch', async () => {
    const repository = mixed();
    const expected = objectsOfGit(repository);
    for (const size of [1, 1000, 1 << 30]) {
      const { objects, unread } = await shared(repository, 2, { size });
      expect(unread).toEqual([]);
      expect(objects).toEqual(expected);
    }
  });

  it('have what alternates hold, once although both have it', async () => {
    const repository = mixed();
    const cwd = '../clone';
    repository.git('clone', '--quiet', '--no-checkout', `file://${repository.folder}`, cwd);
    const info = join(repository.folder, cwd, '.git/objects/info');
    mkdirSync(info, { recursive: true });
    writeFileSync(join(info, 'alternates'), `${join(repository.folder, '.git/objects')}\n`);
    const { objects, unread } = await shared(repository, 3, { cwd });
    expect(unread).toEqual([]);
    expect(objects).toEqual(objectsOfGit(repository, cwd));
  });

  it('are read on when a repack deletes the packs: they are open', async () => {
    const repository = mixed();
    const { objects, unread } = await shared(repository, 3, {
      meanwhile: () => repository.git('repack', '--quiet', '-a', '-d', '-f', '--depth=250'),
    });
    // Only what had a file of its own is elsewhere now; who asks for the rest finds it in the new pack.
    expect(unread.every(({ isVanished }) => isVanished)).toBe(true);
    expect(unread.length).toBeGreaterThan(30);
    const read = [...objects.keys(), ...unread.map(({ subject }) => subject)];
    expect(read.sort()).toEqual([...objectsOfGit(repository).keys()].sort());
  });

  it('have what cannot be read, once, and the rest', async () => {
    const repository = mixed();
    const expected = objectsOfGit(repository);
    const damaged = corrupt(repository, 'HEAD:loose-39.txt');
    const { objects, unread } = await shared(repository, 3);
    expect(unread.map(({ subject }) => subject)).toEqual([damaged]);
    expected.delete(damaged);
    expect(objects).toEqual(expected);
  });
});

describe('a batch', () => {
  it('is as large as it should be, unless a single tree is larger, and none is empty', async () => {
    const repository = mixed();
    const store = await ObjectStore.open(repository.folder);
    const batches = new ObjectPlan(store).batches(undefined, 4096);
    store.close();
    expect(batches.length).toBeGreaterThan(5);
    for (const { bytes, first, end } of batches) {
      expect(end).toBeGreaterThan(first);
      expect(bytes).toBeGreaterThan(0);
    }
    expect(batches.map(({ bytes }) => bytes)).toEqual(batches.map(({ bytes }) => bytes).sort((a, b) => b - a));
  });

  it('has no trees when only contents are wanted', async () => {
    const repository = mixed();
    const store = await ObjectStore.open(repository.folder);
    const plan = new ObjectPlan(store);
    const packed = (types: readonly ('blob' | 'commit' | 'tag' | 'tree')[]) =>
      plan
        .batches(new Set(types))
        .filter(({ pack }) => pack !== -1)
        .reduce((sum, { bytes }) => sum + bytes, 0);
    expect(packed(['blob', 'commit', 'tag']) + packed(['tree'])).toBe(packed(['blob', 'commit', 'tag', 'tree']));
    expect(packed(['tree'])).toBeGreaterThan(0);
    store.close();
  });
});
