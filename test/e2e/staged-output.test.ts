// What comes out, and where: one line when all is well, data alone with --format json, colours as asked, nothing that
// could drive a terminal, and never the secret.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { expectHidden, expectRefused, leak } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

/** A repository in which `config.ts` is staged. */
function staged(text: string): TestRepository {
  const repository = new TestRepository();
  repository.stage('config.ts', text);
  return repository;
}

function hushkeyWith(repository: TestRepository, env: NodeJS.ProcessEnv, ...args: string[]): Outcome {
  return repository.run(process.execPath, [HUSHKEY, 'staged', ...args], { env });
}

it('prints exactly one line when nothing is found', () => {
  const outcome = staged('start();\n').hushkey('staged');
  expect(outcome.stdout).toMatch(/^hushkey: no secrets \(1 file staged, 9 B, \d+ ms\)\n$/);
  expect(outcome.stderr).toBe('');
});

it('prints one line when nothing is staged', () => {
  expect(new TestRepository().hushkey('staged').stdout).toMatch(
    /^hushkey: no secrets \(0 files staged, 0 B, \d+ ms\)\n$/,
  );
});

it('prints nothing with --quiet when nothing is found, and all of it when something is', () => {
  const outcome = staged('start();\n').hushkey('staged', '--quiet');
  expect(outcome).toEqual({ code: 0, stdout: '', stderr: '', output: '' });
  expect(staged('start();\n').hushkey('staged', '--quiet', '--no-color').output).toBe('');
  const key = leak();
  expectRefused(staged(key.line).hushkey('staged', '--quiet'), key, ['config.ts:1:8']);
});

it('says what, where, why and what to do', () => {
  const key = leak();
  const { stdout } = staged(key.line).hushkey('staged', '--no-color');
  const shown = `sk-proj-…${key.secret.slice(-4)}`;
  expect(stdout).toContain('OpenAI');
  expect(stdout).toContain('openai-project-key');
  expect(stdout).toContain('  config.ts:1:8\n');
  expect(stdout).toContain(`1 | key = "${/[A-Za-z0-9_-]{4}$/.test(shown) ? shown : 'sk-proj-…'}"\n`);
  expect(stdout).toContain('OPENAI_API_KEY=… in .env');
  expect(stdout).toContain('hushkey:ignore openai-project-key -- why');
  expect(stdout).toMatch(/pushed or shared.*\n.*https:\/\/platform\.openai\.com\/api-keys\n/);
  expect(stdout).toMatch(/\nhushkey: 1 secret \(1 file staged, .*\)\n$/);
});

it('prints one JSON object and nothing else with --format json', () => {
  const key = leak();
  const repository = staged(`start();\n${key.line}`);
  const blob = repository.git('rev-parse', ':config.ts');
  const outcome = repository.hushkey('staged', '--format', 'json');
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toBe('');
  expectHidden(outcome, key.secret);
  const report = JSON.parse(outcome.stdout);
  expect(Object.keys(report)).toEqual(['schema', 'complete', 'gaps', 'findings', 'stats']);
  expect(report).toMatchObject({ schema: 'hushkey/report@1', complete: true, gaps: [] });
  expect(report.stats).toMatchObject({ objects: 1, bytes: 9 + key.line.length, ms: expect.any(Number) });
  expect(report.findings).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{12}$/),
      pattern: 'openai-project-key',
      provider: 'openai',
      severity: 'critical',
      confidence: 'high',
      preview: expect.stringMatching(/^sk-proj-…/),
      notes: [],
      locations: [{ path: 'config.ts', line: 2, column: 8, endLine: 2, endColumn: 8 + key.secret.length, blob }],
      new: true,
    },
  ]);
});

it('prints the same JSON form when nothing is found, also with --quiet', () => {
  for (const args of [[], ['--quiet'], ['--color']]) {
    const outcome = staged('start();\n').hushkey('staged', '--format', 'json', ...args);
    expect(outcome.code).toBe(0);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ complete: true, gaps: [], findings: [], stats: { objects: 1 } });
  }
});

it('gives a secret the same id in every run, and different secrets different ones', () => {
  const [one, two] = [leak(), leak()];
  const idOf = (text: string): string =>
    JSON.parse(staged(text).hushkey('staged', '--format', 'json').stdout).findings[0].id;
  expect(idOf(one.line)).toBe(idOf(`moved();\n${one.line}`));
  expect(idOf(one.line)).not.toBe(idOf(two.line));
});

it.each(['text', 'json'])('writes the report as %s to the file of --output and keeps the exit code', (format) => {
  const key = leak();
  const repository = staged(key.line);
  const outcome = repository.hushkey('staged', '--format', format, '--output', 'report.out');
  expect(outcome).toEqual({ code: 1, stdout: '', stderr: '', output: '' });
  const report = readFileSync(join(repository.folder, 'report.out'), 'utf8');
  expect(report).toContain('openai-project-key');
  expectHidden({ ...outcome, output: report }, key.secret);
  expect(staged('start();\n').hushkey('staged', '--format', format, '--output', 'report.out').code).toBe(0);
});

it('never calls a run whose report cannot be written clean', () => {
  for (const text of ['start();\n', leak().line])
    for (const output of ['no/such/folder/report.json', '.']) {
      const outcome = staged(text).hushkey('staged', '--format', 'json', '--output', output);
      expect(outcome.code).toBe(3);
      expect(outcome.stdout).toBe('');
      expect(outcome.stderr).toMatch(/^hushkey: the report cannot be written to .* \(E[A-Z]+\)\n$/);
    }
});

