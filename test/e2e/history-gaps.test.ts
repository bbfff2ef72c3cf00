import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { corrupt, cutOff, flip, looseFile, lose, packFile } from '../support/damage.js';
import { expectPlaces, type HistoryRun, scanHistory } from '../support/history.js';
import { HUSHKEY, TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

// What cannot be read is told, by name, and everything else is scanned.

/** Three commits of harmless files and, in the second one, a file with a secret. */
function threeCommits() {
  const repository = new TestRepository();
  repository.git('config', 'gc.auto', '0');
  const secret = token('openai-project-key');
  repository.stage('lib/first.txt', 'first\n');
  const first = repository.commit('first');
  repository.stage('lib/second.txt', 'second\n');
  repository.stage('app.ts', `key = "${secret}"\n`);
  const second = repository.commit('second');
  repository.stage('lib/third.txt', 'third\n');
  const third = repository.commit('third');
  return { repository, secret, place: { path: 'app.ts', line: 1, column: 8, commit: second }, first, second, third };
}

/** Two commits and no secret. */
function clean(): TestRepository {
  const repository = new TestRepository();
  repository.git('config', 'gc.auto', '0');
  repository.stage('lib/first.txt', 'first\n');
  repository.commit('first');
  repository.stage('lib/second.txt', 'second\n');
  repository.commit('second');
  return repository;
}

/** The id of no object. */
const NOTHING = '12'.repeat(20);

const subjects = ({ gaps }: HistoryRun) => gaps.map(({ subject }) => subject);

function expectGapsFor(run: HistoryRun, ...ids: string[]): void {
  for (const id of ids) expect(subjects(run), run.outcome.output).toContain(`object ${id}`);
  expect(subjects(run).filter((subject) => subject.startsWith('object ')).length).toBe(ids.length);
}

/** Writes a loose object whose file says what it likes. */
function forge(repository: TestRepository, text: string): string {
  const id = createHash('sha1').update(text).digest('hex');
  const file = join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, deflateSync(text));
  return id;
}

describe('exit codes', () => {
  it('ends with 3 when something could not be read and no secret was found', () => {
    const repository = clean();
    lose(repository, 'HEAD:lib/first.txt');
    const { code, stdout } = repository.hushkey('history');
    expect(code).toBe(3);
    expect(stdout).toMatch(/^not scanned {2}object [0-9a-f]{40}$/m);
    expect(stdout).toMatch(/what to do: run git fsck/);
    expect(stdout).toMatch(/no secret in what could be read .*, 1 gap$/m);
  });

  it('ends with 1 when a secret was found, whatever could not be read', () => {
    const { repository, secret, place } = threeCommits();
    lose(repository, 'HEAD:lib/first.txt');
    const run = scanHistory(repository);
    expect(run.outcome.code).toBe(1);
    expect(run.complete).toBe(false);
    expectPlaces(repository, run, secret, [place]);
  });
});

