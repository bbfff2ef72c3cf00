import { cpSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flip, looseFile, packFile } from '../support/damage.js';
import { growMore, grownRepository, numbers } from '../support/grown-repository.js';
import { HUSHKEY, type Outcome, type TestRepository } from '../support/repository.js';
import { tangledRepository } from '../support/tangled-history.js';
import { token } from '../support/token.js';

// What commits and trees say is remembered: where a secret entered the history is told without reading them again, and is
// what a scan without a memory says.

const CACHE = '.git/hushkey/history';

function told({ stdout, stderr, code }: Outcome): string {
  return `${code} ${stderr} ${stdout.replace(/"ms": \d+/, '"ms": 0')}`;
}

function scan(repository: TestRepository, ...args: string[]): string {
  return told(repository.hushkey('history', '--format', 'json', '--quiet', ...args));
}

/** Scans with the memory and without. @returns what both say */
function expectSame(repository: TestRepository, ...args: string[]): string {
  const remembered = scan(repository, ...args);
  expect(remembered).toBe(scan(repository, ...args, '--no-cache'));
  return remembered;
}

/** A history with secrets at several paths, in one pack. */
function leaky(initArgs: readonly string[] = []): TestRepository {
  const repository = grownRepository(30, 1, initArgs);
  repository.git('config', 'gc.auto', '0');
  repository.stage('deep/er/app.ts', `key = "${token('openai-project-key')}"\n`);
  repository.commit('first');
  repository.stage('deep/more.ts', `key = "${token('github-classic-pat')}"\n`);
  repository.commit(`second, with ${token('github-classic-pat')}`);
  repository.git('repack', '--quiet', '-adf');
  return repository;
}

/** Damages packed objects: whoever reads one tells, or tells of less. */
function damage(repository: TestRepository, ...objects: readonly string[]): void {
  const ids = objects.map((object) => repository.git('rev-parse', object));
  const lines = repository.git('verify-pack', '-v', packFile(repository, '.idx')).split('\n');
  for (const id of ids) {
    const [, , , bytes, offset] = (lines.find((text) => text.startsWith(id)) as string).split(/ +/);
    flip(packFile(repository, '.pack'), Number(offset) + Math.floor(Number(bytes) / 2), 3);
  }
}

function inodeOf(repository: TestRepository): bigint {
  return statSync(join(repository.folder, CACHE), { bigint: true }).ino;
}

