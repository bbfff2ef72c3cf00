// Paths on the command line, as lint-staged hands them over, narrow the scan. They are literal, and whatever is not
// certain about them leads to a larger scan and never to a smaller one.
import { chmodSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectPassed, expectRefused, type Leak, leak } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';

/** A repository in which each of these files is staged, each with a secret of its own. */
function staged(...paths: string[]): { repository: TestRepository; leaks: Leak[] } {
  const repository = new TestRepository();
  const leaks = paths.map((path) => {
    const key = leak();
    repository.stage(path, key.line);
    return key;
  });
  return { repository, leaks };
}

function hushkeyIn(repository: TestRepository, cwd: string, ...args: string[]): Outcome {
  return repository.run(process.execPath, [HUSHKEY, ...args], { cwd });
}

it('scans only the file that an absolute path names', () => {
  const { repository, leaks } = staged('src/a.ts', 'src/b.ts');
  expectRefused(repository.hushkey('staged', join(repository.folder, 'src/b.ts')), leaks.slice(1), ['src/b.ts:1:8']);
});

it('scans only the files that relative paths name', () => {
  const { repository, leaks } = staged('src/a.ts', 'src/b.ts', 'c.ts');
  const outcome = repository.hushkey('staged', 'src/a.ts', './c.ts');
  expectRefused(outcome, [leaks[0] as Leak, leaks[2] as Leak], ['src/a.ts:1:8', 'c.ts:1:8']);
});

it('takes relative paths from the folder that it is run in', () => {
  const { repository, leaks } = staged('a.ts', 'src/a.ts', 'src/deep/a.ts');
  expectRefused(hushkeyIn(repository, 'src', 'staged', 'a.ts'), leaks.slice(1, 2), ['src/a.ts:1:8']);
  expectRefused(hushkeyIn(repository, 'src', 'staged', '../a.ts'), leaks.slice(0, 1), ['a.ts:1:8']);
  expectRefused(hushkeyIn(repository, 'src/deep', 'staged', '.'), leaks.slice(2), ['src/deep/a.ts:1:8']);
});

it.each(['[id].ts', '(group)/*.ts', '{a,b}.ts', '?.ts', '!not.ts', ':(exclude)x.ts', '*', '..hidden/x.ts', '~.ts'])(
  'takes %s for a name, not for a pattern',
  (path) => {
    const others = ['i.ts', 'd.ts', 'group/page.ts', '(group)/page.ts', 'a.ts', 'b.ts', 'x.ts'];
    const { repository, leaks } = staged(path, ...others);
    expectRefused(repository.hushkey('staged', path), leaks.slice(0, 1), [`${path}:1:8`]);
  },
);

it('takes a folder for all that lies in it, and no more', () => {
  const { repository, leaks } = staged('src/a.ts', 'src/deep/b.ts', 'src-old/c.ts', 'src.ts');
  for (const folder of ['src', 'src/', './src', join(repository.folder, 'src')])
    expectRefused(repository.hushkey('staged', folder), leaks.slice(0, 2), ['src/a.ts:1:8', 'src/deep/b.ts:1:8']);
});

it('takes the top of the working tree for everything', () => {
  const { repository, leaks } = staged('src/a.ts', 'b.ts');
  expectRefused(repository.hushkey('staged', '.'), leaks, ['src/a.ts:1:8', 'b.ts:1:8']);
  expectRefused(hushkeyIn(repository, 'src', 'staged', '..'), leaks, ['src/a.ts:1:8', 'b.ts:1:8']);
});

it('says of a path that is not staged that it was not scanned', () => {
  const { repository, leaks } = staged('a.ts', 'b.ts');
  repository.write('untracked.ts', leak().line);
  const outcome = repository.hushkey('staged', 'untracked.ts', 'a.ts');
  expectRefused(outcome, leaks.slice(0, 1), ['a.ts:1:8']);
  expect(outcome.stderr).toBe('hushkey: not staged, so not scanned: "untracked.ts"\n');
  const clean = repository.hushkey('staged', '--format', 'json', 'untracked.ts');
  expect(clean.code).toBe(0);
  expect(JSON.parse(clean.stdout).findings).toEqual([]);
  expect(clean.stderr).toBe('hushkey: not staged, so not scanned: "untracked.ts"\n');
});

it('shows hostile characters in a path that is not staged as escapes', () => {
  const { repository } = staged('a.ts');
  const { stderr } = repository.hushkey('staged', 'x\u001b]0;title\u0007\u202e\u009b.ts');
  expect(stderr).toBe('hushkey: not staged, so not scanned: "x\\x1b]0;title\\x07\\u202e\\x9b.ts"\n');
});

it('has no complaint about the path of a staged deletion', () => {
  const { repository } = staged('gone/a.ts', 'b.ts');
  repository.commit();
  repository.git('rm', '--quiet', 'gone/a.ts');
  const outcome = repository.hushkey('staged', join(repository.folder, 'gone/a.ts'));
  expectPassed(outcome);
  expect(outcome.stderr).toBe('');
});

