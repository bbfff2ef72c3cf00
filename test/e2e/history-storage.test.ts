import { spawnSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectOnlyAt, expectPlaces, scanHistory, UNREACHABLE } from '../support/history.js';
import { TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

// However git keeps its objects, a scan reads each of them once.

/** A file with a secret that was added and removed again. */
function withLeak(repository: TestRepository, path = 'app.ts') {
  const secret = token('openai-project-key');
  repository.stage(path, `key = "${secret}"\n`);
  const commit = repository.commit(`add ${path}`);
  repository.git('rm', '--quiet', path);
  repository.commit(`remove ${path}`);
  return { secret, place: { path, line: 1, column: 8, commit } };
}

/** Blobs, commits and tags that git counts in a repository. */
function objectCount(repository: TestRepository, cwd = '.'): number {
  const args = ['cat-file', '--batch-all-objects', '--batch-check=%(objecttype)'];
  return repository
    .run('git', args, { cwd })
    .stdout.split('\n')
    .filter((type) => type !== '' && type !== 'tree').length;
}

/** Git 2.45 and newer. */
function knowsReftable(): boolean {
  const { stdout } = spawnSync('git', ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /(\d+)\.(\d+)/.exec(stdout) ?? [];
  return Number(major) > 2 || Number(minor) >= 45;
}

/** Another repository beside this one, made by a git command that gets its folder as the last word. */
function beside(repository: TestRepository, ...args: string[]): { cwd: string } {
  const cwd = `../${args[0]}-${Math.random().toString(36).slice(2)}`;
  repository.git(...args, cwd);
  return { cwd };
}

describe('packs', () => {
  it('reads one pack', () => {
    const repository = new TestRepository();
    const { secret, place } = withLeak(repository);
    repository.git('gc', '--quiet');
    expect(repository.git('count-objects')).toMatch(/^0 objects/);
    expectOnlyAt(repository, secret, [place]);
  });

  it('reads several packs and loose objects, each object once although two packs have it', () => {
    const repository = new TestRepository();
    const packed = withLeak(repository, 'packed.ts');
    repository.git('repack', '--quiet', '-d');
    const again = withLeak(repository, 'again.ts');
    repository.git('repack', '--quiet', '-d');
    // A third pack with everything that is in the first two.
    const all = repository.git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)');
    repository.run('git', ['pack-objects', '--quiet', '.git/objects/pack/pack'], { input: `${all}\n` });
    const loose = withLeak(repository, 'loose.ts');
    expect(repository.git('count-objects', '--verbose')).toMatch(/^packs: 3$/m);
    const run = scanHistory(repository);
    expect(run.gaps).toEqual([]);
    expect(run.findings.length).toBe(3);
    for (const { secret, place } of [packed, again, loose]) expectPlaces(repository, run, secret, [place]);
    expect(run.stats.objects).toBe(objectCount(repository));
  });

  it('reads packs through a multi-pack index', () => {
    const repository = new TestRepository();
    const first = withLeak(repository, 'first.ts');
    repository.git('repack', '--quiet', '-d');
    const second = withLeak(repository, 'second.ts');
    repository.git('repack', '--quiet', '-d');
    repository.git('multi-pack-index', 'write');
    const run = scanHistory(repository);
    expect(run.findings.length).toBe(2);
    for (const { secret, place } of [first, second]) expectPlaces(repository, run, secret, [place]);
    expect(run.stats.objects).toBe(objectCount(repository));
  });

  it('reads what lies in a pack and is in no commit', () => {
    const repository = new TestRepository();
    const { secret } = withLeak(repository);
    repository.git('repack', '--quiet', '-a', '-d');
    repository.git('update-ref', '-d', 'HEAD');
    repository.git('reflog', 'expire', '--expire=all', '--all');
    expect(repository.git('count-objects')).toMatch(/^0 objects/);
    expectOnlyAt(repository, secret, [UNREACHABLE]);
  });

  it('reads long chains of deltas', () => {
    const repository = new TestRepository();
    const lines = Array.from({ length: 400 }, (_, n) => `line ${n} of a file that hardly changes`);
    const leaks = Array.from({ length: 12 }, () => {
      const secret = token('anthropic-api-key');
      lines.splice(200, 1, `key = "${secret}"`);
      repository.stage('app.ts', lines.join('\n'));
      return { secret, commit: repository.commit() };
    });
    repository.git('repack', '--quiet', '-a', '-d', '-f', '--depth=50', '--window=50');
    const run = scanHistory(repository);
    expect(run.gaps).toEqual([]);
    expect(run.findings.length).toBe(leaks.length);
    for (const { secret, commit } of leaks)
      expectPlaces(repository, run, secret, [{ path: 'app.ts', line: 201, column: 8, commit }]);
  });
});

describe('objects that lie elsewhere', () => {
  it.each([
    ['git clone --shared', ['--shared']],
    ['git clone --reference', ['--reference', '.']],
    ['git clone, by hard links', ['--local']],
    ['git clone --bare', ['--bare']],
    ['git clone --mirror', ['--mirror']],
  ])('reads %s', (_, args) => {
    const repository = new TestRepository();
    const { secret, place } = withLeak(repository);
    const clone = beside(repository, 'clone', '--quiet', ...args, '.');
    expectOnlyAt(repository, secret, [place], clone);
    expect(scanHistory(repository, clone).stats.objects).toBe(objectCount(repository, clone.cwd));
  });

  it('reads alternates of alternates', () => {
    const repository = new TestRepository();
    const { secret, place } = withLeak(repository);
    const first = beside(repository, 'clone', '--quiet', '--shared', '.');
    const second = beside(repository, 'clone', '--quiet', '--shared', first.cwd);
    expectOnlyAt(repository, secret, [place], second);
  });

  it('reads everything from a linked worktree', () => {
    const repository = new TestRepository();
    const { secret, place } = withLeak(repository);
    const worktree = beside(repository, 'worktree', 'add', '--quiet', '--detach');
    expectOnlyAt(repository, secret, [place], worktree);
  });

  it('knows what only the HEAD of another worktree reaches', () => {
    const repository = new TestRepository();
    repository.commit('begin');
    const { cwd } = beside(repository, 'worktree', 'add', '--quiet', '--detach');
    const secret = token('openai-project-key');
    writeFileSync(join(repository.folder, cwd, 'app.ts'), `"${secret}"\n`);
    repository.run('git', ['add', '.'], { cwd });
    repository.run('git', ['commit', '--quiet', '--message', 'leak'], { cwd });
    const commit = repository.run('git', ['rev-parse', 'HEAD'], { cwd }).stdout.trim();
    expectOnlyAt(repository, secret, [{ path: 'app.ts', commit }]);
  });

  it('reads everything from a subdirectory, with paths from the top', () => {
    const repository = new TestRepository();
    const { secret, place } = withLeak(repository, 'lib/app.ts');
    repository.write('docs/deep/x', '');
    expectOnlyAt(repository, secret, [place], { cwd: 'docs/deep' });
    repository.git('config', 'diff.relative', 'true');
    expectOnlyAt(repository, secret, [place], { cwd: 'docs/deep' });
  });

  it('reads a bare repository and the inside of .git', () => {
    const repository = new TestRepository();
    const { secret, place } = withLeak(repository);
    expectOnlyAt(repository, secret, [place], { cwd: '.git' });
    repository.git('config', 'core.bare', 'true');
    expectOnlyAt(repository, secret, [place], { cwd: '.git' });
  });

  it('reads the repository that GIT_DIR names', () => {
    const repository = new TestRepository();
    const { secret, place } = withLeak(repository);
    const env = { GIT_DIR: join(repository.folder, '.git') };
    expectOnlyAt(repository, secret, [place], { cwd: '..', env });
  });

  it('reads objects that GIT_OBJECT_DIRECTORY and GIT_ALTERNATE_OBJECT_DIRECTORIES name', () => {
    const repository = new TestRepository();
    const { secret, place } = withLeak(repository);
    renameSync(join(repository.folder, '.git/objects'), join(repository.folder, '../store'));
    repository.run('mkdir', ['-p', '.git/objects/info', '.git/objects/pack']);
    const store = join(repository.folder, '../store');
    repository.env.GIT_ALTERNATE_OBJECT_DIRECTORIES = store;
    expectOnlyAt(repository, secret, [place]);
    repository.env.GIT_OBJECT_DIRECTORY = store;
    delete repository.env.GIT_ALTERNATE_OBJECT_DIRECTORIES;
    expectOnlyAt(repository, secret, [place]);
  });
});

describe('formats', () => {
  it('reads a SHA-256 repository', () => {
    const repository = new TestRepository(['--object-format=sha256']);
    const { secret, place } = withLeak(repository);
    expect(place.commit).toMatch(/^[0-9a-f]{64}$/);
    repository.git('tag', '--annotate', '--message', 'a tag', 'v1');
    expectOnlyAt(repository, secret, [place]);
    repository.git('gc', '--quiet');
    expectOnlyAt(repository, secret, [place]);
  });

  it.skipIf(!knowsReftable())('reads a repository with a reftable', () => {
    const repository = new TestRepository(['--ref-format=reftable']);
    const { secret, place } = withLeak(repository);
    repository.git('stash', 'list');
    expectOnlyAt(repository, secret, [place]);
  });

  it('reads objects with other compression', () => {
    const repository = new TestRepository();
    repository.git('config', 'core.looseCompression', '0');
    repository.git('config', 'core.compression', '9');
    const { secret, place } = withLeak(repository);
    expectOnlyAt(repository, secret, [place]);
  });

  it('reads a repository without any commit: there is nothing, and that is no gap', () => {
    const repository = new TestRepository();
    const run = scanHistory(repository);
    expect(run).toMatchObject({ complete: true, gaps: [], findings: [], stats: { objects: 0, bytes: 0 } });
    expect(run.outcome.code).toBe(0);
  });

  it('counts what it read', () => {
    const repository = new TestRepository();
    repository.stage('a.txt', 'a\n');
    repository.stage('b.txt', 'bb\n');
    const commit = repository.commit();
    const run = scanHistory(repository);
    expect(run.outcome.code).toBe(0);
    const size = Number(repository.git('cat-file', '-s', commit));
    expect(run.stats).toMatchObject({ objects: 3, bytes: 'a\n'.length + 'bb\n'.length + size });
  });
});
