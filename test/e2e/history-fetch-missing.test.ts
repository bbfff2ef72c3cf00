import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { looseFile, lose } from '../support/damage.js';
import { expectPlaces, type HistoryRun, scanHistory } from '../support/history.js';
import { HUSHKEY, TestRepository, temporaryFolder } from '../support/repository.js';
import { token } from '../support/token.js';
import { wrappedGit } from '../support/wrapped-git.js';

// What a partial clone left out is fetched when somebody asks for it, and only then.

/** A server that delivers whatever it is asked for, with a secret in an old version of a file, in a folder. */
function server(...initArgs: string[]) {
  const repository = new TestRepository(initArgs);
  repository.git('config', 'gc.auto', '0');
  repository.git('config', 'uploadpack.allowFilter', 'true');
  repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const secret = token('openai-project-key');
  repository.stage('README.md', 'nothing to see\n');
  repository.commit('begin');
  repository.stage('deep/down/app.ts', `key = "${secret}"\n`);
  const added = repository.commit('add');
  repository.stage('deep/down/app.ts', 'key = process.env.KEY\n');
  repository.commit('remove');
  return { repository, secret, place: { path: 'deep/down/app.ts', line: 1, column: 8, commit: added } };
}

/** A clone of it, as a folder relative to it. */
function clone(repository: TestRepository, ...args: string[]): string {
  const cwd = join('../..', basename(temporaryFolder()), 'clone');
  const all = ['clone', '--quiet', '--no-checkout', ...args, `file://${repository.folder}`, cwd];
  const { code, output } = repository.run('git', all);
  expect(code, output).toBe(0);
  return cwd;
}

const fetching = { args: ['--fetch-missing'] };

function read(repository: TestRepository, cwd: string, file: string): string {
  return readFileSync(join(repository.folder, cwd, '.git', file), 'utf8');
}

/** Makes a server tell that it was called. */
function bell(repository: TestRepository) {
  const file = join(temporaryFolder(), 'called');
  const env = {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'remote.origin.uploadpack',
    GIT_CONFIG_VALUE_0: `echo >>'${file}'; git-upload-pack`,
  };
  const calls = () => (existsSync(file) ? readFileSync(file, 'utf8').length : 0);
  expect(repository.run('git', ['config', 'remote.origin.uploadpack'], { env }).stdout).toContain(file);
  return { env, calls };
}

function expectWhole(repository: TestRepository, run: HistoryRun, secret: string, place: object): void {
  expect(run.gaps, run.outcome.output).toEqual([]);
  expectPlaces(repository, run, secret, [place]);
}

