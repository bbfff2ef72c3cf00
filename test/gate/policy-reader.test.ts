import { afterEach, expect, it } from 'vitest';
import { policyFiles } from '../../src/gate/policy-reader.js';
import { readAt } from '../../src/git/read-at.js';
import { TestRepository } from '../support/repository.js';

const folder = process.cwd();
afterEach(() => process.chdir(folder));

it('reads a file as the base side has it, whatever the range and the working tree say', async () => {
  const repository = new TestRepository();
  repository.stage('.hushkeyignore', 'base\n');
  const base = repository.commit();
  repository.stage('.hushkeyignore', 'changed by the range\n');
  repository.commit();
  repository.write('.hushkeyignore', 'on the disk\n');
  process.chdir(repository.folder);
  const { read } = policyFiles({ policyCommit: base });
  expect((await read('.hushkeyignore'))?.toString()).toBe('base\n');
  expect(await read('.hushkey.yaml')).toBeUndefined();
});

it('believes no file when there is no base side', async () => {
  expect(await policyFiles({ policyCommit: undefined }).read('package.json')).toBeUndefined();
});

it('takes a path as it is, from the top, also in a folder and with the letters of a pattern', async () => {
  const repository = new TestRepository();
  repository.stage('[a]*.txt', 'starred\n');
  repository.stage('ab.txt', 'other\n');
  repository.stage('sub/x.txt', 'x\n');
  const commit = repository.commit();
  expect((await readAt(commit, `${repository.folder}/sub`)('[a]*.txt'))?.toString()).toBe('starred\n');
  expect(await readAt(commit, repository.folder)('*.txt')).toBeUndefined();
});

it.each([
  [
    'a symbolic link',
    (repository: TestRepository) =>
      repository.git(
        'update-index',
        '--add',
        '--cacheinfo',
        `120000,${repository.git('hash-object', '-w', '--stdin')},policy`,
      ),
  ],
  ['a folder', (repository: TestRepository) => repository.stage('policy/x', 'x\n')],
])('refuses %s in place of a file', async (_, make) => {
  const repository = new TestRepository();
  make(repository);
  const commit = repository.commit();
  await expect(readAt(commit, repository.folder)('policy')).rejects.toThrow('it is no plain file');
});

it('throws when the commit or the file is not here', async () => {
  const repository = new TestRepository();
  await expect(readAt('1'.repeat(40), repository.folder)('policy')).rejects.toThrow('git ');
});
