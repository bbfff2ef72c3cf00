// "Newly added" is a difference of findings: the new side of a path has the secret and the old side has not.
import { chmodSync, copyFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectHidden, expectPassed, expectRefused, leak } from '../support/refusal.js';
import { TestRepository } from '../support/repository.js';

/** A repository whose HEAD holds `config.ts` with this text. */
function committed(text: string): TestRepository {
  const repository = new TestRepository();
  repository.stage('config.ts', text);
  repository.commit();
  return repository;
}

it('does not report what the old side of the path has already', () => {
  const key = leak();
  const repository = committed(key.line);
  repository.stage('config.ts', `${key.line}changed();\n`);
  expectPassed(repository.hushkey('staged'));
});

it('does not report a secret that moved within its file', () => {
  const key = leak();
  const repository = committed(`${key.line}one();\ntwo();\n`);
  repository.stage('config.ts', `one();\ntwo();\nconst apiKey = '${key.secret}';\n`);
  expectPassed(repository.hushkey('staged'));
});

it('does not report an old secret that is written a second time in its file', () => {
  const key = leak();
  const repository = committed(key.line);
  repository.stage('config.ts', key.line + key.line);
  expectPassed(repository.hushkey('staged'));
});

it('reports only the new one of two secrets on the same line', () => {
  const [old, fresh] = [leak(), leak()];
  const repository = committed(`keys = ["${old.secret}"]\n`);
  repository.stage('config.ts', `keys = ["${old.secret}", "${fresh.secret}"]\n`);
  const outcome = repository.hushkey('staged');
  expectRefused(outcome, fresh, [`config.ts:1:${14 + old.secret.length}`]);
  expectHidden(outcome, old.secret);
});

it('reports a secret that takes the place of another', () => {
  const [old, fresh] = [leak(), leak()];
  const repository = committed(old.line);
  repository.stage('config.ts', fresh.line);
  expectRefused(repository.hushkey('staged'), fresh, ['config.ts:1:8']);
});

it('reports a secret whose own line was there before, when another line gives it its meaning', () => {
  const { secret } = leak('wandb-api-key-legacy');
  const repository = committed(`value: ${secret}\n`);
  repository.stage('config.ts', `# WANDB_API_KEY\nvalue: ${secret}\n`);
  expectRefused(repository.hushkey('staged'), { secret, line: '' }, ['config.ts:2:8']);
});

it('has nothing to say about a deleted file', () => {
  const repository = committed(leak().line);
  repository.git('rm', '--quiet', 'config.ts');
  expectPassed(repository.hushkey('staged'));
});

it('reports a file that is copied to a new path with its old secret', () => {
  const key = leak();
  const repository = committed(key.line);
  copyFileSync(join(repository.folder, 'config.ts'), join(repository.folder, 'copy.ts'));
  repository.git('add', 'copy.ts');
  expectRefused(repository.hushkey('staged'), key, ['copy.ts:1:8']);
});

it('lets a secret pass that is only in the working tree', () => {
  const repository = committed('start();\n');
  repository.stage('config.ts', 'start(1);\n');
  repository.write('config.ts', leak().line);
  repository.write('untracked.ts', leak().line);
  expectPassed(repository.hushkey('staged'));
});

it('refuses a staged secret that the working tree has no more', () => {
  const key = leak();
  const repository = committed('start();\n');
  repository.stage('config.ts', key.line);
  repository.write('config.ts', 'start();\n');
  expectRefused(repository.hushkey('staged'), key, ['config.ts:1:8']);
  rmSync(join(repository.folder, 'config.ts'));
  expectRefused(repository.hushkey('staged'), key, ['config.ts:1:8']);
});

it('reads a staged file that the working tree need not have', () => {
  const key = leak();
  const repository = committed('start();\n');
  repository.stage('config.ts', key.line);
  repository.git('update-index', '--skip-worktree', '--assume-unchanged', 'config.ts');
  expectRefused(repository.hushkey('staged'), key, ['config.ts:1:8']);
});

it('does not scan what git add -N only announces', () => {
  const repository = committed('start();\n');
  repository.write('announced.ts', leak().line);
  repository.git('add', '--intent-to-add', 'announced.ts');
  const outcome = repository.hushkey('staged');
  expectPassed(outcome);
  expect(outcome.stdout).toContain('(0 files staged, ');
});