describe('a partial clone', () => {
  it.each([
    ['sha1', 'blob:none'],
    ['sha1', 'blob:limit=10'],
    ['sha1', 'tree:0'],
    ['sha1', 'tree:2'],
    ['sha1', 'combine:blob:limit=10+tree:3'],
    ['sha256', 'blob:none'],
    ['sha256', 'tree:0'],
  ])('is whole when what is missing was fetched, and stays what it is: %s, %s', (hash, filter) => {
    const { repository, secret, place } = server(`--object-format=${hash}`);
    repository.git('branch', 'doomed');
    const cwd = clone(repository, `--filter=${filter}`);
    const git = (...args: string[]) => repository.run('git', args, { cwd }).stdout;
    git('config', 'fetch.prune', 'true');
    git('config', 'remote.origin.tagOpt', '--tags');
    repository.git('branch', '-D', 'doomed');
    repository.git('tag', 'new');
    const [config, refs] = [read(repository, cwd, 'config'), git('for-each-ref')];
    expect(refs).toContain('doomed');
    expect(scanHistory(repository, { cwd }).findings).toEqual([]);
    expectWhole(repository, scanHistory(repository, { cwd, ...fetching }), secret, place);
    expectWhole(repository, scanHistory(repository, { cwd }), secret, place);
    expect(read(repository, cwd, 'config')).toBe(config);
    expect(git('for-each-ref')).toBe(refs);
    expect(existsSync(join(repository.folder, cwd, '.git/FETCH_HEAD'))).toBe(false);
  });

  it('calls nobody unless it was told to, and nobody when nothing is missing', () => {
    const { repository } = server();
    const cwd = clone(repository, '--filter=blob:none');
    const { env, calls } = bell(repository);
    const run = scanHistory(repository, { cwd, env });
    expect(run.outcome.code).toBe(3);
    expect(run.gaps).toEqual([
      expect.objectContaining({
        subject: '3 objects that were not fetched',
        advice: expect.stringContaining('hushkey history --fetch-missing'),
      }),
    ]);
    expect(calls()).toBe(0);
    scanHistory(repository, { cwd, env, ...fetching });
    expect(calls()).toBe(1);
    scanHistory(repository, { cwd, env, ...fetching });
    expect(calls()).toBe(1);
  });

  it('keeps its remote without a filter without one', () => {
    const { repository, secret, place } = server();
    const cwd = clone(repository, '--filter=blob:none');
    repository.run('git', ['config', '--unset', 'remote.origin.partialclonefilter'], { cwd });
    expectWhole(repository, scanHistory(repository, { cwd, ...fetching }), secret, place);
    expect(read(repository, cwd, 'config')).not.toContain('partialclonefilter');
  });

  it('may be shallow as well', () => {
    const { repository, secret, place } = server();
    const cwd = clone(repository, '--filter=blob:none', '--depth=2');
    const run = scanHistory(repository, { cwd, ...fetching });
    expect(run.gaps.map(({ subject }) => subject)).toEqual(['history before the shallow boundary']);
    expect(run.gaps[0]?.reason).toContain(`commit ${place.commit.slice(0, 12)}`);
    expectPlaces(repository, run, secret, [place]);
  });

  it('says what it does, and nothing when it shall be quiet', () => {
    const { repository } = server();
    const first = clone(repository, '--filter=blob:none');
    expect(scanHistory(repository, { cwd: first, ...fetching }).outcome.stderr).toBe(
      'hushkey: fetching 3 objects that this clone left out, from origin\n',
    );
    const second = clone(repository, '--filter=blob:none');
    expect(scanHistory(repository, { cwd: second, args: ['--fetch-missing', '--quiet'] }).outcome.stderr).toBe('');
  });
});

describe('a whole clone', () => {
  it('calls nobody', () => {
    const { repository, secret, place } = server();
    const cwd = clone(repository);
    const { env, calls } = bell(repository);
    expectWhole(repository, scanHistory(repository, { cwd, env, ...fetching }), secret, place);
    expect(calls()).toBe(0);
  });
});

