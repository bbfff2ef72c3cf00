// What could not be read is said, and never counts as clean.
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gitShim } from '../support/git-shim.js';
import { expectHidden, expectPassed, head, leak } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';

/** A repository whose HEAD holds `app.ts`. */
function committed(text = 'start();\n'): TestRepository {
  const repository = new TestRepository();
  repository.stage('app.ts', text);
  repository.commit();
  return repository;
}

function looseFile(repository: TestRepository, object: string): string {
  return join(repository.folder, '.git', 'objects', object.slice(0, 2), object.slice(2));
}

/** Writes over the file of a loose object, which git makes read-only. */
function overwrite(repository: TestRepository, object: string, bytes: string | Uint8Array): void {
  const file = looseFile(repository, object);
  chmodSync(file, 0o644);
  writeFileSync(file, bytes);
}

function expectGap(outcome: Outcome, subject: string): void {
  expect(outcome.code, outcome.output).toBe(3);
  expect(outcome.stdout).toContain(`not scanned  ${subject}\n`);
  expect(outcome.stdout).toContain('  what to do: ');
  expect(outcome.stdout).toMatch(/^hushkey: no secret in what could be read \(.*\), 1 gap$/m);
}

/** A merge that stopped at a conflict in `app.ts`. */
function conflicted(): TestRepository {
  const repository = committed();
  repository.git('checkout', '--quiet', '-b', 'side');
  repository.stage('app.ts', 'side();\n');
  repository.commit();
  repository.git('checkout', '--quiet', 'main');
  repository.stage('app.ts', 'main();\n');
  repository.commit();
  expect(repository.tryGit('merge', 'side').code).toBe(1);
  return repository;
}

it('does not decide on a file with conflicts, and says how to go on', () => {
  const outcome = conflicted().hushkey('staged');
  expectGap(outcome, 'app.ts');
  expect(outcome.stdout).toContain('the file has merge conflicts');
  expect(outcome.stdout).toContain('what to do: resolve the conflicts and stage the file with git add');
});

it('still refuses the secret of another file beside a conflict', () => {
  const repository = conflicted();
  const key = leak();
  repository.stage('other.ts', key.line);
  const outcome = repository.hushkey('staged');
  expect(outcome.code).toBe(1);
  expect(outcome.stdout).toContain('  other.ts:1:8\n');
  expect(outcome.stdout).toContain('not scanned  app.ts\n');
  expectHidden(outcome, key.secret);
});

it('names the path of a staged blob that is gone', () => {
  const repository = committed();
  repository.stage('gone.ts', 'gone();\n');
  rmSync(looseFile(repository, repository.git('rev-parse', ':gone.ts')));
  const outcome = repository.hushkey('staged');
  expectGap(outcome, 'gone.ts');
  expect(outcome.stdout).toContain('git fsck');
});

it('names every path of a blob that is gone', () => {
  const repository = committed();
  for (const path of ['one.ts', 'two.ts']) repository.stage(path, 'gone();\n');
  rmSync(looseFile(repository, repository.git('rev-parse', ':one.ts')));
  const outcome = repository.hushkey('staged');
  expect(outcome.code).toBe(3);
  expect(outcome.stdout).toContain('not scanned  one.ts\n');
  expect(outcome.stdout).toContain('not scanned  two.ts\n');
});

it('tells of gaps as data', () => {
  const repository = committed();
  repository.stage('gone.ts', 'gone();\n');
  rmSync(looseFile(repository, repository.git('rev-parse', ':gone.ts')));
  const outcome = repository.hushkey('staged', '--format', 'json');
  expect(outcome.code).toBe(3);
  const report = JSON.parse(outcome.stdout);
  expect(report.complete).toBe(false);
  expect(report.gaps).toEqual([
    { subject: 'gone.ts', reason: expect.stringContaining('cannot be read'), advice: expect.any(String) },
  ]);
});

it.each([
  { damage: 'of no zlib stream', bytes: 'this is no object' },
  { damage: 'cut to nothing', bytes: '' },
])('reads on behind a loose object $damage', ({ bytes }) => {
  const repository = committed();
  const key = leak();
  for (const path of ['a.ts', 'b.ts', 'c.ts']) repository.stage(path, `${path}\n${path === 'b.ts' ? '' : key.line}`);
  overwrite(repository, repository.git('rev-parse', ':b.ts'), bytes);
  const outcome = repository.hushkey('staged');
  expect(outcome.code, outcome.output).toBe(1);
  expect(outcome.stdout).toContain('  a.ts:2:8\n');
  expect(outcome.stdout).toContain('  c.ts:2:8\n');
  expect(outcome.stdout).toContain('not scanned  b.ts\n');
  expect(outcome.stdout).toMatch(/^hushkey: 1 secret \(2 files staged, .*\), 1 gap$/m);
  expectHidden(outcome, key.secret);
});