describe('a second scan', () => {
  it.each([[[]], [['--object-format=sha256']]])('reads no commit and no tree that is known %s', (initArgs) => {
    const repository = leaky(initArgs);
    const first = scan(repository);
    const written = inodeOf(repository);
    damage(repository, 'grown-1~7', 'grown-1~9^{tree}', 'grown-1~4:folder-1');
    for (const args of [[], ['--threads', '1'], ['--threads', '3']]) expect(scan(repository, ...args)).toBe(first);
    expect(inodeOf(repository)).toBe(written);
    expect(scan(repository, '--no-cache')).not.toBe(first);
  });

  it('reads only what is new of a history that goes on', () => {
    const repository = leaky();
    scan(repository);
    damage(repository, 'grown-1~7');
    repository.git('checkout', '--quiet', '-b', 'more');
    repository.stage('deep/er/other.ts', `key = "${token('openai-project-key')}"\n`);
    const commit = repository.commit('loose');
    const second = scan(repository);
    expect(second).toContain(commit);
    expect(second).toContain('deep/er/other.ts');
    expect(second).toContain('"gaps": []');
    const input = repository.git('rev-list', '--objects', '--no-object-names', commit, `^${commit}~1`);
    repository.run('git', ['pack-objects', '--quiet', '.git/objects/pack/pack'], { input });
    repository.git('prune-packed');
    expect(scan(repository)).toBe(second);
  });

  const secret = token('slack-bot-token');
  const said = (path: string) => (repository: TestRepository) => {
    repository.stage(path, `slack = "${secret}"\n`);
    repository.commit(`adds ${path}`);
  };
  const git =
    (...args: string[]) =>
    (repository: TestRepository) =>
      repository.git(...args);
  const grown = (repository: TestRepository) => growMore(repository, 12, 2);

  it.each<[string, readonly ((repository: TestRepository) => void)[]]>([
    [
      'commits that are changed, moved and merged',
      [
        said('deep/er/new.ts'),
        git('commit', '--quiet', '--amend', '--no-verify', '--message', 'amended'),
        git('mv', 'deep', 'moved'),
        git('commit', '--quiet', '--no-verify', '--message', 'moved'),
        git('checkout', '--quiet', '-b', 'side', 'HEAD~2'),
        said('side.ts'),
        git('checkout', '--quiet', 'main'),
        git('merge', '--quiet', '--no-ff', '--message', 'merged', 'side'),
        git('checkout', '--quiet', '-b', 'other', 'side'),
        git('rebase', '--quiet', '--onto', 'grown-1', 'HEAD~1'),
      ],
    ],
    [
      'names that come and go',
      [
        git('tag', 'tree', 'HEAD^{tree}'),
        git('tag', 'plain', 'grown-1^{tree}'),
        git('tag', '-a', '-m', 'blob', 'blob', 'HEAD:deep/more.ts'),
        git('branch', '-D', 'grown-1'),
        (repository) => {
          repository.write('deep/more.ts', `changed = "${secret}"\n`);
          repository.git('stash', '--quiet');
        },
        git('reset', '--quiet', '--hard', 'HEAD~1'),
        git('pack-refs', '--all'),
        git('tag', '-d', 'tree', 'plain', 'blob'),
      ],
    ],
    [
      'objects that are packed, and thrown away',
      [
        said('gone.ts'),
        git('repack', '--quiet', '-d'),
        git('reset', '--quiet', '--hard', 'HEAD~1'),
        git('repack', '--quiet', '-adf'),
        grown,
        git('reflog', 'expire', '--expire=now', '--all'),
        git('gc', '--quiet', '--prune=now'),
        git('branch', '-D', 'grown-1'),
        git('gc', '--quiet', '--aggressive', '--prune=now'),
      ],
    ],
  ])('says the same meanwhile of %s', (_, steps) => {
    const repository = leaky();
    scan(repository);
    for (const step of steps) {
      step(repository);
      expectSame(repository);
    }
  });

  it.each([1, 2])('says the same of tangled histories, as they grow: %i', (seed) => {
    const next = numbers(seed);
    const repository = tangledRepository(60, seed);
    repository.git('config', 'gc.auto', '0');
    repository.git('checkout', '--quiet', '--force', 'main');
    const secrets = [token('openai-project-key'), token('github-classic-pat'), token('slack-bot-token')];
    const branches = repository.git('for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n');
    for (let round = 0; round < 6; round++) {
      repository.git('checkout', '--quiet', '--force', branches[next(branches.length)] as string);
      repository.stage(`f-${next(3)}/s-${next(3)}.ts`, `${'//\n'.repeat(next(3))}k = "${secrets[next(3)]}"\n`);
      repository.commit(`round ${round}`);
      const kind = next(5);
      if (kind === 0) repository.git('reset', '--quiet', '--hard', 'HEAD~1');
      if (kind === 1) repository.tryGit('merge', '--quiet', '-X', 'ours', '-m', 'm', branches[0] as string);
      if (kind === 2) repository.git('repack', '--quiet', '-d');
      if (kind === 3) repository.git('reflog', 'expire', '--expire=now', '--all');
      if (kind === 3) repository.git('gc', '--quiet', '--prune=now');
      expectSame(repository);
    }
  });

  it('may be told of a part', () => {
    const repository = leaky();
    scan(repository);
    repository.stage('new.ts', `key = "${token('openai-project-key')}"\n`);
    repository.commit('new');
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    for (const args of [
      ['--path', 'deep/er/**'],
      ['--ref', 'main~1'],
      ['--since', '2026-01-01'],
      ['--until', '2020-01-01'],
      ['--reachable-only'],
      [],
    ])
      expectSame(repository, ...args);
  });

  it('reads trees again when more is asked for', () => {
    const repository = leaky();
    repository.stage('low/public.ts', `stripe("${token('stripe-publishable-key')}")\n`);
    repository.stage('low/low.ts', `password = "${token('slack-bot-token').slice(5, 9)}#Wald-Meister9"\n`);
    repository.commit('low');
    scan(repository);
    for (const args of [['--include-public'], [], ['--min-confidence', 'low'], [], ['--min-confidence', 'high'], []])
      expectSame(repository, ...args);
    const written = inodeOf(repository);
    expectSame(repository, '--min-confidence', 'low');
    expect(inodeOf(repository)).toBe(written);
  });
});

