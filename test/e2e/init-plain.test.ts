import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TestProject, WITH_HUSKY, WITHOUT_HUSKY } from '../setup/installed-packages.js';
import { expectCommitRefused, expectCommitted, head, leak } from '../support/refusal.js';
import { temporaryFolder } from '../support/repository.js';

const LINE = 'node_modules/.bin/hushkey staged || exit $?';

/** Fails unless the hook lets a clean commit pass and refuses one with a secret. */
function expectHookAtWork(project: TestProject): void {
  project.stage('clean.txt', 'nothing to see\n');
  expectCommitted(project);
  const secret = leak();
  project.stage('leak.txt', secret.line);
  expectCommitRefused(project, [], secret, ['leak.txt:1:8']);
}

/** Fails unless `hushkey init` refused in one sentence with these words, and left everything as it was. */
function expectUntouched(project: TestProject, words: string, env: NodeJS.ProcessEnv = {}): void {
  const before = project.state();
  const outcome = project.init('.', env);
  expect(outcome.code, outcome.output).toBe(2);
  expect(outcome.stderr).toMatch(/^hushkey: [^\n]+\n$/);
  expect(outcome.stderr).toContain(words);
  expect(outcome.stdout).toBe('');
  expect(project.state()).toEqual(before);
}

describe('hushkey init without husky', () => {
  it('writes a hook that refuses a secret', () => {
    const project = new TestProject(WITHOUT_HUSKY);
    const outcome = project.init();
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.stdout).toContain('  .git/hooks/pre-commit: new, runs hushkey staged\n');
    expect(outcome.stdout).toContain('try it: npx hushkey staged');
    expect(project.mode('.git/hooks/pre-commit')).toBe('755');
    expectHookAtWork(project);
  });

  it('writes it from a subdirectory too, and the hook works from there', () => {
    const project = new TestProject(WITHOUT_HUSKY);
    project.write('a/b/file.txt', '');
    expect(project.init('a/b').stdout).toContain('  .git/hooks/pre-commit: new');
    const secret = leak();
    project.stage('a/b/leak.txt', secret.line);
    const commit = project.run('git', ['commit', '--message', 'x'], { cwd: 'a/b' });
    expect(commit.code, commit.output).toBe(1);
    expect(commit.output).toContain('a/b/leak.txt:1:8');
  });

  it.each([['.githooks'], ['build/new folder/hooks']])('writes it where core.hooksPath says: %s', (folder) => {
    const project = new TestProject(WITHOUT_HUSKY);
    project.git('config', 'core.hooksPath', folder);
    mkdirSync(join(project.folder, 'sub'));
    expect(project.init('sub').stdout).toContain(`  ${folder}/pre-commit: new`);
    expect(existsSync(join(project.folder, '.git/hooks/pre-commit'))).toBe(false);
    expectHookAtWork(project);
  });

  it('leaves husky alone where core.hooksPath says something else and no script starts husky', () => {
    const project = new TestProject(WITH_HUSKY);
    project.git('config', 'core.hooksPath', '.githooks');
    expect(project.init().stdout).toContain('  .githooks/pre-commit: new');
    expect(project.git('config', 'core.hooksPath')).toBe('.githooks');
    expectHookAtWork(project);
  });

  it('writes it once for all working trees, from a linked one', () => {
    const project = new TestProject(WITHOUT_HUSKY);
    project.git('worktree', 'add', '--quiet', 'tree');
    project.install('hushkey', 'tree');
    const outcome = project.init('tree');
    expect(outcome.code, outcome.output).toBe(0);
    expect(existsSync(join(project.folder, '.git/hooks/pre-commit'))).toBe(true);
    const secret = leak();
    writeFileSync(join(project.folder, 'tree/leak.txt'), secret.line);
    project.git('-C', 'tree', 'add', 'leak.txt');
    const commit = project.run('git', ['commit', '--message', 'x'], { cwd: 'tree' });
    expect(commit.code, commit.output).toBe(1);
    expect(commit.output).toContain('hushkey: commit refused, 1 secret');
    expectHookAtWork(project);
  });

  it('writes it for a submodule where git keeps its hooks', () => {
    const library = new TestProject(WITHOUT_HUSKY);
    const project = new TestProject();
    project.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', library.folder, 'library');
    project.install('hushkey', 'library');
    const outcome = project.init('library');
    expect(outcome.code, outcome.output).toBe(0);
    expect(existsSync(join(project.folder, '.git/modules/library/hooks/pre-commit'))).toBe(true);
    const secret = leak();
    project.write('library/leak.txt', secret.line);
    project.git('-C', 'library', 'add', 'leak.txt');
    const commit = project.run('git', ['commit', '--message', 'x'], { cwd: 'library' });
    expect(commit.code, commit.output).toBe(1);
    expect(commit.output).toContain('leak.txt:1:8');
  });

  it('finds hushkey on the PATH where there is no package.json', () => {
    const project = new TestProject();
    const outcome = project.init();
    expect(outcome.stdout).toContain('next: npm install --global hushkey');
    project.install('hushkey', '../global');
    project.env.PATH = `${join(project.folder, '../global/node_modules/.bin')}:${project.env.PATH}`;
    expectHookAtWork(project);
  });

  it.each([
    ['the package manager of the project', WITHOUT_HUSKY, 'pnpm add --save-dev hushkey'],
    ['npm for the whole machine', undefined, 'npm install --global hushkey'],
  ])('refuses every commit where hushkey is missing, and names %s', (_, manifest, advice) => {
    const project = new TestProject(manifest);
    project.write('pnpm-lock.yaml', '');
    expect(project.init().code).toBe(0);
    if (manifest !== undefined) project.uninstall('hushkey');
    const before = head(project);
    project.stage('clean.txt', 'clean\n');
    const commit = project.tryGit('commit', '--message', 'x');
    expect(commit.code).toBe(1);
    expect(commit.stderr).toBe(
      `hushkey: commit refused: hushkey is neither in node_modules nor on the PATH; install it with "${advice}", then commit again\n`,
    );
    expect(head(project)).toBe(before);
  });

  it('says so when hushkey is not in package.json', () => {
    const project = new TestProject({ devDependencies: {} });
    expect(project.init().stdout).toContain('next: npm install --save-dev hushkey');
  });

  it("makes its own hook executable again, because git skips one that isn't", () => {
    const project = new TestProject(WITHOUT_HUSKY);
    project.init();
    project.run('chmod', ['-x', '.git/hooks/pre-commit']);
    expect(project.init().stdout).toContain('.git/hooks/pre-commit: was not executable');
    expectHookAtWork(project);
  });
});