describe('an object that is not there', () => {
  it.each([
    ['a blob', 'HEAD:lib/first.txt'],
    ['a tree', 'HEAD:lib'],
    ['the tree of a commit', 'HEAD^{tree}'],
    ['the blob that is staged', ':staged.txt'],
    ['a tagged blob', 'refs/tags/blob^{}'],
  ])('is named: %s', (_, object) => {
    const { repository, secret, place } = threeCommits();
    repository.git('tag', '--annotate', '--message', 'a blob', 'blob', 'HEAD:lib/second.txt');
    repository.stage('staged.txt', 'staged\n');
    const id = lose(repository, object);
    const run = scanHistory(repository);
    expectGapsFor(run, id);
    expectPlaces(repository, run, secret, [place]);
  });

  it('is named when it is a commit in the middle, and both of its sides are followed', () => {
    const { repository, secret, place } = threeCommits();
    // Later ones: when nothing connects two lines any more, only their dates say which came first.
    for (const n of [4, 5]) {
      repository.env.GIT_COMMITTER_DATE = `2026-01-0${n}T03:04:05+02:00`;
      repository.stage(`${n}.txt`, `${n}\n`);
      repository.commit(`${n}`);
    }
    const id = lose(repository, 'HEAD~1');
    const run = scanHistory(repository);
    expectGapsFor(run, id);
    // Refs do not reach it any more; the reflog does.
    expectPlaces(repository, run, secret, [place]);
  });

  it('is named when it is a commit that only the commit-graph still knows', () => {
    const { repository, first } = threeCommits();
    repository.git('commit-graph', 'write', '--reachable');
    repository.git('reflog', 'expire', '--expire=all', '--all');
    lose(repository, first);
    const blob = lose(repository, 'HEAD:lib/first.txt');
    expectGapsFor(scanHistory(repository), first, blob);
  });

  it('is named when it is the tip of a branch, and what is behind it is not called unreachable', () => {
    const { repository, secret, place } = threeCommits();
    repository.git('switch', '--quiet', '--create', 'other');
    repository.stage('other.ts', `"${token('anthropic-api-key')}"\n`);
    repository.commit('behind the tip');
    const id = repository.commit('the tip');
    repository.git('switch', '--quiet', 'main');
    repository.git('reflog', 'expire', '--expire=all', '--all');
    lose(repository, id);
    const run = scanHistory(repository);
    expectGapsFor(run, id);
    expectPlaces(repository, run, secret, [place]);
    const behind = run.findings.find(({ pattern }) => pattern === 'anthropic-api-key');
    expect(behind?.locations[0]).not.toHaveProperty('unreachable');
  });

  it('is told when only a reflog names it, and what it led to is not called unreachable', () => {
    const repository = clean();
    repository.stage('app.ts', `"${token('openai-project-key')}"\n`);
    const id = repository.commit('leak');
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    lose(repository, id);
    const run = scanHistory(repository);
    expect(run.gaps[0]).toMatchObject({ subject: 'what refs and reflogs reach' });
    expect(run.gaps[0]?.reason).toMatch(/reflog of '.*' references pruned commits/);
    expect(run.findings.length).toBe(1);
    expect(run.findings[0]?.locations[0]).not.toHaveProperty('unreachable');
  });

  it('is no gap when nothing that counts names it', () => {
    const repository = clean();
    repository.stage('gone.txt', 'gone\n');
    const tree = repository.git('write-tree');
    repository.git('reset', '--quiet', '--hard');
    const blob = repository.git('rev-parse', `${tree}:gone.txt`);
    lose(repository, blob);
    expect(scanHistory(repository)).toMatchObject({ gaps: [], findings: [] });
  });

  it('is not called unreachable, nor anything else, when the way to it could not be followed', () => {
    const { repository, secret } = threeCommits();
    const tree = lose(repository, 'HEAD~1^{tree}');
    const run = scanHistory(repository);
    expectGapsFor(run, tree);
    // The third commit differs from the second, which cannot be compared: where the file came from is not known.
    expect(run.findings.length).toBe(1);
    expect(run.findings[0]?.locations[0]).not.toHaveProperty('unreachable');
    expect(run.outcome.output).not.toContain(secret);
  });

  it('names a hundred and counts the others', () => {
    const repository = new TestRepository();
    const files = Array.from({ length: 130 }, (_, n) => `${n}.txt`);
    for (const file of files) repository.write(file, `file ${file}\n`);
    repository.git('add', '.');
    repository.commit();
    for (const file of files) lose(repository, `HEAD:${file}`);
    const run = scanHistory(repository);
    expect(subjects(run).filter((subject) => /^object [0-9a-f]{40}$/.test(subject)).length).toBe(100);
    expect(subjects(run).at(-1)).toBe('30 more objects');
  });
});