describe('a remote that does not deliver', () => {
  it('is a gap in its own words, without its password, when it is gone', () => {
    const { repository } = server();
    const cwd = clone(repository, '--filter=blob:none');
    const password = token('openai-project-key');
    const url = `http://someone:${password}@127.0.0.1:1/gone.git`;
    repository.run('git', ['config', 'remote.origin.url', url], { cwd });
    const run = scanHistory(repository, { cwd, ...fetching });
    expect(run.outcome.code).toBe(3);
    expect(run.gaps).toMatchObject([
      {
        subject: '3 objects that were not fetched',
        reason: expect.stringMatching(/^origin did not deliver: .*127\.0\.0\.1/),
        advice: expect.stringContaining('git fetch'),
      },
    ]);
    expect(run.outcome.output).not.toContain(password);
  });

  it('is told as text', () => {
    const { repository } = server();
    const cwd = clone(repository, '--filter=blob:none');
    repository.run('git', ['config', 'remote.origin.url', 'file:///no/such/folder'], { cwd });
    const { code, stdout } = repository.run(process.execPath, [HUSHKEY, 'history', '--fetch-missing'], { cwd });
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /^not scanned {2}3 objects that were not fetched\n {2}origin did not deliver: '\/no\/such\/folder' does not .*\n {2}what to do: see that git fetch works/,
    );
  });

  it('delivers what it has, and what it lost is a gap', () => {
    const { repository, secret, place } = server();
    const cwd = clone(repository, '--filter=blob:none');
    const lost = lose(repository, 'HEAD:README.md');
    const run = scanHistory(repository, { cwd, ...fetching });
    expect(run.gaps).toMatchObject([
      { subject: '1 object that was not fetched', reason: expect.stringContaining(`not our ref ${lost}`) },
    ]);
    expectPlaces(repository, run, secret, [place]);
  });

  it('is asked no more when another one has it', () => {
    const { repository, secret, place } = server();
    const cwd = clone(repository, '--filter=blob:none');
    const backup = clone(repository, '--bare');
    rmSync(looseFile(repository, 'HEAD:README.md'));
    rmSync(looseFile(repository, 'HEAD~1:deep/down/app.ts'));
    const set = (key: string, value: string) => repository.run('git', ['config', key, value], { cwd });
    repository.run('git', ['config', 'uploadpack.allowFilter', 'true'], { cwd: backup });
    set('remote.backup.url', `file://${join(repository.folder, backup)}`);
    set('remote.backup.promisor', 'true');
    const run = scanHistory(repository, { cwd, ...fetching });
    expect(run.gaps, run.outcome.output).toEqual([]);
    expect(run.outcome.stderr).toContain('2 objects that this clone left out, from backup');
    // The first server cannot show the place any more, the clone can.
    expect(run.findings.map(({ locations }) => locations)).toMatchObject([[place]]);
    expect(run.outcome.output).not.toContain(secret);
  });

  it('is a gap of its own words for each when none has it', () => {
    const { repository } = server();
    const cwd = clone(repository, '--filter=blob:none');
    const set = (key: string, value: string) => repository.run('git', ['config', key, value], { cwd });
    set('remote.origin.url', 'file:///gone/first');
    set('remote.-odd=one.url', 'file:///gone/second');
    set('remote.-odd=one.promisor', 'true');
    set('remote.no-promise.url', 'file:///gone/third');
    set('remote.no-promise.promisor', 'false');
    const [gap, ...others] = scanHistory(repository, { cwd, ...fetching }).gaps;
    expect(others).toEqual([]);
    expect(gap?.reason).toMatch(/^origin did not deliver: '\/gone\/first' .*; -odd=one did not deliver: /);
    expect(gap?.reason).not.toContain('no-promise');
  });

  it('is not let in by a protocol that git does not allow by itself', () => {
    const { repository } = server();
    const cwd = clone(repository, '--filter=blob:none');
    const trapped = join(temporaryFolder(), 'trapped');
    repository.run('git', ['config', 'remote.origin.url', `ext::touch ${trapped}`], { cwd });
    const run = scanHistory(repository, { cwd, ...fetching });
    expect(run.gaps).toMatchObject([{ reason: expect.stringMatching(/transport 'ext' not allowed/) }]);
    expect(existsSync(trapped)).toBe(false);
  });
});

it('asks nobody for a password where nobody is', () => {
  const { repository } = server();
  const cwd = clone(repository, '--filter=blob:none');
  const log = join(temporaryFolder(), 'environment');
  const path = wrappedGit(`case " $* " in *" fetch "*) env >'${log}';; esac`);
  scanHistory(repository, { cwd, env: { ...path }, ...fetching });
  const environment = readFileSync(log, 'utf8').split('\n');
  expect(environment).toContain('GIT_TERMINAL_PROMPT=0');
  expect(environment.filter((line) => line.startsWith('GIT_ALLOW_PROTOCOL'))).toEqual([]);
});

describe('a shallow clone', () => {
  /** A server with so many branches of two commits each, beside each other. */
  function branches(count: number) {
    const { repository } = server();
    for (let number = 1; number <= count; number++) {
      repository.git('switch', '--quiet', '--create', `branch-${number}`, 'main');
      repository.commit(`one of ${number}`);
      repository.commit(`two of ${number}`);
    }
    return repository;
  }

  it('names the commits at which it ends', () => {
    const repository = branches(2);
    const cwd = clone(repository, '--depth=1', '--no-single-branch');
    const tips = ['main', 'branch-1', 'branch-2'].map((name) => repository.git('rev-parse', name).slice(0, 12));
    const [gap, ...others] = scanHistory(repository, { cwd }).gaps;
    expect(others).toEqual([]);
    expect(gap?.reason).toMatch(/older commits are not here: it ends at 3 commits, .{12}, .{12} and .{12}$/);
    for (const tip of tips) expect(gap?.reason).toContain(tip);
  });

  it('counts them when there are many', () => {
    const repository = branches(11);
    const cwd = clone(repository, '--depth=1', '--no-single-branch');
    const { gaps } = scanHistory(repository, { cwd });
    expect(gaps[0]?.reason).toMatch(/: it ends at 12 commits, (?:[0-9a-f]{12}, ){9}[0-9a-f]{12} and 2 more$/);
  });
});