it('reads on behind objects that git dies of', () => {
  const repository = committed();
  const key = leak();
  const files = Array.from({ length: 30 }, (_, i) => `${String(i).padStart(2, '0')}.txt`);
  for (const path of files) repository.write(path, `${path}\n${'filler '.repeat(4000)}\n${key.line}`);
  repository.git('add', '.');
  const broken = ['03.txt', '04.txt', '21.txt'];
  for (const path of broken) {
    // The header can still be read, the rest cannot: git promises the object, and then cannot deliver.
    const object = repository.git('rev-parse', `:${path}`);
    cutObject(repository, object);
    expect(repository.run('git', ['cat-file', '--batch'], { input: `${object}\n` }).code).toBe(128);
  }
  const outcome = repository.hushkey('staged', '--format', 'json');
  expect(outcome.code, outcome.output).toBe(1);
  const { gaps, findings } = JSON.parse(outcome.stdout);
  expect(gaps.map(({ subject }: { subject: string }) => subject).sort()).toEqual(broken);
  expect(findings).toHaveLength(1);
  expect(findings[0].locations).toHaveLength(files.length - broken.length);
});

/** Takes the last bytes off the file of a loose object. */
function cutObject(repository: TestRepository, object: string): void {
  const file = looseFile(repository, object);
  chmodSync(file, 0o644);
  const { code, output } = repository.run('truncate', ['--size=-20', file]);
  expect(code, output).toBe(0);
}

it('counts everything as new where the old side is missing, and says that it is', () => {
  const key = leak();
  const repository = committed(key.line);
  const old = repository.git('rev-parse', 'HEAD:app.ts');
  repository.stage('app.ts', `${key.line}more();\n`);
  expectPassed(repository.hushkey('staged'));
  rmSync(looseFile(repository, old));
  const outcome = repository.hushkey('staged');
  expect(outcome.code, outcome.output).toBe(1);
  expect(outcome.stdout).toContain('  app.ts:1:8\n');
  expect(outcome.stdout).toContain('not scanned  app.ts\n');
  expect(outcome.stdout).toContain(`object ${old.slice(0, 12)} cannot be read`);
  expectHidden(outcome, key.secret);
});

it('does not ask for a missing old side when nothing was found', () => {
  const repository = committed();
  rmSync(looseFile(repository, repository.git('rev-parse', 'HEAD:app.ts')));
  repository.stage('app.ts', 'start(1);\n');
  expectPassed(repository.hushkey('staged'));
});

it('scans the whole index when the commit before is lost', () => {
  const key = leak();
  const repository = committed(key.line);
  rmSync(looseFile(repository, head(repository)));
  const outcome = repository.hushkey('staged');
  expect(outcome.code, outcome.output).toBe(1);
  expect(outcome.stdout).toContain('  app.ts:1:8\n');
  expectHidden(outcome, key.secret);
});

it('decides nothing when the tree of the commit before is damaged', () => {
  const repository = committed();
  repository.stage('folder/a.ts', 'a();\n');
  repository.commit();
  overwrite(repository, repository.git('rev-parse', 'HEAD:folder'), 'damaged');
  repository.stage('folder/a.ts', 'b();\n');
  const outcome = repository.hushkey('staged');
  expect(outcome.code, outcome.output).toBe(3);
  expect(outcome.stderr).toMatch(/^hushkey: nothing was decided: .*\n$/);
  expect(outcome.stdout).toBe('');
});

it('decides nothing when the index is damaged', () => {
  const repository = committed();
  repository.write('.git/index', 'damaged');
  const outcome = repository.hushkey('staged');
  expect(outcome.code, outcome.output).toBe(3);
  expect(outcome.stderr).toMatch(/^hushkey: nothing was decided: .*index.*\n$/);
  expect(outcome.stdout).toBe('');
});

it('lets no commit pass over a gap', () => {
  const repository = committed();
  repository.installHook();
  repository.stage('gone.ts', 'gone();\n');
  rmSync(looseFile(repository, repository.git('rev-parse', ':gone.ts')));
  const before = head(repository);
  expect(repository.tryGit('commit', '--message', 'a message').code).not.toBe(0);
  expect(head(repository)).toBe(before);
});

it.each([
  { git: 'this git', script: 'real "$@"' },
  { git: 'a git that does not know GIT_NO_LAZY_FETCH', script: 'unset GIT_NO_LAZY_FETCH\nreal "$@"' },
])('fetches nothing that a partial clone has left on the server, with $git', ({ script }) => {
  const key = leak();
  const server = committed(key.line);
  server.git('config', 'uploadpack.allowFilter', 'true');
  server.git('clone', '--quiet', '--filter=blob:none', '--no-checkout', `file://${server.folder}`, '../partial');
  const partial = (program: string, args: readonly string[], env = {}) =>
    server.run(program, args, { cwd: '../partial', env });
  server.write('../partial/app.ts', `${key.line}more();\n`);
  expect(partial('git', ['add', 'app.ts']).code).toBe(0);
  const outcome = partial(process.execPath, [HUSHKEY, 'staged'], { PATH: gitShim(script) });
  expect(outcome.code, outcome.output).toBe(1);
  expect(outcome.stdout).toContain('  app.ts:1:8\n');
  expect(outcome.stdout).toContain('in a partial clone, fetch the object first');
  expectHidden(outcome, key.secret);
  expect(partial('git', ['rev-list', '--objects', '--missing=print', 'HEAD']).stdout).toMatch(/^\?/m);
});