it('has nothing to say about a change of the mode alone', () => {
  const repository = committed(leak().line);
  chmodSync(join(repository.folder, 'config.ts'), 0o755);
  repository.git('add', 'config.ts');
  expect(repository.git('diff', '--cached', '--summary')).toContain('mode change');
  expectPassed(repository.hushkey('staged'));
});

it('refuses a secret in a file that was a symbolic link', () => {
  const key = leak();
  const repository = committed('start();\n');
  symlinkSync('config.ts', join(repository.folder, 'link.ts'));
  repository.git('add', 'link.ts');
  repository.commit();
  rmSync(join(repository.folder, 'link.ts'));
  repository.stage('link.ts', key.line);
  expectRefused(repository.hushkey('staged'), key, ['link.ts:1:8']);
});

it('refuses a secret in the target of a symbolic link that was a file', () => {
  const key = leak();
  const repository = committed('start();\n');
  rmSync(join(repository.folder, 'config.ts'));
  symlinkSync(`/var/lib/${key.secret}`, join(repository.folder, 'config.ts'));
  repository.git('add', 'config.ts');
  expectRefused(repository.hushkey('staged'), key, ['config.ts:1:10']);
});

it('does not report a secret that stays while its file becomes a link', () => {
  const { secret } = leak();
  const repository = committed(secret);
  rmSync(join(repository.folder, 'config.ts'));
  symlinkSync(secret, join(repository.folder, 'config.ts'));
  repository.git('add', 'config.ts');
  expectPassed(repository.hushkey('staged'));
});

it('refuses a secret in a file that takes the place of a submodule', () => {
  const key = leak();
  const repository = committed('start();\n');
  repository.git('update-index', '--add', '--cacheinfo', `160000,${repository.git('rev-parse', 'HEAD')},library`);
  repository.commit();
  repository.git('rm', '--quiet', '--cached', 'library');
  repository.stage('library', key.line);
  expectRefused(repository.hushkey('staged'), key, ['library:1:8']);
});

it('takes no submodule commit for a file that is missing', () => {
  const repository = committed('start();\n');
  const [first, second] = [repository.commit(), repository.commit('another')];
  repository.git('update-index', '--add', '--cacheinfo', `160000,${first},library`);
  repository.commit();
  repository.git('update-index', '--cacheinfo', `160000,${second},library`);
  repository.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},absent`);
  expectPassed(repository.hushkey('staged'));
});

it('tells one finding with all its places when files are alike', () => {
  const key = leak();
  const repository = committed('start();\n');
  for (const path of ['a.ts', 'b.ts', 'deep/c.ts']) repository.stage(path, key.line);
  expectRefused(repository.hushkey('staged'), key, ['a.ts:1:8', 'b.ts:1:8', 'deep/c.ts:1:8']);
});

it('tells one finding when different files hold the same secret', () => {
  const key = leak();
  const repository = committed('start();\n');
  repository.stage('a.ts', key.line);
  repository.stage('b.ts', `first();\n${key.line}`);
  expectRefused(repository.hushkey('staged'), key, ['a.ts:1:8', 'b.ts:2:8']);
});

it('judges each of several paths with the same content by its own old side', () => {
  const key = leak();
  const repository = committed(`${key.line}old();\n`);
  repository.stage('config.ts', key.line);
  repository.stage('fresh.ts', key.line);
  expectRefused(repository.hushkey('staged'), key, ['fresh.ts:1:8']);
});

it('refuses a renamed file with a secret added to it', () => {
  const key = leak();
  const text = 'one();\n'.repeat(50);
  const repository = committed(text);
  repository.git('mv', 'config.ts', 'renamed.ts');
  repository.stage('renamed.ts', text + key.line);
  expectRefused(repository.hushkey('staged'), key, ['renamed.ts:51:8']);
});

it('looks into folders that a sparse index keeps as one entry', () => {
  const key = leak();
  const repository = committed('start();\n');
  repository.stage('inside/a.ts', 'a();\n');
  repository.stage('outside/b.ts', key.line);
  repository.commit();
  repository.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'inside');
  repository.git('reset', '--quiet', '--soft', 'HEAD~1');
  expect(repository.git('ls-files', '--sparse').split('\n')).toContain('outside/');
  expectRefused(repository.hushkey('staged'), key, ['outside/b.ts:1:8']);
});
