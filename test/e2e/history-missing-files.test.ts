// Files that trees name and that are not here: each is a gap, told from the trees themselves wherever that is exact.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lose } from '../support/damage.js';
import { expectOnlyAt, expectPlaces, scanHistory, UNREACHABLE } from '../support/history.js';
import { TestRepository, temporaryFolder } from '../support/repository.js';
import { token } from '../support/token.js';
import { wrappedGit } from '../support/wrapped-git.js';

function begin(): TestRepository {
  const repository = new TestRepository();
  for (let n = 0; n < 5; n++) repository.write(`lib/${n}.txt`, `${n}\n`);
  repository.git('add', '.');
  repository.commit();
  return repository;
}

const subjects = ({ gaps }: ReturnType<typeof scanHistory>) => gaps.map(({ subject }) => subject);

describe('a file that is missing', () => {
  it('leaves no doubt about what nothing leads to', () => {
    const repository = begin();
    const secret = token('openai-project-key');
    repository.stage('dangling.ts', `key = "${secret}"\n`);
    repository.git('rm', '--quiet', '--cached', 'dangling.ts');
    const id = lose(repository, 'HEAD:lib/3.txt');
    const run = scanHistory(repository);
    expect(subjects(run)).toEqual([`object ${id}`]);
    expectPlaces(repository, run, secret, [UNREACHABLE]);
  });

  it('is known without a walk of git through all of the history, on any number of threads', () => {
    const repository = begin();
    const lost = ['HEAD:lib/1.txt', 'HEAD:lib/4.txt'].map((object) => `object ${lose(repository, object)}`);
    const log = join(temporaryFolder(), 'log');
    const env = wrappedGit(`echo "$*" >> '${log}'`);
    for (const threads of ['1', '3'])
      expect(subjects(scanHistory(repository, { env, args: ['--threads', threads] })).sort()).toEqual(lost.sort());
    expect(existsSync(log)).toBe(true);
    expect(readFileSync(log, 'utf8')).not.toMatch(/rev-list .*--all/);
  });

  it('is counted by git when there are very many', () => {
    const repository = new TestRepository();
    for (let n = 0; n < 1100; n++) repository.write(`${n}.txt`, `file ${n}\n`);
    repository.git('add', '.');
    repository.commit();
    const kept = ['HEAD', 'HEAD^{tree}'].map((object) => repository.git('rev-parse', object));
    const objects = join(repository.folder, '.git/objects');
    for (const folder of readdirSync(objects).filter((name) => name.length === 2))
      for (const file of readdirSync(join(objects, folder)))
        if (!kept.includes(folder + file)) rmSync(join(objects, folder, file));
    expect(subjects(scanHistory(repository)).at(-1)).toBe('1000 more objects');
  });

  it('is none when it lies in another pack than the tree that names it', () => {
    const repository = begin();
    repository.git('repack', '--quiet', '-a', '-d');
    const secret = token('openai-project-key');
    repository.stage('new.ts', `key = "${secret}"\n`);
    const commit = repository.commit('in another pack');
    repository.git('repack', '--quiet', '-d');
    expectOnlyAt(repository, secret, [{ path: 'new.ts', commit }]);
  });
});
