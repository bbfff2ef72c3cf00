// What .env and other files of this machine hold is refused wherever it is staged: the most certain finding there is.
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectNothingOf, inBase64, password, withDotenv } from '../support/own-secret.js';
import { expectHidden, expectPassed } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

/** Fails unless the run refused this secret, at these places, by the name of its variable, and kept it to itself. */
function expectKnown(outcome: Outcome, secret: string, variable: string, places: readonly string[]): void {
  expect(outcome.code, outcome.output).toBe(1);
  expect(outcome.output).toContain('1 secret in what is staged');
  expect(outcome.output).toContain(variable);
  expect([...outcome.output.matchAll(/^ {2}(\S+:\d+:\d+)/gm)].map(([, place]) => place)).toEqual(places);
  expectNothingOf(secret, outcome);
}

/** A repository in which `DB_PASSWORD` has a value in `.env`, and the value. */
function repositoryWithPassword(): { repository: TestRepository; secret: string } {
  const secret = password();
  return { repository: withDotenv(new TestRepository(), `HOST=localhost\nDB_PASSWORD='${secret}'\n`), secret };
}

const SENTENCE = 'This is the value of DB_PASSWORD in .env.';

describe('a password without any shape is refused', () => {
  it('as it is', () => {
    const { repository, secret } = repositoryWithPassword();
    repository.stage('src/a.ts', `start("${secret}");\n`);
    expectKnown(repository.hushkey('staged'), secret, SENTENCE, ['src/a.ts:1:8']);
    expectPassed(repository.hushkey('staged', '--no-known'));
  });

  it.each([0, 1, 2, 3, 4])('in base64, behind %i bytes', (shift) => {
    const { repository, secret } = repositoryWithPassword();
    repository.stage('a.yaml', `data:\n  x: ${inBase64(secret, shift)}\n`);
    const first = 6 + Math.ceil((shift % 3) * (8 / 6)) + Math.floor(shift / 3) * 4;
    expectKnown(repository.hushkey('staged'), secret, SENTENCE, [`a.yaml:2:${first}`]);
    expectPassed(repository.hushkey('staged', '--no-known'));
  });

  it('in a URL, and in a string of JSON', () => {
    const secret = `${password()}"/x`;
    const repository = withDotenv(new TestRepository(), `DB_PASSWORD='${secret}'\n`);
    repository.stage('a.json', `{"q": "?a=${encodeURIComponent(secret)}",\n"b": ${JSON.stringify(secret)}}\n`);
    expectKnown(repository.hushkey('staged'), secret, SENTENCE, ['a.json:1:11', 'a.json:2:7']);
  });

  it('in a large file', () => {
    const { repository, secret } = repositoryWithPassword();
    repository.stage('a.txt', `${'start(); // and so on\n'.repeat(200_000)}x = ${secret}\n`);
    expectKnown(repository.hushkey('staged'), secret, SENTENCE, ['a.txt:200001:5']);
  });

  it('as JSON says it: by the variable, with an id that does not tell the value', () => {
    const { repository, secret } = repositoryWithPassword();
    repository.stage('a.ts', `start("${secret}");\n`);
    const outcome = repository.hushkey('staged', '--format', 'json');
    expectNothingOf(secret, outcome);
    expect(JSON.parse(outcome.stdout).findings).toMatchObject([
      { pattern: 'known-secret', confidence: 'high', preview: '…', variables: [{ name: 'DB_PASSWORD', file: '.env' }] },
    ]);
    const other = password();
    repository.write('.env', `DB_PASSWORD='${other}'`);
    repository.stage('a.ts', `start("${other}");\n`);
    const again = repository.hushkey('staged', '--format', 'json');
    expect(JSON.parse(again.stdout).findings[0].id).toBe(JSON.parse(outcome.stdout).findings[0].id);
  });

  it('unless a comment excuses the line', () => {
    const { repository, secret } = repositoryWithPassword();
    repository.stage('a.ts', `start("${secret}"); // hushkey:ignore known-secret -- of a test\n`);
    expect(repository.hushkey('staged').code).toBe(0);
  });

  it('only where it is new', () => {
    const { repository, secret } = repositoryWithPassword();
    repository.stage('a.ts', `start("${secret}");\n`);
    repository.commit();
    repository.stage('a.ts', `\nstart("${secret}");\n`);
    expectPassed(repository.hushkey('staged'));
    repository.stage('b.ts', `start("${secret}");\n`);
    expectKnown(repository.hushkey('staged'), secret, SENTENCE, ['b.ts:1:8']);
  });
});

describe('where a vendor knows the value', () => {
  it('he is named with his links, and so is the variable', () => {
    const secret = token('openai-project-key');
    const repository = withDotenv(new TestRepository(), `OPENAI_API_KEY=${secret}\n`);
    repository.stage('a.ts', `start("${secret}");\n`);
    const outcome = repository.hushkey('staged');
    expect(outcome.output).toContain('OpenAI project API key  critical  openai-project-key');
    expect(outcome.output).toContain('https://platform.openai.com/api-keys');
    expect(outcome.output).toContain('This is the value of OPENAI_API_KEY in .env.');
    expect(outcome.output).toContain('read OPENAI_API_KEY from the environment');
    expect(outcome.output).toContain('1 secret in what is staged');
    expectHidden(outcome, secret);
  });

  it('that it is meant to be public holds', () => {
    const secret = token('stripe-publishable-key');
    const repository = withDotenv(new TestRepository(), `STRIPE_KEY=${secret}\n`);
    repository.stage('a.ts', `start("${secret}");\n`);
    expectPassed(repository.hushkey('staged'));
  });
});