describe('an object that is damaged', () => {
  it.each([
    ['a blob', 'HEAD:lib/first.txt'],
    ['a tree', 'HEAD:lib'],
    ['the tree of a commit', 'HEAD^{tree}'],
  ])('is named, flipped bytes in %s', (_, object) => {
    const { repository, secret, place } = threeCommits();
    const id = corrupt(repository, object);
    const run = scanHistory(repository);
    expectGapsFor(run, id);
    expectPlaces(repository, run, secret, [place]);
  });

  it.each(['HEAD', 'HEAD~1', 'refs/tags/v1'])('is named, flipped bytes in %s', (object) => {
    const { repository, secret } = threeCommits();
    repository.git('tag', '--annotate', '--message', 'a tag', 'v1', 'HEAD~2');
    const id = corrupt(repository, object);
    const run = scanHistory(repository);
    expectGapsFor(run, id);
    expect(run.findings.length).toBe(1);
    expect(run.outcome.output).not.toContain(secret);
  });

  it('is named, an empty file', () => {
    const { repository, secret, place } = threeCommits();
    const id = repository.git('rev-parse', 'HEAD:lib/first.txt');
    writeFileSync(looseFile(repository, id), '');
    const run = scanHistory(repository);
    expectGapsFor(run, id);
    expectPlaces(repository, run, secret, [place]);
  });

  it('is named when it is of no type that git knows', () => {
    const { repository, secret, place } = threeCommits();
    const { stdout } = repository.run('git', ['hash-object', '-t', 'mystery', '--literally', '-w', '--stdin'], {
      input: 'what is it',
    });
    const run = scanHistory(repository);
    expectGapsFor(run, stdout.trim());
    expectPlaces(repository, run, secret, [place]);
  });

  it('is named when it says to be larger than any memory', () => {
    const { repository, secret, place } = threeCommits();
    const ids = ['3000000000', '99999999999999999999999'].map((size) => forge(repository, `blob ${size}\0short`));
    const run = scanHistory(repository);
    expectGapsFor(run, ...ids);
    expect(run.outcome.output).toContain('it is shorter than it says');
    expectPlaces(repository, run, secret, [place]);
  });

  it('cannot put words into the mouth of git: a blob that is longer than it says', () => {
    const { repository, secret, place } = threeCommits();
    // Git passes on all that is in the file. What stands behind the size looks like the next answer, to the next request.
    const fakes = ['HEAD:app.ts', 'HEAD', 'HEAD~1', 'HEAD:lib/first.txt'].map((name) =>
      repository.git('rev-parse', name),
    );
    const ids = Array.from({ length: 20 }, (_, n) => {
      const answers = fakes.map((id) => `\n${id} blob 4\nfake`).join('');
      return forge(repository, `blob 5\0hello${answers}${n}`);
    });
    const run = scanHistory(repository);
    expectGapsFor(run, ...ids);
    expectPlaces(repository, run, secret, [place]);
  });

  it('cannot swallow others: a blob that is shorter than it says', () => {
    const { repository, secret, place } = threeCommits();
    const ids = [forge(repository, 'blob 50000\0short'), forge(repository, 'blob 6\0short')];
    const run = scanHistory(repository);
    expectGapsFor(run, ...ids);
    expectPlaces(repository, run, secret, [place]);
  });
});

