import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TestProject, WITH_HUSKY, WITHOUT_HUSKY } from '../setup/installed-packages.js';
import { expectCommitRefused, expectCommitted, head, leak } from '../support/refusal.js';

/** Fails unless the hook lets a clean commit pass and refuses one with a secret. */
function expectHookAtWork(project: TestProject): void {
  project.stage('clean.txt', 'nothing to see\n');
  expectCommitted(project);
  const secret = leak();
  project.stage('leak.txt', secret.line);
  expectCommitRefused(project, [], secret, ['leak.txt:1:8']);
}

describe('hushkey init where husky is set up', () => {
  it('adds its line to the hook that is there, and the hook refuses a secret', () => {
    const project = new TestProject(WITH_HUSKY);
    project.husky('echo checked\n');
    const manifest = project.read('package.json');
    const outcome = project.init();
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.stdout).toContain('hushkey: the pre-commit hook is installed');
    expect(outcome.stdout).toContain('.husky/pre-commit: added hushkey staged at the end');
    expect(project.read('.husky/pre-commit')).toBe('echo checked\nhushkey staged\n');
    expect(project.read('package.json')).toBe(manifest);
    expectHookAtWork(project);
  });

  it('creates the hook when there is none', () => {
    const project = new TestProject(WITH_HUSKY);
    project.husky();
    expect(project.init().code).toBe(0);
    expect(project.read('.husky/pre-commit')).toBe('hushkey staged\n');
    expectHookAtWork(project);
  });

  it('sees what the lines before it stage again', () => {
    const project = new TestProject(WITH_HUSKY);
    project.husky('git add formatted.txt\n');
    expect(project.init().code).toBe(0);
    const secret = leak();
    project.stage('formatted.txt', 'still clean\n');
    project.write('formatted.txt', secret.line);
    expectCommitRefused(project, [], secret, ['formatted.txt:1:8']);
  });

  it('goes before everything else in a hook that ends with exit 0, and says so', () => {
    const project = new TestProject(WITH_HUSKY);
    project.husky('#!/bin/sh\n# Ours.\necho checked\nexit 0\n');
    expect(project.init().stdout).toContain('before everything else, because it may end before its last line');
    expect(project.read('.husky/pre-commit')).toBe('#!/bin/sh\n# Ours.\nhushkey staged\necho checked\nexit 0\n');
    expectHookAtWork(project);
  });

  it('goes before everything else in a hook that changes to another folder', () => {
    const project = new TestProject(WITH_HUSKY);
    project.write('app/file.txt', '');
    project.husky('cd app\necho checked\n');
    expect(project.init().stdout).toContain('because it changes to another folder');
    expectHookAtWork(project);
  });

  it('keeps Windows line ends, and the hook still works', () => {
    const project = new TestProject(WITH_HUSKY);
    project.husky('# ours\r\n');
    expect(project.init().code).toBe(0);
    expect(project.read('.husky/pre-commit')).toBe('# ours\r\nhushkey staged #\r\n');
    expectHookAtWork(project);
  });

  it("keeps the hook's mode and every byte of it, even those that are no UTF-8", () => {
    const project = new TestProject(WITH_HUSKY);
    project.husky();
    project.write('.husky/pre-commit', Buffer.from('echo \xe9\n', 'latin1'));
    chmodSync(join(project.folder, '.husky/pre-commit'), 0o751);
    expect(project.init().code).toBe(0);
    expect(readFileSync(join(project.folder, '.husky/pre-commit'), 'latin1')).toBe('echo \xe9\nhushkey staged\n');
    expect(project.mode('.husky/pre-commit')).toBe('751');
  });

  it.each([
    ['npx hushkey staged\n'],
    ['npm test && ./node_modules/.bin/hushkey staged'],
    ['pnpm exec hushkey staged\n'],
  ])('is content with a hook that has %j', (hook) => {
    const project = new TestProject(WITH_HUSKY);
    project.husky(hook);
    const before = project.state();
    const outcome = project.init();
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.stdout).toContain('.husky/pre-commit runs hushkey already, nothing was changed');
    expect(project.state()).toEqual(before);
  });

  it('is not content with a line that is commented out', () => {
    const project = new TestProject(WITH_HUSKY);
    project.husky('# hushkey staged\n');
    expect(project.init().code).toBe(0);
    expect(project.read('.husky/pre-commit')).toBe('# hushkey staged\nhushkey staged\n');
  });

  it('finds a husky that only core.hooksPath tells of', () => {
    const project = new TestProject(WITHOUT_HUSKY);
    project.husky('echo checked\n');
    const outcome = project.init();
    expect(outcome.stdout).toContain('next: npm install --save-dev husky');
    expectHookAtWork(project);
  });

  it('serves a package further down that has husky and hushkey', () => {
    const project = new TestProject();
    project.stage('front end/package.json', JSON.stringify(WITH_HUSKY));
    project.install('hushkey', 'front end');
    project.install('husky', 'front end');
    project.husky('cd "front end"\necho checked\n', 'front end/.husky');
    const outcome = project.init('front end');
    expect(outcome.code, outcome.output).toBe(0);
    expect(project.read('front end/.husky/pre-commit')).toBe(
      '(cd \'front end\' && hushkey staged)\ncd "front end"\necho checked\n',
    );
    expectHookAtWork(project);
  });

  it('warns of other working trees, where git runs no hook before husky has run there', () => {
    const project = new TestProject(WITH_HUSKY);
    project.husky();
    expect(project.init().stdout).not.toContain('git worktree add');
    project.git('-c', 'core.hooksPath=/dev/null', 'worktree', 'add', '--quiet', '../tree');
    expect(project.init().stdout).toContain('warning: working trees do not share');
  });

  it('has husky run in a linked working tree too', () => {
    const project = new TestProject(WITH_HUSKY);
    project.husky();
    project.commit();
    project.git('worktree', 'add', '--quiet', 'tree');
    project.install('husky', 'tree');
    project.install('hushkey', 'tree');
    const outcome = project.init('tree');
    expect(outcome.code, outcome.output).toBe(0);
    const secret = leak();
    writeFileSync(join(project.folder, 'tree/leak.txt'), secret.line);
    project.git('-C', 'tree', 'add', 'leak.txt');
    const commit = project.run('git', ['commit', '--message', 'x'], { cwd: 'tree' });
    expect(commit.code, commit.output).toBe(1);
    expect(commit.output).toContain('hushkey: commit refused, 1 secret');
  });

  it('does not write through a symbolic link that a repository brings', () => {
    const project = new TestProject(WITH_HUSKY);
    project.husky();
    const outside = join(project.folder, '../outside');
    writeFileSync(outside, 'mine\n');
    symlinkSync(outside, join(project.folder, '.husky/pre-commit'));
    const outcome = project.init();
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('.husky/pre-commit is a symbolic link');
    expect(readFileSync(outside, 'utf8')).toBe('mine\n');
  });

  it('says what is wrong when the file system is in the way, and calls it no defect of the scan', () => {
    const project = new TestProject(WITH_HUSKY);
    project.husky();
    project.write('.husky/pre-commit/file', '');
    const outcome = project.init();
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/^hushkey: the hook cannot be installed: .*EISDIR.*\n$/);
  });

  it('wants husky 9', () => {
    const project = new TestProject({ devDependencies: { husky: '^8.0.3' } });
    project.uninstall('husky');
    const outcome = project.init();
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('husky 8 is in use and hushkey needs husky 9');
  });
});

