// Findings that somebody accepted: one line each, wherever what they accept goes, and for nothing else.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectNoCrash } from '../support/history.js';
import { expectPassed, expectRefused, type Leak, leak } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';

const FILE = '.hushkeyignore';
/** Judged by its name and its look: it could be guessed. */
const words = ['Winter', 'Rabbit', 'Copper', 'Violin'];

/** A password that somebody chose, another one for each number. */
function chosen(number = 0): Leak {
  const secret = `${words[number % words.length]}!73x${number}q#Zk`;
  return { secret, line: `password = "${secret}"\n` };
}

function committed(files: Readonly<Record<string, string>>): TestRepository {
  const repository = new TestRepository();
  for (const [path, text] of Object.entries(files)) repository.stage(path, text);
  repository.commit();
  return repository;
}

function entries(repository: TestRepository): string[] {
  return readFileSync(join(repository.folder, FILE), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function baseline(repository: TestRepository, ...args: string[]): Outcome {
  const outcome = repository.hushkey('baseline', ...args);
  expectNoCrash(outcome);
  expect(outcome.code, outcome.output).toBe(0);
  return outcome;
}

/** The policy of a report, and how many findings it has. */
function told(repository: TestRepository, ...args: string[]) {
  const outcome = repository.hushkey(...args, '--format', 'json');
  expectNoCrash(outcome);
  const { findings, policy } = JSON.parse(outcome.stdout);
  return { findings: findings.length, ...policy };
}

const SCANS = [
  ['scan', '--tracked'],
  ['history', '--no-cache'],
];

describe('hushkey baseline', () => {
  it.each([leak(), chosen()])('accepts what there is, in every command, and shows no secret', ({ secret, line }) => {
    const repository = committed({ 'src/a.ts': line });
    const outcome = baseline(repository, '--reason', 'an example');
    expect(outcome.stdout).toContain('1 entry added');
    expect(outcome.stdout).toContain('merge=union');
    expect(entries(repository)).toHaveLength(1);
    expect(entries(repository)[0]).toMatch(/ src\/a\.ts -- an example$/);
    expect(readFileSync(join(repository.folder, FILE), 'utf8') + outcome.output).not.toContain(secret.slice(4));
    for (const scan of SCANS) expect(told(repository, ...scan)).toMatchObject({ findings: 0, accepted: 1, stale: [] });
    repository.git('rm', '--quiet', '--cached', 'src/a.ts');
    repository.commit();
    repository.git('add', '.');
    expectPassed(repository.hushkey('staged'));
    expect(told(repository, 'staged')).toMatchObject({ findings: 0, accepted: 1 });
  });

  it('changes nothing the second time, keeps reasons and comments, and adds what came', () => {
    const repository = committed({ 'a.ts': leak().line });
    baseline(repository, '--reason', 'the first');
    const file = join(repository.folder, FILE);
    writeFileSync(file, readFileSync(file, 'utf8').replace('\n', '\n# talk to Ada first\n'));
    const before = readFileSync(file, 'utf8');
    expect(baseline(repository).stdout).toContain('nothing to change');
    expect(readFileSync(file, 'utf8')).toBe(before);
    repository.stage('b.ts', leak().line);
    baseline(repository, '--reason', 'the second');
    expect(entries(repository).map((line) => line.split(' -- ')[1])).toEqual(
      expect.arrayContaining(['the first', 'the second']),
    );
    expect(readFileSync(file, 'utf8')).toContain('# talk to Ada first');
    expect(entries(repository)).toEqual([...entries(repository)].sort());
  });

  it('accepts the one finding whose id the report tells', () => {
    const repository = committed({ 'README.md': 'none\n' });
    for (const [name, { line }] of [leak(), chosen(1)].entries()) repository.stage(`sub/${name}.ts`, line);
    const ids = JSON.parse(repository.hushkey('staged', '--format', 'json').stdout).findings.map(
      ({ id }: { id: string }) => id,
    );
    const [id] = ids;
    expect(repository.hushkey('staged').stdout).toContain(`hushkey baseline --id ${id}`);
    const inFolder = repository.run(process.execPath, [HUSHKEY, 'baseline', '--id', id], { cwd: 'sub' });
    expect(inFolder.code, inFolder.output).toBe(0);
    expect(entries(repository)).toHaveLength(1);
    expect(told(repository, 'staged')).toMatchObject({ findings: 1, accepted: 1 });
    const unknown = repository.hushkey('baseline', '--id', '0123456789ab');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('has the id "0123456789ab"');
  });

  it('is refused in CI, where nobody has looked', () => {
    const repository = committed({ 'a.ts': leak().line });
    const outcome = repository.run(process.execPath, [HUSHKEY, 'baseline'], { env: { CI: 'true' } });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('in CI nobody has');
  });

  it('accepts with --history what only the history has, which the tree does not call stale', () => {
    const repository = committed({ 'a.ts': leak().line });
    repository.stage('a.ts', 'nothing\n');
    repository.commit();
    expect(baseline(repository).stdout).toContain('nothing to change');
    baseline(repository, '--history');
    expect(entries(repository)[0]).toMatch(/ a\.ts history$/);
    expect(told(repository, 'history', '--no-cache')).toMatchObject({ findings: 0, accepted: 1, stale: [] });
    expect(told(repository, 'scan', '--tracked')).toEqual({ findings: 0 });
    expect(baseline(repository, '--prune').stdout).toContain('nothing to change');
  });
});

describe('an entry', () => {
  it.each([
    [
      'moved lines',
      (repository: TestRepository, { line }: Leak) => repository.stage('src/a.ts', `first();\n\n${line}`),
    ],
    ['a move', (repository: TestRepository) => repository.git('mv', 'src/a.ts', 'a.ts')],
    ['another name', (repository: TestRepository) => repository.git('mv', 'src/a.ts', 'src/b.ts')],
  ] as const)('survives %s, whether or not the secret could be guessed', (_, change) => {
    for (const secret of [leak(), chosen(2)]) {
      const repository = committed({ 'src/a.ts': secret.line, 'README.md': 'a\n' });
      baseline(repository);
      change(repository, secret);
      expect(told(repository, 'staged').findings).toBe(0);
      expect(told(repository, 'scan', '--tracked')).toMatchObject({ findings: 0, accepted: 1, stale: [] });
      repository.commit();
      expect(told(repository, 'history', '--no-cache')).toMatchObject({ findings: 0, accepted: 1, stale: [] });
    }
  });

  it('survives squash and rebase', () => {
    const secret = leak();
    const repository = committed({ 'README.md': 'a\n' });
    repository.git('checkout', '--quiet', '-b', 'work');
    repository.stage('src/a.ts', secret.line);
    repository.commit();
    baseline(repository);
    repository.git('add', '.');
    repository.commit();
    repository.git('checkout', '--quiet', 'main');
    repository.stage('other.ts', 'other();\n');
    repository.commit();
    repository.git('checkout', '--quiet', 'work');
    repository.git('rebase', '--quiet', 'main');
    expect(told(repository, 'scan', '--tracked')).toMatchObject({ findings: 0, accepted: 1 });
    repository.git('checkout', '--quiet', 'main');
    repository.git('merge', '--quiet', '--squash', 'work');
    expect(told(repository, 'staged')).toMatchObject({ findings: 0, accepted: 1 });
    repository.commit();
    repository.git('branch', '--quiet', '-D', 'work');
    expect(told(repository, 'history', '--no-cache')).toMatchObject({ findings: 0, accepted: 1, stale: [] });
  });

  it.each([
    [leak(), leak()],
    [chosen(0), chosen(1)],
  ])('covers no other secret at the same place', (accepted, other) => {
    const repository = committed({ 'src/a.ts': accepted.line });
    baseline(repository);
    repository.stage('src/a.ts', other.line);
    const outcome = repository.hushkey('staged');
    expect(outcome.code, outcome.output).toBe(1);
    expect(told(repository, 'scan', '--tracked')).toMatchObject({
      findings: 1,
      accepted: 0,
      stale: [{ path: 'src/a.ts' }],
    });
  });

  it('for a secret that could be guessed counts at its path, and nowhere else', () => {
    const secret = chosen(3);
    const repository = committed({ 'src/a.ts': secret.line });
    baseline(repository);
    repository.stage('lib/production.ts', secret.line);
    expectRefused(repository.hushkey('staged'), secret, ['lib/production.ts:1:13']);
  });

  it('counts to the end of its last day, and is told when that is over', () => {
    const secret = leak();
    const repository = committed({ 'a.ts': secret.line });
    baseline(repository, '--expires', '2199-12-31', '--reason', 'until then');
    expect(told(repository, 'scan', '--tracked')).toMatchObject({ findings: 0, accepted: 1, expired: [] });
    const file = join(repository.folder, FILE);
    writeFileSync(file, readFileSync(file, 'utf8').replace('2199-12-31', '2020-12-31'));
    const expired = [{ path: 'a.ts', expires: '2020-12-31', reason: 'until then', file: FILE, line: 2 }];
    for (const scan of SCANS) expect(told(repository, ...scan)).toMatchObject({ findings: 1, accepted: 0, expired });
    expect(repository.hushkey('scan', '--tracked').stdout).toMatch(
      /accepted no longer\n {2}\.hushkeyignore:2 .*until 2020-12-31/,
    );
    baseline(repository);
    expect(entries(repository)[0]).toMatch(/ -- until then$/);
    expect(told(repository, 'scan', '--tracked')).toMatchObject({ findings: 0, accepted: 1 });
  });

  it('that fits nothing is stale for who looked at everything, and pruned', () => {
    const secret = leak();
    const repository = committed({ 'a.ts': secret.line, 'b.ts': 'b();\n', 'sub/c.ts': 'c();\n' });
    baseline(repository);
    repository.stage('a.ts', 'a();\n');
    expect(told(repository, 'staged')).toEqual({ findings: 0 });
    expect(told(repository, 'scan', 'a.ts', 'b.ts')).toEqual({ findings: 0 });
    expect(told(repository, 'scan', '--tracked', 'sub')).toEqual({ findings: 0 });
    expect(told(repository, 'scan', '--tracked', '--min-confidence', 'high')).toEqual({ findings: 0 });
    expect(told(repository, 'scan', '--tracked')).toMatchObject({ findings: 0, stale: [{ path: 'a.ts' }] });
    expect(repository.hushkey('scan', '--tracked').stdout).toContain('1 stale acceptance (hushkey baseline --prune)');
    expect(told(repository, 'history', '--no-cache')).toMatchObject({ accepted: 1, stale: [] });
    expect(baseline(repository, '--prune', '--history').stdout).toContain('nothing to change');
    expect(baseline(repository, '--prune').stdout).toContain('1 entry removed');
    expect(entries(repository)).toEqual([]);
  });
});

describe('two branches that both accept something', () => {
  /** Two branches from one commit, each with a file and a baseline of its own. */
  function branches(start: TestRepository): TestRepository {
    for (const branch of ['one', 'other']) {
      start.git('checkout', '--quiet', '-b', branch, 'main');
      start.stage(`${branch}.ts`, leak().line);
      start.stage(`${branch}-2.ts`, chosen(branch.length).line);
      baseline(start, '--reason', branch);
      start.git('add', '.');
      start.commit(branch);
    }
    return start;
  }

  it.each([true, false])('merge without a conflict, the file there before or not: %s', (isThere) => {
    const repository = committed({ '.gitattributes': `${FILE} merge=union\n`, 'a.ts': leak().line });
    if (isThere) {
      baseline(repository);
      repository.git('add', '.');
      repository.commit();
    }
    branches(repository);
    repository.git('merge', '--quiet', '--no-edit', 'one');
    expect(told(repository, 'scan', '--tracked')).toMatchObject({ findings: 0, accepted: 5, stale: [] });
    expect(told(repository, 'history', '--no-cache')).toMatchObject({ findings: 0, accepted: 5, stale: [] });
    // Whatever a merge made of it, the next baseline makes it one file again.
    repository.stage('new.ts', leak().line);
    baseline(repository);
    expect(readFileSync(join(repository.folder, FILE), 'utf8').match(/^# hushkey/gm)).toHaveLength(1);
    expect(told(repository, 'scan', '--tracked')).toMatchObject({ findings: 0, accepted: 6 });
  });

  it('that conflict all the same are told what to do, and nothing passes meanwhile', () => {
    const repository = branches(committed({ 'a.ts': leak().line }));
    expect(repository.tryGit('merge', '--quiet', '--no-edit', 'one').code).not.toBe(0);
    const outcome = repository.hushkey('staged');
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/\.hushkeyignore:\d+: a merge conflict is not resolved/);
  });
});

it('an ignore file that is a link is not read, and replaced by one that is none', () => {
  const repository = committed({ 'a.ts': leak().line });
  repository.run('ln', ['-s', '/dev/zero', FILE]);
  const outcome = repository.hushkey('scan', '--tracked');
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain('no regular file');
});