describe('a pack that is damaged', () => {
  /** A pack with a secret, and loose objects with another one. */
  function packed() {
    const { repository, secret, place } = threeCommits();
    repository.stage('random.bin', Buffer.from(Array.from({ length: 30_000 }, () => Math.random() * 256)));
    repository.commit('something that does not compress');
    repository.git('repack', '--quiet', '-a', '-d');
    const loose = token('anthropic-api-key');
    repository.stage('loose.ts', `"${loose}"\n`);
    const commit = repository.commit('loose');
    return { repository, secret, place, loose: { secret: loose, place: { path: 'loose.ts', commit } } };
  }

  it('is told object by object when its end is cut off, and loose objects are scanned', () => {
    const { repository, loose } = packed();
    const count = repository.git('cat-file', '--batch-all-objects', '--batch-check').split('\n').length;
    cutOff(packFile(repository, '.pack'), 5000);
    const run = scanHistory(repository);
    expect(subjects(run).filter((subject) => subject.startsWith('object ')).length).toBe(count - 3);
    expect(run.outcome.output).not.toContain(loose.secret);
    expect(run.findings.map(({ pattern }) => pattern)).toEqual(['anthropic-api-key']);
  });

  it('costs the object that is damaged in its middle, and no other', () => {
    const { repository, secret, place, loose } = packed();
    const id = repository.git('rev-parse', 'HEAD:random.bin');
    const [, offset] =
      new RegExp(`^${id} \\S+ +\\d+ \\d+ (\\d+)`, 'm').exec(
        repository.git('verify-pack', '--verbose', packFile(repository, '.idx')),
      ) ?? [];
    flip(packFile(repository, '.pack'), Number(offset) + 10_000, 8);
    const run = scanHistory(repository);
    expectGapsFor(run, id);
    expectPlaces(repository, run, secret, [place]);
    expectPlaces(repository, run, loose.secret, [loose.place]);
  });

  it('is a gap when its index is cut off', () => {
    const { repository, loose } = packed();
    cutOff(packFile(repository, '.idx'), 1000);
    const run = scanHistory(repository);
    expect(run.complete).toBe(false);
    expect(run.outcome.output).toMatch(/index file .* is too small|wrong index/);
    expect(run.findings.length).toBe(1);
    expect(run.outcome.output).not.toContain(loose.secret);
  });

  it('is a gap when nothing but its index is left', () => {
    const { repository } = packed();
    rmSync(packFile(repository, '.pack'));
    const run = scanHistory(repository);
    expect(run.complete).toBe(false);
    expect(run.findings.length).toBe(1);
  });

  it('is a gap when everything is gone', () => {
    const { repository } = packed();
    repository.git('repack', '--quiet', '-a', '-d');
    rmSync(packFile(repository, '.pack'));
    const run = scanHistory(repository);
    expect(run.outcome.code).toBe(3);
    expect(run.stats.objects).toBe(0);
  });
});

describe('a repository that is damaged', () => {
  it.each([
    ['a branch that is an empty file', '.git/refs/heads/broken', ''],
    ['a branch that is no id', '.git/refs/heads/broken', 'nonsense\n'],
    ['a branch that names nothing', '.git/refs/heads/broken', `${NOTHING}\n`],
    ['a tag that names nothing', '.git/refs/tags/broken', `${NOTHING}\n`],
    ['an alternate that is not there', '.git/objects/info/alternates', '/nowhere/objects\n'],
  ])('is a gap, and what is there is scanned: %s', (_, file, content) => {
    const { repository, secret, place } = threeCommits();
    const lost = lose(repository, 'HEAD:lib/first.txt');
    repository.write(file, content);
    const run = scanHistory(repository);
    expectGapsFor(run, lost, ...(content.includes(NOTHING) ? [NOTHING] : []));
    expect(run.gaps.length).toBeGreaterThan(1);
    expectPlaces(repository, run, secret, [place]);
  });

  it('is a gap when its index cannot be read, and what is there is scanned', () => {
    const { repository, secret, place } = threeCommits();
    repository.write('.git/index', 'nonsense');
    const run = scanHistory(repository);
    expect(subjects(run)).toContain('what refs and reflogs reach');
    expectPlaces(repository, run, secret, [place]);
  });

  it('is a gap when a folder of objects cannot be opened', () => {
    const { repository, secret, place } = threeCommits();
    repository.git('repack', '--quiet', '-a', '-d');
    const folder = join(repository.folder, '.git/objects/00');
    symlinkSync(folder, folder);
    const run = scanHistory(repository);
    expect(subjects(run)).toEqual(['the list of all objects']);
    expectPlaces(repository, run, secret, [place]);
  });

  it('is no gap when it is merely odd: an unborn branch, a dangling symbolic ref, an empty tree', () => {
    const repository = clean();
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/nowhere');
    repository.git('symbolic-ref', 'HEAD', 'refs/heads/unborn');
    repository.git('rm', '--quiet', '--cached', '-r', '.');
    repository.commit('an empty tree');
    repository.git('symbolic-ref', 'HEAD', 'refs/heads/unborn-again');
    expect(scanHistory(repository)).toMatchObject({ gaps: [], findings: [], outcome: { code: 0 } });
  });

  it('is no gap when it has a submodule, whose commits are elsewhere', () => {
    const repository = clean();
    repository.git('update-index', '--add', '--cacheinfo', `160000,${'ab'.repeat(20)},vendor`);
    repository.commit('a submodule');
    expect(scanHistory(repository)).toMatchObject({ gaps: [], findings: [], outcome: { code: 0 } });
  });
});

