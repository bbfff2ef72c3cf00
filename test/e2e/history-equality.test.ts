import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { adversaries } from '../support/adversarial-families.js';
import type { DeltaFamily } from '../support/delta-family.js';
import { addCommits, addPack, familyPack } from '../support/family-pack.js';
import { familyOf, familyRecipe, longFamilyRecipe } from '../support/family-recipes.js';
import { expectSameAsNaive } from '../support/naive-history.js';
import { leaveHook } from '../support/outside-hooks.js';
import { TestRepository } from '../support/repository.js';
import { objectsOfGit } from '../support/stored-objects.js';

// What history finds is what a scan of every object finds, each read whole: whatever the deltas, wherever they are stored.

beforeEach(leaveHook);

const AGGRESSIVE = ['repack', '--quiet', '-a', '-d', '-f', '--depth=250', '--window=250'];

/** Random families are others every time; the same come again with the seed that a failure has in its name. */
const SEED = Number(process.env.HISTORY_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Families of every kind. */
function families(random = 120): DeltaFamily[] {
  const known = adversaries().map(({ family }) => family);
  const drawn = [
    ...fc.sample(familyRecipe, { numRuns: random, seed: SEED }),
    ...fc.sample(longFamilyRecipe, { numRuns: random / 10, seed: SEED }),
  ];
  return [...known, ...drawn.map(familyOf)];
}

/** Without those of many megabytes, which need no second look in every kind of repository. */
function smallFamilies(): DeltaFamily[] {
  return families(60).filter(({ members }) => members.every(({ content }) => content.length < 1 << 20));
}

describe(`deltas that git would not make (seed ${SEED})`, () => {
  it.each(['offset', 'reference', 'mixed'] as const)('in one pack, with bases told by %s', async (bases) => {
    const repository = new TestRepository();
    addPack(repository, familyPack(families(), { bases }));
    await expectSameAsNaive(repository);
    if (bases === 'mixed') await expectSameAsNaive(repository, '.', ['--threads', '3']);
  });

  it('in a repository that hashes with SHA-256', async () => {
    const repository = new TestRepository(['--object-format=sha256']);
    addPack(repository, familyPack(smallFamilies(), { bases: 'mixed', hash: 'sha256' }));
    await expectSameAsNaive(repository);
  });

  it('in many packs, some of which hold the same objects, and loose', async () => {
    const repository = new TestRepository();
    const all = smallFamilies();
    for (let from = 0; from < all.length; from += 10)
      addPack(repository, familyPack(all.slice(from, from + 14), { bases: from % 20 ? 'offset' : 'reference' }));
    const input = familyPack(all.slice(0, 30), { bases: 'mixed' });
    const other = new TestRepository();
    expect(other.run('git', ['unpack-objects', '-q'], { input }).code).toBe(0);
    expect(other.git('count-objects', '--verbose')).toMatch(/^in-pack: 0$/m);
    await expectSameAsNaive(other);
    repository.write('.git/objects/info/alternates', `${join(other.folder, '.git/objects')}\n`);
    await expectSameAsNaive(repository);
    repository.git('multi-pack-index', 'write');
    await expectSameAsNaive(repository);
  });
});

describe(`deltas that git makes (seed ${SEED})`, () => {
  /** The families as the histories of files, on two branches. */
  function committed(initArgs: readonly string[] = []): TestRepository {
    const repository = new TestRepository(initArgs);
    const all = smallFamilies();
    addCommits(repository, all.slice(0, all.length / 2), 'main');
    addCommits(repository, all.slice(all.length / 2), 'other');
    return repository;
  }

  it('in packs of an import, and repacked with long chains', async () => {
    const repository = committed();
    await expectSameAsNaive(repository);
    const before = objectsOfGit(repository).size;
    repository.git(...AGGRESSIVE);
    expect(objectsOfGit(repository).size).toBe(before);
    await expectSameAsNaive(repository);
    repository.git('-c', 'repack.useDeltaBaseOffset=false', ...AGGRESSIVE);
    await expectSameAsNaive(repository);
  });

  it('in a repository that hashes with SHA-256', async () => {
    const repository = committed(['--object-format=sha256']);
    repository.git(...AGGRESSIVE);
    await expectSameAsNaive(repository);
  });

  it('seen from a worktree, from a folder, and in a bare clone', async () => {
    const repository = committed();
    repository.git(...AGGRESSIVE);
    repository.git('worktree', 'add', '--quiet', '../linked', 'other');
    mkdirSync(join(repository.folder, 'a/folder'), { recursive: true });
    await expectSameAsNaive(repository, '../linked');
    await expectSameAsNaive(repository, 'a/folder');
    const bare = new TestRepository(['--bare']);
    repository.git('push', '--quiet', '--all', bare.folder);
    await expectSameAsNaive(bare);
  });

  it('partly in another repository, of which this one is a shared clone', async () => {
    const first = committed();
    const clone = new TestRepository();
    clone.write('.git/objects/info/alternates', `${join(first.folder, '.git/objects')}\n`);
    addCommits(clone, smallFamilies().slice(0, 20), 'more');
    await expectSameAsNaive(clone);
    clone.git(...AGGRESSIVE, '-l');
    await expectSameAsNaive(clone);
  });
});
