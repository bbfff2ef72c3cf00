// SARIF as it comes out of the program: valid, at the right places, and without a secret in it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectHidden, expectPassed, type Leak, leak } from '../support/refusal.js';
import { type Outcome, TestRepository } from '../support/repository.js';
import { readSarif, type SarifRun } from '../support/sarif.js';
import { hushkeyScan } from '../support/scan.js';
import { token } from '../support/token.js';

const places = ({ results }: SarifRun) =>
  results.map(({ locations: [{ physicalLocation }] }) => {
    const { uri } = physicalLocation.artifactLocation;
    return `${uri}:${physicalLocation.region.startLine}:${physicalLocation.region.startColumn}`;
  });

const HOSTILE = [
  'line\nfeed.ts',
  'quote"\'<b>.ts',
  '\u001b[31mred.ts',
  '\u202eevil.ts',
  '::error::x.ts',
  'a b/100%.ts',
];

it('survives hostile names, as data', () => {
  const repository = new TestRepository();
  for (const name of HOSTILE) repository.write(name, leak().line);
  const { stdout, code } = hushkeyScan(repository, ['--format', 'sarif']);
  expect(code).toBe(1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f\u202e]/);
  expect(places(readSarif(stdout)).map(decodeURIComponent).sort()).toEqual(HOSTILE.map((name) => `${name}:1:8`).sort());
});

it('counts columns in UTF-16 units and lines from 1, over several lines too', () => {
  const repository = new TestRepository();
  const key = token('pem-private-key');
  repository.write('a.ts', `\ufeff// 😀 é\n/* 😀 日 */ ${leak().line}${key}\n`);
  const run = readSarif(hushkeyScan(repository, ['--format', 'sarif']).stdout);
  expect(places(run).sort()).toEqual(['a.ts:2:19', 'a.ts:3:1']);
  const lines = key.trimEnd().split('\n');
  const region = run.results.find(({ ruleId }) => ruleId === 'pem-private-key')?.locations[0].physicalLocation.region;
  expect(region).toMatchObject({ endLine: 2 + lines.length, endColumn: (lines.at(-1) as string).length + 1 });
});

it('names files from the top of the repository, wherever the scan is run', () => {
  const repository = new TestRepository();
  repository.write('packages/app/src/a.ts', leak().line);
  for (const [cwd, ...paths] of [
    ['.'],
    ['packages/app', '.'],
    ['packages/app/src', '..'],
    ['packages', repository.folder],
  ]) {
    const { stdout } = hushkeyScan(repository, ['--format', 'sarif', ...paths], { cwd: cwd as string });
    expect(places(readSarif(stdout))).toEqual(['packages/app/src/a.ts:1:8']);
  }
});

/** Secrets of several kinds, and a repository that has them in files, in its history, in a message and staged. */
function leakyRepository(): { repository: TestRepository; leaks: Leak[] } {
  const repository = new TestRepository();
  const kinds = ['openai-project-key', 'anthropic-api-key', 'github-classic-pat', 'pem-private-key'];
  const leaks = kinds.map((kind) => leak(kind));
  const [first, second, third, key] = leaks.map(({ secret }) => secret) as [string, string, string, string];
  repository.stage('both.ts', `const both = ["${first}", "${second}"];\n`);
  repository.stage('key.pem', key);
  repository.commit(`Use ${third}`);
  repository.stage('both.ts', '');
  repository.commit();
  repository.stage('url.txt', `postgres://admin:${second.slice(-24)}@db-7.prod.acme.io/x\n${first}\n`);
  repository.write('.env', `A=${first}\nB=${third}\n`);
  return { repository, leaks };
}

it.each(['scan', 'staged', 'history'])('of hushkey %s is valid and holds no secret', (command) => {
  const { repository, leaks } = leakyRepository();
  const file = join(repository.folder, '..', 'report');
  const runs: Outcome[] = ['sarif', 'json', 'text'].map((format) =>
    repository.hushkey(command, '--format', format, '--output', `${file}.${format}`, '--min-confidence', 'low'),
  );
  for (const { code, output } of runs) expect({ code, output }).toEqual({ code: 1, output: '' });
  const sarif = readSarif(readFileSync(`${file}.sarif`, 'utf8'));
  expect(sarif.results.length).toBeGreaterThanOrEqual(2);
  for (const format of ['sarif', 'json', 'text']) {
    const report = { code: 0, stdout: '', stderr: '', output: readFileSync(`${file}.${format}`, 'utf8') };
    for (const { secret } of leaks) {
      // The first line of a key in PEM says only that it is one.
      const body = secret.startsWith('-----')
        ? secret.slice(secret.indexOf('\n') + 1, secret.lastIndexOf('\n-----'))
        : secret;
      expectHidden(report, body);
    }
    expectPassed(hushkeyScan(repository, [`${file}.${format}`, '--min-confidence', 'low', '--include-public']));
  }
});

it('tells two secrets on one line apart, and knows them again when the line moves', () => {
  const { repository } = leakyRepository();
  const [first, second] = [leak().secret, leak('anthropic-api-key').secret];
  const fingerprints = () => {
    const run = readSarif(hushkeyScan(repository, ['--format', 'sarif', 'x.ts']).stdout);
    return run.results.map(({ ruleId, partialFingerprints }) => [ruleId, partialFingerprints]);
  };
  repository.write('x.ts', `["${first}", "${second}"]\n`);
  const before = fingerprints();
  expect(new Set(before.map(([, print]) => JSON.stringify(print))).size).toBe(2);
  repository.write('x.ts', `// moved\n\n  ["${first}",\n"${second}"]\n`);
  expect(fingerprints()).toEqual(before);
});

it('tells of what was not scanned', () => {
  const repository = new TestRepository();
  repository.run('mkfifo', ['pipe']);
  const { stdout, code } = hushkeyScan(repository, ['--format', 'sarif', 'pipe']);
  expect(code).toBe(3);
  const [{ executionSuccessful, toolExecutionNotifications }] = readSarif(stdout).invocations;
  expect(executionSuccessful).toBe(false);
  expect(toolExecutionNotifications[0]?.message.text).toMatch(/^pipe: it is a FIFO/);
});

it('is written when there is nothing to tell, so that old alerts are closed', () => {
  const repository = new TestRepository();
  const file = join(repository.folder, 'r.sarif');
  const outcome = hushkeyScan(repository, ['--quiet', '--format', 'sarif', '--output', file]);
  expect(outcome).toMatchObject({ code: 0, output: '' });
  expect(existsSync(file)).toBe(true);
  expect(readSarif(readFileSync(file, 'utf8')).results).toEqual([]);
});