describe('hushkey init where husky is installed and not set up', () => {
  it('sets husky up, with hushkey alone in the hook, and the hook refuses a secret', () => {
    const project = new TestProject(WITH_HUSKY);
    const outcome = project.init();
    expect(outcome.code, outcome.output).toBe(0);
    expect(project.git('config', 'core.hooksPath')).toBe('.husky/_');
    expect(project.read('.husky/pre-commit')).toBe('hushkey staged\n');
    expect(project.read('package.json')).toBe(
      `${JSON.stringify({ ...WITH_HUSKY, scripts: { prepare: 'husky' } }, undefined, 2)}\n`,
    );
    expect(outcome.stdout).toContain('next: commit .husky/pre-commit and package.json');
    expectHookAtWork(project);
  });

  it('lets husky run after the prepare script that is there', () => {
    const project = new TestProject({ scripts: { prepare: 'npm run build' }, ...WITH_HUSKY });
    expect(project.init().code).toBe(0);
    expect(JSON.parse(project.read('package.json')).scripts).toEqual({ prepare: 'npm run build && husky' });
  });

  it('takes a husky from node_modules that package.json does not list', () => {
    const project = new TestProject(WITHOUT_HUSKY);
    project.install('husky');
    expect(project.init().stdout).toContain('next: npm install --save-dev husky');
    expectHookAtWork(project);
  });

  it('writes hook and script when husky is listed only, and names the install that is missing', () => {
    const project = new TestProject(WITH_HUSKY);
    project.uninstall('husky');
    project.write('pnpm-lock.yaml', '');
    const outcome = project.init();
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.stdout).toContain('the pre-commit hook is prepared, git does not run it yet');
    expect(outcome.stdout).toContain('next: pnpm install ');
    expect(project.tryGit('config', 'core.hooksPath').code).toBe(1);
    // What the install does: it brings husky, and runs "prepare".
    project.install('husky');
    project.run(process.execPath, ['node_modules/husky/bin.js']);
    expectHookAtWork(project);
  });

  it('says so when hushkey is not in package.json, because the hook refuses commits without it', () => {
    const project = new TestProject({ devDependencies: { husky: '^9.1.7' } });
    project.write('yarn.lock', '');
    expect(project.init().stdout).toContain('next: yarn add --dev hushkey');
    const before = head(project);
    project.stage('clean.txt', 'clean\n');
    expect(project.tryGit('commit', '--message', 'x').output).toContain('command not found');
    expect(head(project)).toBe(before);
  });

  it('does not turn off the hooks that git runs now', () => {
    const project = new TestProject({ ...WITH_HUSKY, scripts: { prepare: 'husky' } });
    project.writeExecutable('.git/hooks/pre-push', '#!/bin/sh\n');
    const before = project.state();
    const outcome = project.init();
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('git runs those in .git/hooks (pre-push), and husky would turn them off');
    expect(project.state()).toEqual(before);
  });

  it('takes the place of its own plain hook', () => {
    const project = new TestProject(WITHOUT_HUSKY);
    expect(project.init().stdout).toContain('.git/hooks/pre-commit: new');
    project.write('package.json', JSON.stringify(WITH_HUSKY));
    project.install('husky');
    expect(project.init().stdout).toContain('.husky/pre-commit: new');
    expectHookAtWork(project);
  });

  it('says what husky says when husky refuses', () => {
    const project = new TestProject(WITH_HUSKY);
    const before = project.state();
    const outcome = project.init('.', { HUSKY: '0' });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toBe('hushkey: husky could not set itself up: it says "HUSKY=0 skip install"\n');
    expect(project.state()).toEqual(before);
  });

  it('changes nothing when package.json cannot be read', () => {
    const project = new TestProject(WITH_HUSKY);
    project.write('package.json', '{ "scripts": ');
    const before = project.state();
    const outcome = project.init();
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('package.json is not valid JSON');
    expect(project.state()).toEqual(before);
  });
});