describe('a clone that left something out', () => {
  /** A clone of what has a secret in its history and another one in a message. */
  function cloned(...args: string[]) {
    const { repository } = threeCommits();
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const secret = token('anthropic-api-key');
    const commit = repository.commit(`the key is ${secret}`);
    const cwd = `../clone-${Math.random().toString(36).slice(2)}`;
    repository.git('clone', '--quiet', ...args, `file://${repository.folder}`, cwd);
    return { repository, cwd, message: { secret, place: { part: 'commit', commit } as const } };
  }

  it('is a gap when it is shallow, with the way to mend it', () => {
    const { repository, cwd, message } = cloned('--depth=1');
    const run = scanHistory(repository, { cwd });
    expect(run.gaps).toMatchObject([
      { subject: 'history before the shallow boundary', advice: expect.stringContaining('git fetch --unshallow') },
    ]);
    expectPlaces(repository, run, message.secret, [message.place]);
    repository.run('git', ['fetch', '--quiet', '--unshallow'], { cwd });
    expect(scanHistory(repository, { cwd }).gaps).toEqual([]);
  });

  it.each(['blob:none', 'tree:0', 'blob:limit=7'])(
    'is a gap when it is partial, and nothing is fetched: %s',
    (filter) => {
      const { repository, cwd, message } = cloned('--no-checkout', `--filter=${filter}`);
      const clone = join(repository.folder, cwd);
      const called = join(clone, 'called');
      const env = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'remote.origin.uploadpack' };
      const trap = { ...env, GIT_CONFIG_VALUE_0: `touch '${called}'; git-upload-pack` };
      const objects = () => repository.run('git', ['count-objects', '--verbose'], { cwd }).stdout;
      const before = objects();
      const run = scanHistory(repository, { cwd, env: trap });
      expect(run.gaps.length, run.outcome.output).toBe(filter === 'tree:0' ? run.gaps.length : 1);
      expect(run.gaps[0]).toMatchObject({
        subject: expect.stringMatching(/^[1-9]\d* objects that were not fetched$/),
        advice: expect.stringContaining('--no-filter'),
      });
      expectPlaces(repository, run, message.secret, [message.place]);
      expect(existsSync(called)).toBe(false);
      expect(objects()).toBe(before);
    },
  );

  it('is scanned without its remote', () => {
    const { repository, cwd, message } = cloned('--no-checkout', '--filter=blob:none');
    repository.run('git', ['config', 'remote.origin.url', 'file:///nowhere/at/all'], { cwd });
    const run = scanHistory(repository, { cwd });
    expect(subjects(run)).toEqual(['4 objects that were not fetched']);
    expectPlaces(repository, run, message.secret, [message.place]);
  });

  it('is no gap when it has fetched everything since', () => {
    const { repository, cwd } = cloned('--no-checkout', '--filter=blob:none');
    repository.run('git', ['fetch', '--quiet', '--refetch', '--no-filter'], { cwd });
    const run = scanHistory(repository, { cwd });
    expect(run.gaps).toEqual([]);
    expect(run.findings.length).toBe(2);
  });
});

describe('no repository', () => {
  it('is wrong usage', () => {
    const repository = new TestRepository();
    const { code, output } = repository.run(process.execPath, [HUSHKEY, 'history'], {
      cwd: '..',
    });
    expect(code).toBe(2);
    expect(output).toMatch(/^hushkey: this is not a git repository: .*\n$/);
  });
});
