import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type HistoryRun, type ReportedLocation, scanHistory } from '../support/history.js';
import { TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

// What stands in no object: the names of refs, and what reflogs say.

function begin(...initArgs: string[]): { repository: TestRepository; secret: string } {
  const repository = new TestRepository(initArgs);
  repository.stage('README.md', 'nothing to see\n');
  repository.commit('begin');
  return { repository, secret: token('openai-project-key') };
}

/** Fails unless this one secret was found, there and nowhere else, and never told. */
function expectOnly(run: HistoryRun, secret: string, places: readonly Partial<ReportedLocation>[]): void {
  const { output } = run.outcome;
  const hidden = output.replaceAll(secret, 'THE SECRET');
  expect(output.includes(secret), hidden).toBe(false);
  expect(run.gaps, hidden).toEqual([]);
  expect(run.findings.length, hidden).toBe(1);
  expect(run.findings[0]?.locations.length, hidden).toBe(places.length);
  expect(run.findings[0]?.locations).toMatchObject(places);
}

const startsWith = (start: string) => expect.stringMatching(new RegExp(`^${start}[^/]*…`)) as string;

describe('the name of a ref', () => {
  it.each(['refs/heads/', 'refs/heads/fix/', 'refs/tags/', 'refs/remotes/origin/', 'refs/notes/', 'refs/odd/place/'])(
    'is searched: %s',
    (folder) => {
      const { repository, secret } = begin();
      repository.git('update-ref', `${folder}${secret}`, 'HEAD');
      expectOnly(scanHistory(repository), secret, [{ part: 'ref', ref: startsWith(folder) }]);
    },
  );

  it('is searched when all refs are in one file', () => {
    const { repository, secret } = begin();
    repository.git('branch', `x-${secret}`);
    repository.git('pack-refs', '--all');
    expectOnly(scanHistory(repository), secret, [{ part: 'ref', ref: startsWith('refs/heads/') }]);
  });

  it('is searched when the branch has no commit yet', () => {
    const { repository, secret } = begin();
    repository.git('symbolic-ref', 'HEAD', `refs/heads/${secret}`);
    expectOnly(scanHistory(repository), secret, [{ part: 'ref', ref: startsWith('refs/heads/') }]);
  });

  it.each([
    ['leads nowhere', 'x-', '12'.repeat(20)],
    ['says nothing', 'x-', 'nothing'],
    ['has a name that is none', 'x..y-', '12'.repeat(20)],
  ])('is searched when the ref %s, and masked in the gap that it is', (_, start, content) => {
    const { repository, secret } = begin();
    repository.write(`.git/refs/heads/${start}${secret}`, `${content}\n`);
    const { findings, gaps, outcome } = scanHistory(repository);
    expect(outcome.output.includes(secret)).toBe(false);
    expect(findings.map(({ locations }) => locations)).toMatchObject([
      [{ part: 'ref', ref: startsWith('refs/heads/') }],
    ]);
    expect(gaps.length).toBeGreaterThan(0);
  });

  it('is told once, with what else has the secret', () => {
    const { repository, secret } = begin();
    repository.stage('app.ts', `key = "${secret}"\n`);
    const commit = repository.commit('add');
    repository.git('tag', `v1-${secret}`);
    const [finding, ...others] = scanHistory(repository).findings;
    expect(others).toEqual([]);
    expect(finding?.locations).toMatchObject([{ path: 'app.ts', commit }, { part: 'ref' }]);
  });

  it('is shown masked, as text', () => {
    const { repository, secret } = begin();
    repository.git('branch', `fix/${secret}`);
    const { code, stdout } = repository.hushkey('history', '--no-color');
    expect(code).toBe(1);
    expect(stdout.includes(secret)).toBe(false);
    expect(stdout).toMatch(/^ {2}the name of refs\/heads\/fix\/[^/\n]*…[^/\n]*$/m);
    expect(stdout).not.toContain('git gc');
  });
});

describe('a reflog', () => {
  it.each(['sha1', 'sha256'])('is searched in its messages: %s', (hash) => {
    const { repository, secret } = begin(`--object-format=${hash}`);
    // Git repeats the whole address that somebody pulled from.
    const message = `pull https://me:${secret}@example.test/project.git: Fast-forward`;
    repository.git('update-ref', '-m', message, 'refs/heads/other', 'HEAD');
    const run = scanHistory(repository);
    expectOnly(run, secret, [{ part: 'reflog', ref: 'refs/heads/other', line: 1 }]);
    const [line] = repository.run('cat', ['.git/logs/refs/heads/other']).stdout.split('\n');
    const column = run.findings[0]?.locations[0].column as number;
    expect(line?.slice(column - 1, column - 1 + secret.length) === secret).toBe(true);
  });

  it('remembers the name of a branch that was deleted', () => {
    const { repository, secret } = begin();
    repository.git('switch', '--quiet', '--create', `try-${secret}`);
    repository.git('switch', '--quiet', 'main');
    repository.git('branch', '--quiet', '-D', `try-${secret}`);
    expectOnly(scanHistory(repository), secret, [
      { part: 'reflog', ref: 'HEAD', line: 2 },
      { part: 'reflog', ref: 'HEAD', line: 3 },
    ]);
  });

  it('remembers the message of a commit that is gone', () => {
    const { repository, secret } = begin();
    repository.commit(`use ${secret}`);
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    const commit = repository.git('rev-parse', 'HEAD@{1}');
    const lost = join(repository.folder, '.git/objects', commit.slice(0, 2), commit.slice(2));
    repository.run('rm', ['-f', lost]);
    const run = scanHistory(repository);
    expect(run.findings.map(({ locations }) => locations)).toMatchObject([
      [
        { part: 'reflog', ref: 'HEAD', line: 2 },
        { part: 'reflog', ref: 'refs/heads/main', line: 2 },
      ],
    ]);
  });

  it('is searched in other worktrees', () => {
    const { repository, secret } = begin();
    repository.git('worktree', 'add', '--quiet', '--detach', '../other');
    const log = join(repository.folder, '.git/worktrees/other/logs/HEAD');
    const blank = '0'.repeat(40);
    writeFileSync(log, `${blank} ${blank} Ada <a@b> 1 +0000\tmoved by ${secret}\n`);
    for (const cwd of ['.', '../other'])
      expectOnly(scanHistory(repository, { cwd }), secret, [{ part: 'reflog', ref: 'worktrees/other/HEAD', line: 1 }]);
  });

  it('is not taken for a key because of the ids in it', () => {
    const { repository } = begin();
    for (const name of ['token', 'api_key', 'secret'])
      repository.git('update-ref', '-m', `${name} = none`, `refs/heads/${name}`, 'HEAD');
    const { findings } = scanHistory(repository, { args: ['--min-confidence', 'low'] });
    expect(findings).toEqual([]);
  });

  it('is a gap when it cannot be read', () => {
    const { repository } = begin();
    const logs = join(repository.folder, '.git/logs');
    renameSync(logs, `${logs}-before`);
    symlinkSync('logs', logs);
    const run = scanHistory(repository);
    expect(run.outcome.code).toBe(3);
    expect(run.gaps).toContainEqual({ subject: '.git/logs', reason: 'this reflog cannot be read (ELOOP)' });
  });

  it('is shown as text with its ref and its line', () => {
    const { repository, secret } = begin();
    repository.git('update-ref', '-m', `set with ${secret}`, 'refs/heads/other', 'HEAD');
    const { stdout } = repository.hushkey('history', '--no-color');
    expect(stdout.includes(secret)).toBe(false);
    expect(stdout).toMatch(/^ {2}the reflog of refs\/heads\/other:1:\d+$/m);
    expect(stdout).toMatch(/set with /);
  });
});

describe('what is asked for', () => {
  it.each([
    [['--path', '**'], []],
    [['--ref', 'main'], []],
    [['--reachable-only'], ['ref']],
    [
      ['--since', '2030-01-01'],
      ['ref', 'reflog'],
    ],
  ])('leaves out what cannot be meant: %j', (args, parts) => {
    const { repository, secret } = begin();
    repository.git('branch', `x-${secret}`);
    repository.git('update-ref', '-m', `set with ${secret}`, 'refs/heads/other', 'HEAD');
    const { findings } = scanHistory(repository, { args });
    expect(findings.flatMap(({ locations }) => locations.map(({ part }) => part))).toEqual(parts);
  });
});