describe("hushkey init and somebody else's hook", () => {
  it('leaves it alone and prints the line to add', () => {
    const project = new TestProject(WITHOUT_HUSKY);
    project.writeExecutable('.git/hooks/pre-commit', '#!/bin/sh\necho theirs\n');
    expectUntouched(project, `.git/hooks/pre-commit is somebody else's hook and was not touched; add this line to it`);
    expectUntouched(project, LINE);
  });

  it('prints a line that works: with it the hook refuses a secret, and is known as installed', () => {
    const project = new TestProject(WITHOUT_HUSKY);
    project.writeExecutable('.git/hooks/pre-commit', `#!/bin/sh\n${LINE}\necho theirs\n`);
    const before = project.state();
    const outcome = project.init();
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.stdout).toContain('.git/hooks/pre-commit runs hushkey already, nothing was changed');
    expect(project.state()).toEqual(before);
    expectHookAtWork(project);
  });

  it('does not write through a symbolic link, not even one that leads nowhere', () => {
    const project = new TestProject(WITHOUT_HUSKY);
    symlinkSync('../../scripts/hook', join(project.folder, '.git/hooks/pre-commit'));
    expectUntouched(project, "somebody else's hook");
    expect(existsSync(join(project.folder, 'scripts/hook'))).toBe(false);
  });

  it('does not change a hook that runs hushkey and is switched off', () => {
    const project = new TestProject(WITHOUT_HUSKY);
    project.write('.git/hooks/pre-commit', `#!/bin/sh\n${LINE}\n`);
    expectUntouched(project, 'git skips it because it is not executable');
  });

  it('does not write into a folder that other repositories use', () => {
    const project = new TestProject(WITHOUT_HUSKY);
    const shared = temporaryFolder();
    project.git('config', '--global', 'core.hooksPath', shared);
    expectUntouched(project, `git looks for hooks in ${shared}, which your own git configuration`);
    expect(existsSync(join(shared, 'pre-commit'))).toBe(false);
  });

  it('says so where hooks are switched off', () => {
    const project = new TestProject(WITHOUT_HUSKY);
    project.git('config', 'core.hooksPath', '/dev/null');
    expectUntouched(project, 'git looks for hooks in /dev/null, which is no folder, so it runs none');
  });
});

describe('hushkey init, a second time', () => {
  const situations: readonly [string, () => TestProject][] = [
    ['a plain hook', () => new TestProject(WITHOUT_HUSKY)],
    ['no package.json', () => new TestProject()],
    ['a fresh husky', () => new TestProject(WITH_HUSKY)],
    ['a prepare script', () => new TestProject({ ...WITH_HUSKY, scripts: { prepare: 'npm run build' } })],
    ['husky set up', () => withHusky('npm test')],
    ['a hook that ends early', () => withHusky('echo checked\nexit 0\n')],
    ['a hook with Windows line ends', () => withHusky('echo checked\r\n')],
    ['husky not installed', () => withoutInstalledHusky()],
  ];

  it.each(situations)('changes nothing and says so: %s', (_, make) => {
    const project = make();
    expect(project.init().code).toBe(0);
    const before = project.state();
    const outcome = project.init();
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.stdout).toMatch(/^hushkey: .*pre-commit runs hushkey already, nothing was changed/);
    expect(project.state()).toEqual(before);
  });

  function withHusky(hook: string): TestProject {
    const project = new TestProject(WITH_HUSKY);
    project.husky(hook);
    return project;
  }

  function withoutInstalledHusky(): TestProject {
    const project = new TestProject(WITH_HUSKY);
    project.uninstall('husky');
    return project;
  }
});

describe('hushkey init where there is no working tree', () => {
  it('needs a repository', () => {
    const project = new TestProject();
    expect(project.init('..')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'hushkey: this is not a git repository: run hushkey inside one\n',
    });
  });

  it('needs one that is not bare', () => {
    const project = new TestProject();
    project.git('clone', '--quiet', '--bare', '.', '../bare');
    const outcome = project.init('../bare');
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/^hushkey: this is a bare repository[^\n]*\n$/);
  });
});