describe('the files', () => {
  it('are those beside what is staged, and above it', () => {
    const [secret, other] = [password(), password()];
    const repository = new TestRepository();
    repository.write('packages/api/.env.local', `API_PASSWORD='${secret}'\n`);
    repository.write('packages/web/.env.local', `WEB_PASSWORD='${other}'\n`);
    repository.stage('packages/api/src/a.ts', `start("${secret}", "${other}");\n`);
    expectKnown(repository.hushkey('staged'), secret, 'API_PASSWORD in packages/api/.env.local', [
      'packages/api/src/a.ts:1:8',
    ]);
    const below = repository.run(process.execPath, [HUSHKEY, 'staged'], { cwd: 'packages/web' });
    expectKnown(below, secret, 'API_PASSWORD in packages/api/.env.local', ['packages/api/src/a.ts:1:8']);
  });

  it.each([
    ['.npmrc', (secret: string) => `//npm.corp.test/:_authToken=${secret}`, '//npm.corp.test/:_authToken in ~/.npmrc'],
    [
      '.aws/credentials',
      (secret: string) => `[ci]\naws_session_token = ${secret}`,
      'aws_session_token of [ci] in ~/.aws',
    ],
    [
      '.docker/config.json',
      (secret: string) => JSON.stringify({ auths: { 'r.test': { auth: inBase64(secret, 1) } } }),
      'auths.r.test.auth in ~/.docker/config.json',
    ],
    [
      '.kube/config',
      (secret: string) => `users:\n- user:\n    token: ${JSON.stringify(secret)}\n`,
      'token in ~/.kube/config',
    ],
  ])('are those of the home folder too: %s', (path, text, told) => {
    const secret = password();
    const repository = new TestRepository();
    repository.write(`../${path}`, text(secret));
    repository.stage('a.ts', `start("${secret}");\n`);
    expectKnown(repository.hushkey('staged'), secret, told, ['a.ts:1:8']);
  });

  it('say nothing that a committed .env.example says too', () => {
    const { repository, secret } = repositoryWithPassword();
    repository.stage('.env.example', `DB_PASSWORD='${secret}'\n`);
    expectKnown(repository.hushkey('staged'), secret, SENTENCE, ['.env.example:1:14']);
    repository.commit();
    repository.stage('a.ts', `start("${secret}");\n`);
    expectPassed(repository.hushkey('staged'));
  });

  it('may be staged themselves: each secret is told once', () => {
    const { repository, secret } = repositoryWithPassword();
    repository.git('add', '--force', '.env');
    expectKnown(repository.hushkey('staged'), secret, SENTENCE, ['.env:2:14']);
    repository.commit();
    expectPassed(repository.hushkey('staged'));
  });

  it('that cannot be read keep nobody from a commit, and are told', () => {
    const { repository } = repositoryWithPassword();
    repository.run('mkfifo', ['.env.pipe']);
    repository.write('../.docker/config.json', '{');
    repository.stage('a.ts', 'start();\n');
    const outcome = repository.hushkey('staged');
    expect(outcome.code).toBe(0);
    expect(outcome.stderr.split('\n')).toEqual([
      'hushkey: the values of .env.pipe are not searched for: it is no regular file',
      'hushkey: the values of ~/.docker/config.json are not searched for: its form is not understood',
      '',
    ]);
    expect(repository.hushkey('staged', '--quiet').output).toBe('');
  });

  it('are only read: no value is written anywhere', () => {
    const { repository, secret } = repositoryWithPassword();
    repository.stage('a.ts', `start("${secret}");\n`);
    repository.hushkey('staged');
    const home = join(repository.folder, '..');
    chmodSync(home, 0o755);
    const holders = readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path).includes(secret));
    expect(holders).toEqual(['.env', 'a.ts'].map((name) => join(repository.folder, name)));
  });
});

it('works in a linked worktree and as a hook', () => {
  const { repository, secret } = repositoryWithPassword();
  repository.commit();
  repository.installHook();
  repository.git('worktree', 'add', '--quiet', '../linked');
  repository.write('../linked/.env', `OTHER_PASSWORD='${secret}'\n`);
  repository.write('../linked/a.ts', `start("${secret}");\n`);
  repository.run('git', ['add', 'a.ts'], { cwd: '../linked' });
  const outcome = repository.run('git', ['commit', '--message', 'x'], { cwd: '../linked' });
  expectKnown(outcome, secret, 'This is the value of OTHER_PASSWORD in .env.', ['a.ts:1:8']);
});

it('ends at once when the options are wrong', () => {
  const { repository } = repositoryWithPassword();
  repository.stage('a.ts', 'start();\n');
  const outcome = repository.hushkey('staged', '--patterns', 'nowhere.yaml');
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toBe('hushkey: nowhere.yaml: there is no such pattern file or folder\n');
});
