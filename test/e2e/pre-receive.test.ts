// A server takes nothing with a secret in it: a real bare repository, real pushes, and the quarantine that git puts them in.
import { expect, it } from 'vitest';
import { installGate } from '../support/hooks.js';
import { expectHidden, leak } from '../support/refusal.js';
import { HUSHKEY, TestRepository } from '../support/repository.js';

interface Pair {
  readonly local: TestRepository;
  readonly server: TestRepository;
}

/** A server with the hook and one commit, and a clone of it. */
function served(...words: string[]): Pair {
  const server = new TestRepository(['--bare']);
  const local = new TestRepository();
  local.stage('app.ts', 'start();\n');
  local.commit();
  local.git('remote', 'add', 'origin', server.folder);
  local.git('push', '--quiet', 'origin', 'main');
  installGate(server, 'pre-receive', 'pre-receive', ...words);
  return { local, server };
}

function commit(local: TestRepository, path: string, content: string): string {
  local.stage(path, content);
  return local.commit();
}

/** Git keeps nothing of what it refused. */
function hasObject(server: TestRepository, id: string): boolean {
  return server.tryGit('cat-file', '-e', id).code === 0;
}

it('takes a clean push', () => {
  const { local, server } = served();
  const tip = commit(local, 'other.ts', 'other();\n');
  const outcome = local.tryGit('push', 'origin', 'main');
  expect(outcome.code, outcome.output).toBe(0);
  expect(outcome.output).toContain('remote: hushkey: no secrets (2 objects pushed');
  expect(server.git('rev-parse', 'main')).toBe(tip);
});

// Few objects are unpacked in the quarantine, many stay in one pack with bases that lie outside.
for (const unpackLimit of ['1000', '1'])
  it(`refuses a secret in passing, with one clear text, and keeps nothing of it (unpack limit ${unpackLimit})`, () => {
    const { local, server } = served();
    server.git('config', 'receive.unpackLimit', unpackLimit);
    const before = server.git('rev-parse', 'main');
    const { secret, line } = leak();
    const bad = commit(local, 'app.ts', `start();\n${line}`);
    commit(local, 'app.ts', 'start();\n');
    const outcome = local.tryGit('push', 'origin', 'main', 'main:refs/heads/side');
    expect(outcome.code, outcome.output).toBe(1);
    expect(outcome.output).toContain('remote: hushkey: push refused, 1 secret in what was pushed');
    expect(outcome.output).toContain('remote:   app.ts:2:8');
    expect(outcome.output).toContain(`git rebase --interactive ${bad.slice(0, 12)}^`);
    expect(outcome.output.match(/push refused/g)).toHaveLength(1);
    expectHidden(outcome, secret);
    expect(server.git('for-each-ref', '--format=%(objectname) %(refname)')).toBe(`${before} refs/heads/main`);
    expect(hasObject(server, bad)).toBe(false);
  });

it('counts what any of its refs has as known', () => {
  const { local, server } = served();
  const { line } = leak();
  const tip = commit(local, 'known.ts', line);
  server.git('config', 'core.hooksPath', '/no-such-folder');
  local.git('push', '--quiet', 'origin', 'main:old');
  server.git('config', '--unset', 'core.hooksPath');
  const outcome = local.tryGit('push', 'origin', 'main', 'main:new');
  expect(outcome.code, outcome.output).toBe(0);
  expect(server.git('rev-parse', 'new')).toBe(tip);
});

it('takes deletions', () => {
  const { local, server } = served();
  local.git('push', '--quiet', 'origin', 'main:gone');
  const outcome = local.tryGit('push', 'origin', ':gone');
  expect(outcome.code, outcome.output).toBe(0);
  expect(server.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

it('refuses the message of a tag, and the name of a branch', () => {
  const { local, server } = served();
  const { secret } = leak();
  local.git('tag', '--annotate', '--message', secret, 'v1');
  for (const words of [['v1'], [`main:refs/heads/${secret}`]]) {
    const outcome = local.tryGit('push', 'origin', ...words);
    expect(outcome.code, outcome.output).toBe(1);
    expect(outcome.output).toContain('push refused, 1 secret');
  }
  expect(server.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

it.each([
  ['--max-objects=2', 'it holds more than 2 objects'],
  ['--max-bytes=3000', 'it holds more than 3000 bytes'],
])('refuses what is larger than %s, with a sentence', (word, sentence) => {
  const { local, server } = served(word);
  const before = server.git('rev-parse', 'main');
  commit(local, 'large.ts', 'x'.repeat(5000));
  const outcome = local.tryGit('push', 'origin', 'main');
  expect(outcome.code, outcome.output).toBe(1);
  expect(outcome.output).toContain(`remote: hushkey: push refused, it cannot be scanned here: ${sentence};`);
  expect(server.git('rev-parse', 'main')).toBe(before);
});

it('refuses what takes longer than it may, and does not wait for its end', () => {
  const { local, server } = served('--max-seconds=0.001');
  const before = server.git('rev-parse', 'main');
  commit(local, 'other.ts', 'other();\n');
  const outcome = local.tryGit('push', 'origin', 'main');
  expect(outcome.code, outcome.output).toBe(1);
  expect(outcome.output).toContain('it takes longer than 0.001 s');
  expect(server.git('rev-parse', 'main')).toBe(before);
});

it('refuses when it cannot decide', () => {
  const { server } = served();
  const run = (input: string, ...words: string[]) =>
    server.run(process.execPath, [HUSHKEY, 'pre-receive', ...words], { input });
  const [none, absent] = ['0'.repeat(40), '1'.repeat(40)];
  expect(run('nonsense\n').code).toBe(2);
  expect(run(`${none} ${absent} refs/heads/x\n`).code).toBe(3);
  expect(run('', '--max-bytes', '0').code).toBe(2);
});
