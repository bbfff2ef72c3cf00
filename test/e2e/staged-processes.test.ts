// A commit waits for every process: three of git's are enough.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gitShim } from '../support/git-shim.js';
import { expectPassed, expectRefused, leak } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';

/** Runs `hushkey staged`. @returns what it came to, and every git process that it started */
function counted(repository: TestRepository, ...args: string[]): { outcome: Outcome; processes: string[] } {
  const log = join(repository.folder, '..', 'processes.log');
  repository.write('../processes.log', '');
  const env = { PATH: gitShim(`printf '%s\\n' "$*" >>'${log}'\nreal "$@"`) };
  const outcome = repository.run(process.execPath, [HUSHKEY, 'staged', ...args], { env });
  return { outcome, processes: readFileSync(log, 'utf8').trim().split('\n') };
}

it.each(['sha1', 'sha256'])('starts at most three before the first commit (%s)', (hash) => {
  const repository = new TestRepository([`--object-format=${hash}`]);
  for (let i = 0; i < 50; i++) repository.write(`${i}.ts`, `start(${i});\n`);
  repository.git('add', '.');
  const { outcome, processes } = counted(repository);
  expectPassed(outcome);
  expect(processes).toHaveLength(3);
});

it('starts at most three when nothing is found', () => {
  const repository = new TestRepository();
  repository.stage('a.ts', 'start();\n');
  repository.commit();
  repository.stage('a.ts', 'start(1);\n');
  const { outcome, processes } = counted(repository);
  expectPassed(outcome);
  expect(processes).toHaveLength(3);
});

it('starts at most three when something is found and old sides are read', () => {
  const repository = new TestRepository();
  const [old, fresh] = [leak(), leak()];
  for (const path of ['a.ts', 'b.ts', 'c.ts']) repository.stage(path, old.line + path);
  repository.commit();
  for (const path of ['a.ts', 'b.ts', 'c.ts']) repository.stage(path, old.line + path + fresh.line);
  const { outcome, processes } = counted(repository);
  expectRefused(outcome, fresh, ['a.ts:2:12', 'b.ts:2:12', 'c.ts:2:12']);
  expect(processes).toHaveLength(3);
});

it('starts one more to understand paths', () => {
  const repository = new TestRepository();
  repository.stage('a.ts', 'start();\n');
  const { outcome, processes } = counted(repository, 'a.ts');
  expectPassed(outcome);
  expect(processes).toHaveLength(4);
});

it('writes nothing into the repository', () => {
  const repository = new TestRepository();
  repository.stage('a.ts', 'start();\n');
  repository.commit();
  repository.stage('a.ts', 'start(1);\n');
  const inventory = () =>
    repository.run('sh', ['-c', 'find . -type f -exec cksum {} + | sort; find . -newer .git/index -type f']).stdout;
  repository.run('touch', ['--date=2020-01-01', '.git/index', 'a.ts']);
  const before = inventory();
  expectPassed(repository.hushkey('staged'));
  expect(inventory()).toBe(before);
});
