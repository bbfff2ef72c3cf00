// `hushkey history --known`: was what this machine uses today ever committed?
import { expect, it } from 'vitest';
import { expectNothingOf, inBase64, password, withDotenv } from '../support/own-secret.js';
import { HUSHKEY, TestRepository } from '../support/repository.js';

interface Report {
  readonly findings: readonly {
    pattern: string;
    notes: string[];
    locations: { path?: string; part?: string; commit?: string }[];
  }[];
}

function history(repository: TestRepository, ...args: string[]) {
  const outcome = repository.hushkey('history', '--format', 'json', ...args);
  return { outcome, findings: (JSON.parse(outcome.stdout) as Report).findings };
}

it('finds a password in an old commit, and only when asked', () => {
  const secret = password();
  const repository = withDotenv(new TestRepository(), `DB_PASSWORD='${secret}'\n`);
  repository.stage('a.ts', `start("${secret}");\n`);
  const first = repository.commit(`with ${inBase64(secret, 2)} in its message`);
  repository.stage('a.ts', 'start();\n');
  repository.commit();
  expect(history(repository)).toMatchObject({ outcome: { code: 0 }, findings: [] });
  expect(history(repository, '--no-known').findings).toEqual([]);
  const { outcome, findings } = history(repository, '--known');
  expect(outcome.code).toBe(1);
  expect(findings).toMatchObject([{ pattern: 'known-secret', notes: ['This is the value of DB_PASSWORD in .env.'] }]);
  expect(findings[0]?.locations.map(({ path, commit }) => [path, commit])).toContainEqual(['a.ts', first]);
  expect(findings[0]?.locations.map(({ part }) => part)).toEqual(['commit', undefined, 'reflog', 'reflog']);
  expectNothingOf(secret, outcome);
  expectNothingOf(secret, repository.hushkey('history', '--known'));
});

it('reads every ignored and tracked file of the working tree, whatever folder it is asked in', () => {
  const [ignored, tracked, foreign] = [password(), password(), password()];
  const repository = new TestRepository();
  repository.stage('.gitignore', '.env\nnode_modules/\n');
  repository.write('apps/api/.env', `API_PASSWORD='${ignored}'\n`);
  repository.stage('deep/down/.env.test', `TEST_PASSWORD='${tracked}'\n`);
  repository.write('node_modules/x/.env', `X_PASSWORD='${foreign}'\n`);
  repository.stage('src/a.ts', `start("${ignored}", "${tracked}", "${foreign}");\n`);
  repository.commit();
  const outcome = repository.run(process.execPath, [HUSHKEY, 'history', '--known'], { cwd: 'src' });
  expect(outcome.output).toContain('API_PASSWORD in apps/api/.env');
  expect(outcome.output).toContain('TEST_PASSWORD in deep/down/.env.test');
  expect(outcome.output).not.toContain('X_PASSWORD');
  expect(outcome.output).toContain('2 secrets in the history');
});

it('finds what the home folder holds in a bare repository', () => {
  const secret = password();
  const repository = new TestRepository();
  repository.write('../.aws/credentials', `[default]\naws_secret_access_key = ${secret}\n`);
  repository.stage('a.ts', `start("${secret}");\n`);
  repository.commit();
  repository.git('clone', '--quiet', '--bare', '.', '../bare');
  const outcome = repository.run(process.execPath, [HUSHKEY, 'history', '--known'], { cwd: '../bare' });
  expect(outcome.code, outcome.output).toBe(1);
  expect(outcome.output).toContain('aws_secret_access_key of [default] in ~/.aws/credentials');
});

it('`hushkey scan --known` finds them in files, those of variables among them', () => {
  const secret = password();
  const repository = withDotenv(new TestRepository(), `DB_PASSWORD='${secret}'\n`);
  repository.write('a.ts', `start("${secret}");\n`);
  expect(repository.hushkey('scan', 'a.ts').code).toBe(0);
  const outcome = repository.hushkey('scan', '--known', '--format', 'json');
  expect(outcome.code).toBe(1);
  const { findings } = JSON.parse(outcome.stdout) as Report;
  expect(findings.map(({ pattern, locations }) => [pattern, locations.map(({ path }) => path)])).toEqual([
    ['known-secret', ['.env', 'a.ts']],
  ]);
  expectNothingOf(secret, outcome);
});
