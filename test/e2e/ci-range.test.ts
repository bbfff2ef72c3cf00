// `hushkey ci` by its options: --range, --base, --fetch, --strict, and what it ends with.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CiServer, ZEROS } from '../support/ci.js';
import { expectClean, expectStopped, expectUnknown } from '../support/ci-outcome.js';
import { leak } from '../support/refusal.js';
import { HUSHKEY, TestRepository } from '../support/repository.js';

it('scans what one commit reaches and another does not, merged branches too', () => {
  const repository = new TestRepository();
  repository.commit('first');
  repository.git('checkout', '--quiet', '-b', 'side');
  const key = leak();
  repository.stage('side.ts', key.line);
  repository.commit();
  repository.git('rm', '--quiet', 'side.ts');
  repository.commit('out again');
  repository.git('checkout', '--quiet', '-b', 'feature', 'main');
  repository.commit('beside');
  repository.git('merge', '--quiet', '--no-ff', '--message', 'both', 'side');
  for (const words of [
    ['--range', 'main..feature'],
    ['--range', 'main..'],
    ['--base', 'main'],
  ]) {
    const outcome = repository.hushkey('ci', ...words);
    expectStopped(outcome, key);
    expect(outcome.output).toContain('side.ts:1:8');
    expect(outcome.output).toContain(', 4 commits, ');
    expect(outcome.output).toContain(`hushkey: ${words.join(' ')}; new is what`);
    expect(outcome.output).toContain(`(from ${words[0]})`);
  }
});

it('scans everything when nothing was there before', () => {
  const repository = new TestRepository();
  const key = leak();
  repository.stage('a.ts', key.line);
  repository.commit();
  expectStopped(repository.hushkey('ci', '--range', `${ZEROS}..HEAD`), key);
});

it('says that an empty range is empty, and ends with 0', () => {
  const repository = new TestRepository();
  repository.commit();
  const outcome = repository.hushkey('ci', '--base', 'HEAD');
  expectClean(outcome, 0);
  expect(outcome.output).toContain('hushkey: the range is empty, nothing is new');
});

it.each([
  [['--range', 'main'], '--range is two revisions with two dots between them'],
  [['--range', '..main'], '--range is two revisions with two dots between them'],
  [['--range', 'a...b'], '--range is two revisions with two dots between them'],
  [['--range', 'a..b', '--base', 'c'], 'choose one of them'],
  [[], 'no CI system is recognised (Azure Pipelines, Bitbucket Pipelines, '],
])('ends with 2 for %j', (words, sentence) => {
  const repository = new TestRepository();
  repository.commit();
  const { code, stderr } = repository.hushkey('ci', ...words);
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});

it('ends with 2 outside of a repository', () => {
  const repository = new TestRepository();
  mkdirSync(join(repository.folder, '..', 'elsewhere'));
  const { code, stderr } = repository.run(process.execPath, [HUSHKEY, 'ci', '--base', 'HEAD'], { cwd: '../elsewhere' });
  expect(code).toBe(2);
  expect(stderr).toContain('this is not a git repository');
});

it.each(['gone..HEAD', 'HEAD..gone', `${'1'.repeat(40)}..HEAD`, '--output=x..HEAD'])(
  'ends with 3 when a side of %s is not there',
  (range) => {
    const repository = new TestRepository();
    repository.stage('a.ts', leak().line);
    repository.commit();
    const alone = repository.hushkey('ci', `--range=${range}`);
    expect(alone.output).not.toContain('--fetch');
    repository.git('remote', 'add', 'origin', 'file:///nowhere');
    expectUnknown(repository.hushkey('ci', `--range=${range}`));
  },
);

it('tells what the remote said when it does not deliver', () => {
  const server = new CiServer();
  const head = server.commit('a.ts', 'fine\n');
  server.push('main');
  const checkout = server.checkout().fetch(head, '--depth=1', 'origin', '+refs/heads/main:refs/remotes/origin/main');
  checkout.repository.git('remote', 'set-url', 'origin', 'https://someone:password1234@127.0.0.1:1/nothing.git');
  const outcome = checkout.ci('--base', 'HEAD~1', '--fetch');
  expectUnknown(outcome);
  expect(outcome.output).toContain('the remote said: ');
  expect(outcome.output).not.toContain('password1234');
});

it('fetches nothing unless it is told to', () => {
  const server = new CiServer();
  server.commit('a.ts', 'fine\n');
  const head = server.commit('b.ts', 'fine\n');
  server.push('main');
  const checkout = server.checkout().fetch(head, '--depth=1', 'origin', '+refs/heads/main:refs/remotes/origin/main');
  const objects = () => checkout.repository.git('count-objects', '-v');
  const before = objects();
  expectUnknown(checkout.ci('--base', 'HEAD~1'));
  expect(objects()).toBe(before);
});

it('lets no comment excuse what is new with --strict', () => {
  const repository = new TestRepository();
  repository.commit();
  const key = leak();
  repository.stage('a.ts', `${key.line.trimEnd()} // hushkey:ignore openai-project-key -- only an example\n`);
  repository.commit();
  expectClean(repository.hushkey('ci', '--base', 'HEAD~1'), 1);
  expectStopped(repository.hushkey('ci', '--base', 'HEAD~1', '--strict'), key);
});

it('writes the receipt into reports, and says on standard error what it looked at', () => {
  const repository = new TestRepository();
  repository.commit();
  const key = leak();
  repository.stage('a.ts', key.line);
  repository.commit();
  const { code, stdout, stderr } = repository.hushkey('ci', '--base', 'HEAD~1', '--format', 'json');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^hushkey: --base HEAD~1; new is what .* \(from --base\)\n$/);
  const { receipt } = JSON.parse(stdout);
  expect(receipt).toMatchObject({ from: ['--base'], refs: 1, commits: 1, objects: 2, gaps: 0, control: 'found' });
});

it('shows names of the environment without what would drive a terminal', () => {
  const server = new CiServer();
  const head = server.developer.git('rev-parse', 'main');
  const checkout = server.checkout().fetch(head, 'origin', '+refs/heads/*:refs/remotes/origin/*');
  const outcome = checkout.with({ CIRCLECI: 'true', CIRCLE_SHA1: head, CIRCLE_BRANCH: '\x1b[2Jx\n::error::y' }).ci();
  expect(outcome.output).toContain('\\x1b[2Jx\\n::error::y');
  expect(outcome.output).not.toContain('\x1b');
});

it('needs what a partial clone left out of the base side, and fetches that when it is told to', () => {
  const source = new TestRepository();
  source.git('config', 'uploadpack.allowFilter', 'true');
  source.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const key = leak();
  source.stage('.hushkey.yaml', "exclude: ['made-up/**']\n");
  source.stage('a.ts', key.line);
  source.commit();
  source.git('checkout', '--quiet', '-b', 'feature');
  source.stage('.hushkey.yaml', 'exclude: []\n');
  source.stage('a.ts', `first();\n${key.line}`);
  source.stage('made-up/b.ts', leak().line);
  source.commit();
  const clone = new TestRepository();
  clone.git('clone', '--quiet', '--filter=blob:none', `file://${source.folder}`, 'clone');
  const ci = (...words: string[]) =>
    clone.run(process.execPath, [HUSHKEY, 'ci', '--base', 'origin/main', ...words], { cwd: 'clone' });
  const refused = ci();
  expect(refused.code, refused.output).toBe(3);
  expect(refused.output).toContain('this partial clone left it out');
  expectClean(ci('--fetch'), 1);
});