it.skipIf(!existsSync('/dev/full'))('never calls a run clean whose report the disk has no room for', () => {
  for (const args of ['', '--format json']) {
    const script = `'${process.execPath}' '${HUSHKEY}' staged ${args} >/dev/full`;
    const outcome = staged('start();\n').run('sh', ['-c', script]);
    expect(outcome.code, outcome.output).toBe(3);
    expect(outcome.stderr).toBe('hushkey: the report cannot be written to standard output (ENOSPC)\n');
  }
});

const COLOUR = '\u001b[';

it.each([
  { env: {}, args: [], coloured: false },
  { env: { FORCE_COLOR: '1' }, args: [], coloured: true },
  { env: { FORCE_COLOR: '0' }, args: [], coloured: false },
  { env: { NO_COLOR: '1', FORCE_COLOR: '1' }, args: [], coloured: false },
  { env: { NO_COLOR: '', FORCE_COLOR: '1' }, args: [], coloured: true },
  { env: { NO_COLOR: '1' }, args: ['--color'], coloured: true },
  { env: { FORCE_COLOR: '1' }, args: ['--no-color'], coloured: false },
  { env: { FORCE_COLOR: '1' }, args: ['--format', 'json'], coloured: false },
])('colours: $coloured with $env and $args', ({ env, args, coloured }) => {
  const key = leak();
  const outcome = hushkeyWith(staged(key.line), env, ...args);
  expect(outcome.code).toBe(1);
  expect(outcome.output.includes(COLOUR)).toBe(coloured);
  expectHidden(outcome, key.secret);
});

it('puts no colours into a file', () => {
  const repository = staged(leak().line);
  hushkeyWith(repository, { FORCE_COLOR: '1' }, '--color', '--output', 'report.txt');
  const report = readFileSync(join(repository.folder, 'report.txt'), 'utf8');
  expect(report).toContain('config.ts:1:8');
  expect(report).not.toContain(COLOUR);
});

it('shows control and bidi characters of the line as escapes', () => {
  const key = leak();
  const repository = staged(`\u001b[31m\u009b2J\u202e\u2066 "${key.secret}" \u0007\u200b\u0000 end\r\n`);
  const outcome = repository.hushkey('staged');
  expectRefused(outcome, key, ['config.ts:1:13']);
  expect(outcome.stdout).toContain('\\x1b[31m\\x9b2J\\u202e\\u2066 "sk-proj-…');
  expect(outcome.stdout).toContain('" \\x07\\u200b\\x00 end');
  const hostile = [...outcome.stdout].filter((char) => char !== '\n' && /[\p{Cc}\p{Cf}]/u.test(char));
  expect(hostile).toEqual([]);
});

function drawn(shape: string): string {
  return draw(shape, seededRandom(Math.floor(Math.random() * 2 ** 32)));
}

it.each([
  { what: 'another key of a known kind', other: () => token('github-classic-pat'), around: (s: string) => s },
  { what: 'the same kind of key', other: () => token('openai-project-key'), around: (s: string) => s },
  { what: 'a password', other: () => drawn('{a-z:6}{0-9:1}{a-z:6}'), around: (s: string) => `password=${s}` },
  {
    what: 'a short password in quotes',
    other: () => drawn('{a-z:4}{0-9:1}{a-z:4}'),
    around: (s: string) => `"DB_PASSWORD": "${s}"`,
  },
  {
    what: 'a token of no known kind',
    other: () => drawn('{A-Za-z0-9:16}{0-9:2}{A-Za-z:2}'),
    around: (s: string) => `x(${s})`,
  },
])('masks $what on the line of a secret', ({ other, around }) => {
  const key = leak('anthropic-api-key');
  const hidden = other();
  for (const line of [`${around(hidden)} K=${key.secret}\n`, `K=${key.secret} ${around(hidden)}\n`]) {
    const outcome = staged(line).hushkey('staged');
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toContain('config.ts:1:');
    expect(outcome.output).not.toContain(hidden);
    expectHidden(outcome, key.secret);
  }
});

it('shows little of a line without end', () => {
  const key = leak();
  const repository = staged(`${'x();'.repeat(50_000)}k="${key.secret}"${'y();'.repeat(50_000)}\n`);
  const outcome = repository.hushkey('staged');
  expectRefused(outcome, key, ['config.ts:1:200004']);
  expect(Math.max(...outcome.stdout.split('\n').map((line) => line.length))).toBeLessThan(300);
});

it.each([
  { text: () => 'start();\n', code: 0 },
  { text: () => leak().line, code: 1 },
  { text: () => Array.from({ length: 2000 }, () => leak().line).join(''), code: 1 },
])('ends with $code also when nobody reads what it prints', ({ text, code }) => {
  const repository = staged(text());
  const run = (stream: string) => {
    // Reads nothing and ends at once; the status of hushkey is kept beside it.
    const script = `{ '${process.execPath}' '${HUSHKEY}' staged; echo $? >status; } ${stream}`;
    const { stderr } = repository.run('sh', ['-c', script]);
    return { code: Number(readFileSync(join(repository.folder, 'status'), 'utf8')), stderr };
  };
  expect(run('| true')).toEqual({ code, stderr: '' });
  expect(run('2>&1 | true')).toEqual({ code, stderr: '' });
  expect(run('>&-').code).toBe(code);
});

it('ends with 2 also when nobody reads what went wrong', () => {
  const repository = new TestRepository();
  for (const args of ['--nonsense', '--patterns none.yaml']) {
    const script = `{ '${process.execPath}' '${HUSHKEY}' staged ${args}; echo $? >status; } 2>&1 | true`;
    repository.run('sh', ['-c', script]);
    expect(readFileSync(join(repository.folder, 'status'), 'utf8')).toBe('2\n');
  }
});