describe('names with secrets in them', () => {
  it('are found again, and none is written down', () => {
    const repository = leaky();
    const [one, two] = [token('github-classic-pat'), token('openai-project-key')];
    repository.stage(`names/${one}/file.txt`, 'nothing\n');
    repository.commit('a name');
    const first = expectSame(repository);
    expect(first).toContain('names/');
    expect(expectSame(repository)).toBe(first);
    repository.stage(`other/${two}.txt`, 'nothing\n');
    repository.stage('names/beside.txt', 'beside\n');
    repository.commit('another name');
    repository.git('mv', `names/${one}`, `other/${one}`);
    repository.commit('moved');
    for (const args of [[], ['--min-confidence', 'high'], [], ['--threads', '2']]) expectSame(repository, ...args);
    const written = readFileSync(join(repository.folder, CACHE), 'latin1');
    for (const name of [one, two, 'names', 'deep', 'more.ts', 'app.ts', 'file.txt'])
      expect(written).not.toContain(name);
  });

  it('are searched again when the tree that has one is damaged', () => {
    const repository = leaky();
    repository.stage(`names/${token('github-classic-pat')}.txt`, 'nothing\n');
    repository.commit('a name');
    repository.git('repack', '--quiet', '-adf');
    scan(repository);
    damage(repository, 'HEAD:names');
    expectSame(repository);
  });
});

describe('what is missing', () => {
  it.each(['HEAD:lost/blob.ts', 'HEAD:lost', 'HEAD~1', 'HEAD~1^{tree}'])('may come back: %s', (object) => {
    const repository = leaky();
    repository.stage('lost/blob.ts', `key = "${token('openai-project-key')}"\n`);
    repository.commit('lost');
    repository.stage('lost/other.ts', 'nothing\n');
    repository.commit('behind it');
    const file = looseFile(repository, object);
    const kept = join(dirname(dirname(dirname(file))), 'kept');
    renameSync(file, kept);
    const lost = expectSame(repository);
    expect(expectSame(repository)).toBe(lost);
    repository.stage('more.ts', 'more\n');
    repository.commit('more');
    expectSame(repository);
    cpSync(kept, file);
    expect(expectSame(repository)).not.toBe(lost);
    expectSame(repository);
    renameSync(file, kept);
    expectSame(repository);
  });

  it('may be what a shallow clone left out', () => {
    const origin = leaky();
    const clone = leaky();
    clone.git('clone', '--quiet', '--depth', '1', `file://${origin.folder}`, 'shallow');
    const inside = (...args: string[]) => clone.run('git', args, { cwd: 'shallow' });
    const both = () => {
      const run = (...args: string[]) =>
        told(
          clone.run(process.execPath, [HUSHKEY, 'history', '--format', 'json', '--quiet', ...args], { cwd: 'shallow' }),
        );
      const remembered = run();
      expect(remembered).toBe(run('--no-cache'));
      return remembered;
    };
    const shallow = both();
    expect(both()).toBe(shallow);
    inside('fetch', '--quiet', '--deepen', '1');
    expect(both()).not.toBe(shallow);
    inside('fetch', '--quiet', '--unshallow');
    expect(both()).toContain('"gaps": []');
    expect(both()).toContain('"gaps": []');
  });

  it('may be what a partial clone left out', () => {
    const origin = leaky();
    origin.git('config', 'uploadpack.allowFilter', 'true');
    origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = leaky();
    clone.git('clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${origin.folder}`, 'partial');
    const run = (...args: string[]) =>
      told(
        clone.run(process.execPath, [HUSHKEY, 'history', '--format', 'json', '--quiet', ...args], { cwd: 'partial' }),
      );
    for (let again = 0; again < 2; again++) expect(run()).toBe(run('--no-cache'));
    clone.run('git', ['cat-file', 'blob', 'HEAD:deep/more.ts'], { cwd: 'partial' });
    for (let again = 0; again < 2; again++) expect(run()).toBe(run('--no-cache'));
    const fetched = run('--fetch-missing');
    expect(fetched).toBe(run('--no-cache'));
    expect(run()).toBe(fetched);
  });
});
