// Nothing that a push would bring gets past the pre-push hook, and what the remote has already is no news.
import { describe, expect, it } from 'vitest';
import { installGate } from '../support/hooks.js';
import { expectHidden, leak } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';

interface Pair {
  readonly local: TestRepository;
  readonly remote: TestRepository;
}

/** A repository that pushed its first commit to `origin`, with the hook. */
function pushed(content = 'start();\n'): Pair {
  const remote = new TestRepository(['--bare']);
  const local = new TestRepository();
  local.stage('app.ts', content);
  local.commit();
  local.git('remote', 'add', 'origin', remote.folder);
  local.git('push', '--quiet', 'origin', 'main');
  installGate(local, 'pre-push', 'pre-push');
  return { local, remote };
}

/** Adds a commit with a secret, and one that takes it out again. */
function leakInPassing(local: TestRepository): string {
  const { secret, line } = leak();
  local.stage('secret.ts', line);
  local.commit();
  local.stage('secret.ts', 'clean();\n');
  local.commit();
  return secret;
}

function expectPushRefused({ local, remote }: Pair, outcome: Outcome, secret: string, place: string): void {
  expect(outcome.code, outcome.output).not.toBe(0);
  expect(outcome.output).toContain('hushkey: push refused, 1 secret in what would be pushed');
  expect(outcome.output).toContain(place);
  expectHidden(outcome, secret);
  // Everything that the remote has was there before.
  const before = local.git('rev-parse', 'refs/remotes/origin/main');
  expect(new Set(remote.git('for-each-ref', '--format=%(objectname)').split('\n'))).toEqual(new Set([before]));
}

it('refuses a secret that was taken out again before the push', () => {
  const pair = pushed();
  const secret = leakInPassing(pair.local);
  const outcome = pair.local.tryGit('push', 'origin', 'main');
  expectPushRefused(pair, outcome, secret, '  secret.ts:1:8');
  expect(outcome.output).toContain(`git rebase --interactive ${pair.local.git('rev-parse', 'main^').slice(0, 12)}^`);
});

it('lets a clean push through, and what the remote has already', () => {
  const { local, remote } = pushed(leak().line);
  local.stage('other.ts', 'other();\n');
  const tip = local.commit();
  const outcome = local.tryGit('push', 'origin', 'main', 'main:refs/heads/copy');
  expect(outcome.code, outcome.output).toBe(0);
  expect(outcome.output).toContain('hushkey: no secrets (2 objects to push');
  expect(remote.git('rev-parse', 'main', 'copy')).toBe(`${tip}\n${tip}`);
});

describe('reads every ref of the push', () => {
  it.each([
    ['a new branch', ['side']],
    ['one branch of several', ['main', 'side']],
    ['all branches', ['--all']],
    ['a forced push', ['--force', 'side:main']],
    ['a commit without a name', ['side~0:refs/heads/new']],
  ])('%s', (_, words) => {
    const pair = pushed();
    pair.local.git('checkout', '--quiet', '-b', 'side');
    const secret = leakInPassing(pair.local);
    pair.local.git('checkout', '--quiet', 'main');
    expectPushRefused(pair, pair.local.tryGit('push', 'origin', ...words), secret, '  secret.ts:1:8');
  });

  it('an annotated tag with its message', () => {
    const pair = pushed();
    const { secret } = leak();
    pair.local.git('tag', '--annotate', '--message', secret, 'v1');
    expectPushRefused(pair, pair.local.tryGit('push', 'origin', 'v1'), secret, '  tag ');
  });

  it('the name of a branch', () => {
    const pair = pushed();
    const { secret } = leak();
    const outcome = pair.local.tryGit('push', 'origin', `main:refs/heads/${secret}`);
    expect(outcome.code, outcome.output).not.toBe(0);
    // Git itself tells which ref it could not push.
    expect(outcome.stdout + outcome.stderr).toContain('the name of refs/heads/');
    expect(pair.remote.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  });
});

it('forgets nothing that a forced push gave up: what comes back is new when the remote lost it', () => {
  const pair = pushed();
  const base = pair.local.git('rev-parse', 'main');
  const secret = leakInPassing(pair.local);
  pair.local.git('push', '--quiet', '--no-verify', 'origin', 'main');
  pair.local.git('push', '--quiet', '--force', 'origin', `${base}:main`);
  expectPushRefused(pair, pair.local.tryGit('push', 'origin', 'main'), secret, '  secret.ts:1:8');
});

it('lets a branch be deleted', () => {
  const { local, remote } = pushed();
  local.git('push', '--quiet', 'origin', 'main:gone');
  const outcome = local.tryGit('push', 'origin', ':gone');
  expect(outcome.code, outcome.output).toBe(0);
  expect(remote.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

it('takes only the remote that is pushed to for what it has', () => {
  const { local } = pushed(leak().line);
  const other = new TestRepository(['--bare']);
  for (const remote of ['other', other.folder]) {
    local.tryGit('remote', 'add', 'other', other.folder);
    const outcome = local.tryGit('push', remote, 'main');
    expect(outcome.code, outcome.output).not.toBe(0);
    expect(outcome.output).toContain('push refused, 1 secret');
    expect(other.git('for-each-ref')).toBe('');
  }
});

it('reads on when the remote has what never came here', () => {
  const pair = pushed();
  const other = new TestRepository();
  other.git('fetch', '--quiet', pair.remote.folder, 'main');
  other.git('checkout', '--quiet', '-b', 'main', 'FETCH_HEAD');
  other.stage('theirs.ts', 'theirs();\n');
  other.commit();
  other.git('push', '--quiet', pair.remote.folder, 'main');
  const secret = leakInPassing(pair.local);
  const outcome = pair.local.tryGit('push', '--force', 'origin', 'main');
  expect(outcome.code, outcome.output).not.toBe(0);
  expect(outcome.output).toContain('push refused, 1 secret');
  expectHidden(outcome, secret);
});

it('does not take anything else on standard input for a push', () => {
  const { local } = pushed();
  const run = (input: string) => local.run(process.execPath, [HUSHKEY, 'pre-push', 'origin'], { input });
  expect(run('nonsense\n')).toMatchObject({ code: 2, stderr: expect.stringContaining('not what git tells') });
  expect(run('')).toMatchObject({ code: 0, stdout: expect.stringContaining('0 objects to push') });
});
