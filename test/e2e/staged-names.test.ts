// Paths are bytes: a name can hold anything but NUL, and nothing in it may hide a file, mislead the report or drive the
// terminal.
import { expect, it } from 'vitest';
import { expectPassed, expectRefused, leak } from '../support/refusal.js';
import { TestRepository } from '../support/repository.js';

/** Stages a file by the bytes of its path, whether or not the file system could hold it. */
function stageBytes(repository: TestRepository, path: Buffer, content: string): void {
  const blob = repository.run('git', ['hash-object', '-w', '--stdin'], { input: content }).stdout.trim();
  const entry = Buffer.concat([Buffer.from(`100644 ${blob}\t`), path, Buffer.from([0])]);
  const { code, output } = repository.run('git', ['update-index', '-z', '--index-info'], { input: entry });
  expect(code, output).toBe(0);
}

/** What the report calls each name. */
const NAMES: readonly (readonly [string, string])[] = [
  ['with space.ts', 'with space.ts'],
  [' leading.ts', ' leading.ts'],
  ['-rf', '-rf'],
  ['--cached', '--cached'],
  [':(glob)*.ts', ':(glob)*.ts'],
  ['HEAD', 'HEAD'],
  ['line\nfeed.ts', 'line\\nfeed.ts'],
  ['tab\there.ts', 'tab\\there.ts'],
  ['carriage\rreturn.ts', 'carriage\\rreturn.ts'],
  ["quote\"s 'and' `ticks`.ts", "quote\"s 'and' `ticks`.ts"],
  ['back\\slash.ts', 'back\\slash.ts'],
  ['$(id).ts', '$(id).ts'],
  ['%s%n.ts', '%s%n.ts'],
  ['😀 and ü.ts', '😀 and ü.ts'],
  ['u\u0308.ts', 'u\u0308.ts'],
  ['colour\u001b[31m.ts', 'colour\\x1b[31m.ts'],
  ['bell\u0007.ts', 'bell\\x07.ts'],
  ['turn\u202egnp.ts', 'turn\\u202egnp.ts'],
  ['c1\u009b2J.ts', 'c1\\x9b2J.ts'],
  ['zero\u200bwidth.ts', 'zero\\u200bwidth.ts'],
];

it('finds the secret under every name, and shows names so that they cannot do harm', () => {
  const repository = new TestRepository();
  const key = leak();
  for (const [name] of NAMES) stageBytes(repository, Buffer.from(name), `${name.length}\n${key.line}`);
  const { findings } = JSON.parse(repository.hushkey('staged', '--format', 'json').stdout);
  const paths = findings.flatMap(({ locations }: { locations: { path: string }[] }) => locations.map((l) => l.path));
  expect(paths.sort()).toEqual(NAMES.map(([name]) => name).sort());
});

it.each(NAMES)('names %j as %j', (name, shown) => {
  const repository = new TestRepository();
  const key = leak();
  stageBytes(repository, Buffer.from(name), key.line);
  expectRefused(repository.hushkey('staged'), key, [`${shown}:1:8`]);
});

it('reads files whose names are no UTF-8, and tells them apart', () => {
  const repository = new TestRepository();
  const key = leak();
  stageBytes(repository, Buffer.from('caf\xe9.ts', 'latin1'), key.line);
  stageBytes(repository, Buffer.from('caf\xe8.ts', 'latin1'), key.line);
  stageBytes(repository, Buffer.from('\xff\xfe/\x80', 'latin1'), key.line);
  expectRefused(repository.hushkey('staged'), key, ['caf\\xe8.ts:1:8', 'caf\\xe9.ts:1:8', '\\xff\\xfe/\\x80:1:8']);
});

it('finds the old side of a path that is no UTF-8', () => {
  const repository = new TestRepository();
  const [old, fresh] = [leak(), leak()];
  const path = Buffer.from('caf\xe9.ts', 'latin1');
  stageBytes(repository, path, old.line);
  repository.commit();
  stageBytes(repository, path, `start();\n${old.line}`);
  expectPassed(repository.hushkey('staged'));
  stageBytes(repository, path, old.line + fresh.line);
  expectRefused(repository.hushkey('staged'), fresh, ['caf\\xe9.ts:2:8']);
});

it('reads a file with a very long path', () => {
  const repository = new TestRepository();
  const key = leak();
  const path = `${'deep/'.repeat(400)}${'n'.repeat(200)}.ts`;
  stageBytes(repository, Buffer.from(path), key.line);
  expectRefused(repository.hushkey('staged'), key, [`${path}:1:8`]);
});

it('stops a real commit of a file whose name has a line feed, a tab and a quote', () => {
  const repository = new TestRepository();
  const key = leak();
  repository.installHook();
  repository.stage('one\ntwo\t"three".ts', key.line);
  expectRefused(repository.tryGit('commit', '--message', 'a message'), key, ['one\\ntwo\\t"three".ts:1:8']);
  expect(repository.tryGit('rev-parse', '--verify', '--quiet', 'HEAD').stdout).toBe('');
});
