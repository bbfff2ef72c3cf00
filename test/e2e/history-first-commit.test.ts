import { describe, expect, it } from 'vitest';
import { expectOnlyAt, expectPlaces, scanHistory, UNREACHABLE } from '../support/history.js';
import { TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

const secret = () => token('openai-project-key');

/** Commits what is staged, as if at noon UTC of a day. */
function commitOn(repository: TestRepository, date: string, message = 'a commit'): string {
  const env = { GIT_AUTHOR_DATE: `${date}T12:00:00Z`, GIT_COMMITTER_DATE: `${date}T12:00:00Z` };
  const { code, output } = repository.run('git', ['commit', '--quiet', '--allow-empty', '--message', message], { env });
  expect(code, output).toBe(0);
  return repository.git('rev-parse', 'HEAD');
}

describe('one secret, one finding', () => {
  it('lists each version and each path once, the first commit first', () => {
    const repository = new TestRepository();
    const key = secret();
    repository.stage('a.ts', `key = "${key}"\n`);
    const first = repository.commit('1');
    repository.stage('a.ts', `// a comment\nkey = "${key}"\n`);
    const second = repository.commit('2');
    repository.git('mv', 'a.ts', 'b.ts');
    const moved = repository.commit('3');
    repository.stage('b.ts', `// a comment\n\nkey = "${key}"\n`);
    const third = repository.commit('4');
    repository.git('rm', '--quiet', 'b.ts');
    repository.commit('5');
    expectOnlyAt(repository, key, [
      { path: 'a.ts', line: 1, commit: first },
      { path: 'a.ts', line: 2, commit: second },
      { path: 'b.ts', line: 2, commit: moved },
      { path: 'b.ts', line: 3, commit: third },
    ]);
  });

  it('lists every path that one commit gave the same content', () => {
    const repository = new TestRepository();
    const key = secret();
    for (const path of ['z.ts', 'lib/a.ts', 'lib/b.ts']) repository.stage(path, `"${key}"\n`);
    const commit = repository.commit();
    expectOnlyAt(repository, key, [
      { path: 'lib/a.ts', commit },
      { path: 'lib/b.ts', commit },
      { path: 'z.ts', commit },
    ]);
  });

  it('lists every place in one file', () => {
    const repository = new TestRepository();
    const key = secret();
    repository.stage('a.ts', `"${key}" "${key}"\n\n"${key}"\n`);
    const commit = repository.commit();
    expectOnlyAt(repository, key, [
      { line: 1, column: 2, commit },
      { line: 1, column: key.length + 5, commit },
      { line: 3, column: 2, commit },
    ]);
  });

  it('puts files before the message of a later commit, then what nothing leads to, and reflogs last', () => {
    const repository = new TestRepository();
    const key = secret();
    repository.stage('dangling.ts', `dangling "${key}"\n`);
    repository.git('rm', '--quiet', '--cached', 'dangling.ts');
    repository.stage('a.ts', `"${key}"\n`);
    const added = repository.commit('add');
    const told = repository.commit(`remove ${key}`);
    repository.git('tag', '--annotate', '--message', key, 'v1');
    expectOnlyAt(repository, key, [
      { path: 'a.ts', commit: added },
      { part: 'commit', commit: told },
      { part: 'tag' },
      UNREACHABLE,
      { part: 'reflog', ref: 'HEAD' },
      { part: 'reflog', ref: 'refs/heads/main' },
    ]);
  });

  it('keeps two secrets in one line apart', () => {
    const repository = new TestRepository();
    const [one, two] = [secret(), secret()];
    repository.stage('a.ts', `["${one}", "${two}"]\n`);
    const commit = repository.commit();
    const run = scanHistory(repository);
    expect(run.findings.length).toBe(2);
    expectPlaces(repository, run, one, [{ path: 'a.ts', line: 1, column: 3, commit }]);
    expectPlaces(repository, run, two, [{ path: 'a.ts', line: 1, column: one.length + 7, commit }]);
  });

  it('takes a secret that one file names and another only shows for one secret, and calls it by its name', () => {
    const repository = new TestRepository();
    const key = token('braintrust-api-key');
    repository.stage('a.ts', `api_key = "${key}"\n`);
    const first = repository.commit();
    repository.stage('.env', `BRAINTRUST_API_KEY=${key}\n`);
    const second = repository.commit();
    const { findings } = expectOnlyAt(repository, key, [
      { path: 'a.ts', commit: first },
      { path: '.env', commit: second },
    ]);
    expect(findings[0]?.pattern).toBe('braintrust-api-key');
  });

  it('gives a finding the same id in every repository', () => {
    const key = secret();
    const ids = [1, 2].map((n) => {
      const repository = new TestRepository();
      repository.stage(`${n}.ts`, `${'\n'.repeat(n)}"${key}"\n`);
      repository.commit();
      return scanHistory(repository).findings[0]?.id;
    });
    expect(ids[0]).toMatch(/^[0-9a-f]+$/);
    expect(ids[0]).toBe(ids[1]);
  });
});

describe('the first commit', () => {
  it('is the ancestor although its date is later', () => {
    const repository = new TestRepository();
    const key = secret();
    repository.stage('README.md', 'begin\n');
    commitOn(repository, '2024-06-01');
    repository.stage('a.ts', `"${key}"\n`);
    const first = commitOn(repository, '2026-06-01');
    repository.stage('a.ts', `\n"${key}"\n`);
    const second = commitOn(repository, '2020-06-01');
    repository.stage('a.ts', `\n\n"${key}"\n`);
    const third = commitOn(repository, '2023-06-01');
    expectOnlyAt(repository, key, [
      { line: 1, commit: first, date: '2026-06-01T12:00:00+00:00' },
      { line: 2, commit: second, date: '2020-06-01T12:00:00+00:00' },
      { line: 3, commit: third, date: '2023-06-01T12:00:00+00:00' },
    ]);
  });

  it.each([
    ['the branch', '2023-01-01', '2022-01-01', 1],
    ['the main line', '2022-01-01', '2023-01-01', 0],
  ])('is the earlier one of two lines that a merge brings together: %s', (_, onMain, onBranch, first) => {
    const repository = new TestRepository();
    const key = secret();
    repository.stage('README.md', 'begin\n');
    commitOn(repository, '2021-01-01');
    repository.git('switch', '--quiet', '--create', 'branch');
    repository.stage('branch.ts', `branch "${key}"\n`);
    const branch = commitOn(repository, onBranch);
    repository.git('switch', '--quiet', 'main');
    repository.stage('main.ts', `main "${key}"\n`);
    const main = commitOn(repository, onMain);
    repository.git('merge', '--quiet', '--no-edit', 'branch');
    const places = [
      { path: 'main.ts', commit: main },
      { path: 'branch.ts', commit: branch },
    ];
    expectOnlyAt(repository, key, first === 0 ? places : places.reverse());
  });

  it('is that of the branch, not the merge that brought the file to the main line', () => {
    const repository = new TestRepository();
    const key = secret();
    repository.stage('README.md', 'begin\n');
    repository.commit();
    repository.git('switch', '--quiet', '--create', 'branch');
    repository.stage('a.ts', `"${key}"\n`);
    const branch = repository.commit('leak');
    repository.git('switch', '--quiet', 'main');
    repository.stage('b.ts', 'b\n');
    repository.commit('b');
    repository.git('merge', '--quiet', '--no-edit', '--no-ff', 'branch');
    repository.git('branch', '--quiet', '--delete', 'branch');
    expectOnlyAt(repository, key, [{ path: 'a.ts', commit: branch }]);
  });

  it('names the author of the change, not who committed it', () => {
    const repository = new TestRepository();
    const key = secret();
    repository.stage('a.ts', `"${key}"\n`);
    const env = { GIT_AUTHOR_NAME: 'Zoë Ünicode', GIT_AUTHOR_DATE: '2025-02-03T04:05:06-0930' };
    repository.run('git', ['commit', '--quiet', '--message', 'm'], { env });
    expectOnlyAt(repository, key, [
      { author: 'Zoë Ünicode <ada@example.test>', date: '2025-02-03T04:05:06-09:30', path: 'a.ts' },
    ]);
  });

  it('is found when a file comes back that was there before', () => {
    const repository = new TestRepository();
    const key = secret();
    repository.stage('a.ts', `"${key}"\n`);
    const first = repository.commit('add');
    repository.git('rm', '--quiet', 'a.ts');
    repository.commit('remove');
    repository.git('revert', '--no-edit', 'HEAD');
    expectOnlyAt(repository, key, [{ path: 'a.ts', commit: first }]);
  });
});