it.each(['..', '../other', '/', '/etc/passwd', '../..'])('refuses %s, which is outside the repository', (path) => {
  const { repository } = staged('a.ts');
  const outcome = repository.hushkey('staged', 'a.ts', path);
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toMatch(/^hushkey: ".*" is not in this repository \(.*\)\n$/);
  expect(outcome.stdout).toBe('');
});

it('takes hushkey --staged FILE for hushkey staged FILE', () => {
  const { repository, leaks } = staged('a.ts', 'b.ts');
  expectRefused(repository.hushkey('--staged', 'b.ts'), leaks.slice(1), ['b.ts:1:8']);
  expectRefused(repository.hushkey('--staged', '--no-color', 'b.ts'), leaks.slice(1), ['b.ts:1:8']);
  expectRefused(repository.hushkey('--staged'), leaks, ['a.ts:1:8', 'b.ts:1:8']);
});

it('takes everything behind -- for paths', () => {
  const { repository, leaks } = staged('--quiet', '-x.ts', '007', 'a.ts');
  expectRefused(repository.hushkey('staged', '--', '--quiet'), leaks.slice(0, 1), ['--quiet:1:8']);
  const outcome = repository.hushkey('staged', '--no-color', '--', '--quiet', '-x.ts', '007');
  expectRefused(outcome, leaks.slice(0, 3), ['--quiet:1:8', '-x.ts:1:8', '007:1:8']);
  expectRefused(repository.hushkey('staged', '--no-color', '007'), leaks.slice(2, 3), ['007:1:8']);
});

it('scans everything when a path cannot be told apart any more', () => {
  const { repository, leaks } = staged('a.ts', 'b.ts');
  expectRefused(repository.hushkey('staged', 'caf\ufffd.ts'), leaks, ['a.ts:1:8', 'b.ts:1:8']);
  // What a shell hands over for a name that is no UTF-8.
  const script = `exec '${process.execPath}' '${HUSHKEY}' staged "$(printf 'caf\\351.ts')"`;
  expectRefused(repository.run('sh', ['-c', script]), leaks, ['a.ts:1:8', 'b.ts:1:8']);
});

it('scans everything when a path is empty', () => {
  const { repository, leaks } = staged('a.ts', 'src/b.ts');
  expectRefused(hushkeyIn(repository, 'src', 'staged', ''), leaks, ['a.ts:1:8', 'src/b.ts:1:8']);
});

it('finds a file through a symbolic link to the repository', () => {
  const { repository, leaks } = staged('src/a.ts', 'src/b.ts');
  const link = join(repository.folder, '..', 'link');
  symlinkSync(repository.folder, link);
  expectRefused(repository.hushkey('staged', join(link, 'src/a.ts')), leaks.slice(0, 1), ['src/a.ts:1:8']);
  rmSync(join(repository.folder, 'src'), { recursive: true });
  expectRefused(repository.hushkey('staged', join(link, 'src/a.ts')), leaks.slice(0, 1), ['src/a.ts:1:8']);
});

it('knows the top of a linked worktree in a hook that has gone into a folder', () => {
  const repository = new TestRepository();
  const key = leak();
  repository.commit();
  repository.git('worktree', 'add', '--quiet', '../linked', '-b', 'linked');
  // Git sets GIT_DIR for hooks of linked worktrees, and then takes the folder it is asked in for the top.
  writeHook(repository, `cd packages/one && exec '${process.execPath}' '${HUSHKEY}' staged a.ts`);
  repository.write('../linked/packages/one/a.ts', key.line);
  const before = repository.git('rev-parse', 'linked');
  expect(repository.run('git', ['add', '.'], { cwd: '../linked' }).code).toBe(0);
  const outcome = repository.run('git', ['commit', '--message', 'a message'], { cwd: '../linked' });
  expectRefused(outcome, key, ['packages/one/a.ts:1:8']);
  expect(repository.git('rev-parse', 'linked')).toBe(before);
});

it.each(['packages/one', '.'])('misses nothing in a hook of git --git-dir --work-tree that works in %s', (folder) => {
  const { repository, leaks } = staged('packages/one/a.ts');
  writeHook(repository, `cd ${folder} && exec '${process.execPath}' '${HUSHKEY}' staged "$PWD/packages/one/a.ts" a.ts`);
  // A git directory that lies outside, as people keep their dotfiles.
  renameSync(join(repository.folder, '.git'), join(repository.folder, '../dotfiles.git'));
  const location = [`--git-dir=${join(repository.folder, '../dotfiles.git')}`, '--work-tree=.'];
  const outcome = repository.run('git', [...location, 'commit', '--message', 'a message']);
  expectRefused(outcome, leaks, ['packages/one/a.ts:1:8']);
});

function writeHook(repository: TestRepository, command: string): void {
  const file = join(repository.folder, '.git/hooks/pre-commit');
  writeFileSync(file, `#!/bin/sh\n${command}\n`);
  chmodSync(file, 0o755);
}
