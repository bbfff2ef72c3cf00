import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GitUnusableError } from '../../../src/git/git-error.js';
import { objectFolders, splitQuoted } from '../../../src/git/packs/object-folders.js';
import { grownRepository } from '../../support/grown-repository.js';
import { leaveHook } from '../../support/outside-hooks.js';
import { TestRepository, temporaryFolder } from '../../support/repository.js';
import { expectSameAsGit } from '../../support/stored-objects.js';

beforeEach(leaveHook);
afterEach(() => {
  vi.unstubAllEnvs();
});

it('reads worktrees, bare repositories, folders inside, and repositories inside of a .git file', async () => {
  const repository = grownRepository(20);
  repository.git('worktree', 'add', '--quiet', '../worktree', 'grown-1');
  repository.git('clone', '--quiet', '--bare', '.', '../bare');
  repository.git('clone', '--quiet', '--separate-git-dir=../separate', '.', '../work');
  for (const cwd of ['../worktree', '../worktree/folder-0', '../bare', '../bare/objects', '../work'])
    await expectSameAsGit(repository, cwd);
});

it('reads alternates, alternates of alternates, and stops in a circle', async () => {
  const repository = grownRepository(20);
  repository.git('clone', '--quiet', '--shared', '--branch=grown-1', '.', '../second');
  repository.git('clone', '--quiet', '--shared', '../second', '../third');
  const { folders, unread } = await objectFolders(join(repository.folder, '../third'));
  expect(folders).toHaveLength(3);
  expect(unread).toEqual([]);
  await expectSameAsGit(repository, '../third');
  mkdirSync(join(repository.folder, '.git/objects/info'), { recursive: true });
  writeFileSync(join(repository.folder, '.git/objects/info/alternates'), '# a comment\n../../../third/.git/objects\n');
  expect((await objectFolders(repository.folder)).folders).toHaveLength(3);
});

it('reads no deeper than git does, and says so', async () => {
  const repository = new TestRepository();
  for (let depth = 1; depth < 9; depth++) {
    repository.git('init', '--quiet', `../deep-${depth}`);
    const file = join(repository.folder, `../deep-${depth}/.git/objects/info/alternates`);
    writeFileSync(file, `../../../deep-${depth - 1}/.git/objects\n`);
  }
  const deep = await objectFolders(join(repository.folder, '../deep-8'));
  expect(deep.folders).toHaveLength(6);
  expect(deep.unread).toMatchObject([{ kind: 'unread', reason: expect.stringMatching(/too many/) }]);
});

it('says which alternate is not there', async () => {
  const repository = new TestRepository();
  mkdirSync(join(repository.folder, '.git/objects/info'), { recursive: true });
  writeFileSync(join(repository.folder, '.git/objects/info/alternates'), '/no/such/folder\n');
  expect((await objectFolders(repository.folder)).unread).toMatchObject([
    { subject: '/no/such/folder', isObject: false },
  ]);
});

it('reads the quarantine of a push, and what lies behind it', async () => {
  const repository = grownRepository(10);
  const quarantine = temporaryFolder();
  const alternates = `"${join(repository.folder, '.git/objects').replace('repository', 'reposit\\157ry')}"`;
  vi.stubEnv('GIT_OBJECT_DIRECTORY', quarantine);
  vi.stubEnv('GIT_ALTERNATE_OBJECT_DIRECTORIES', `${alternates}:/no/such/folder`);
  const found = await objectFolders(repository.folder);
  expect(found.folders).toEqual([quarantine, join(repository.folder, '.git/objects')]);
  expect(found.unread).toMatchObject([{ subject: '/no/such/folder' }]);
});

it('reads lists with quotes as git does', () => {
  expect(splitQuoted('a:b c::"d:\\"e\\\\\\t\\303\\274":"f', ':')).toEqual(['a', 'b c', 'd:"e\\\tü', '"f']);
});

it('says that a folder is no repository', async () => {
  await expect(objectFolders(temporaryFolder())).rejects.toThrow(GitUnusableError);
});
