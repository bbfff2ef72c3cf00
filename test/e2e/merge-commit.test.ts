// Git asks no pre-commit hook about the commits that it makes itself; these hooks are asked.
import { describe, expect, it } from 'vitest';
import { installGate } from '../support/hooks.js';
import { expectHidden, head, leak } from '../support/refusal.js';
import { type Outcome, TestRepository } from '../support/repository.js';

/** `side` and `main` grew apart, with a secret on `side` that no hook has seen. */
function forked(...hooks: string[]): { repository: TestRepository; secret: string } {
  const repository = new TestRepository();
  const { secret, line } = leak();
  repository.stage('app.ts', 'start();\n');
  repository.commit();
  repository.git('checkout', '--quiet', '-b', 'side');
  repository.stage('secret.ts', line);
  repository.commit('secret');
  repository.git('checkout', '--quiet', 'main');
  repository.stage('main.ts', 'main();\n');
  repository.commit();
  for (const hook of hooks) installGate(repository, hook, 'merge-commit');
  return { repository, secret };
}

function expectRefused(repository: TestRepository, before: string, outcome: Outcome, secret: string): void {
  expect(outcome.code, outcome.output).not.toBe(0);
  expect(outcome.output).toContain('hushkey: commit refused, 1 secret in what git would commit');
  expect(outcome.output).toContain('  secret.ts:1:8\n');
  expectHidden(outcome, secret);
  expect(head(repository)).toBe(before);
}

describe.each(['prepare-commit-msg', 'pre-merge-commit'])('a merge, by %s', (hook) => {
  it('is refused for the secret that it brings', () => {
    const { repository, secret } = forked(hook);
    expectRefused(repository, head(repository), repository.tryGit('merge', '--no-edit', 'side'), secret);
  });

  it('of what others have already is not stopped', () => {
    const { repository } = forked(hook);
    repository.git('update-ref', 'refs/remotes/origin/side', 'side');
    const outcome = repository.tryGit('merge', '--no-edit', 'side');
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.output).toContain('hushkey: no secrets (1 file to commit');
    expect(repository.git('rev-list', '--count', '--merges', 'HEAD')).toBe('1');
  });
});

it('a merge of what others have is refused for what neither side had', () => {
  const { repository } = forked('prepare-commit-msg');
  repository.git('update-ref', 'refs/remotes/origin/side', 'side');
  const before = head(repository);
  repository.git('merge', '--no-commit', '--no-ff', 'side');
  const { secret, line } = leak();
  repository.stage('main.ts', line);
  const outcome = repository.tryGit('commit', '--no-verify', '--no-edit');
  expect(outcome.code, outcome.output).not.toBe(0);
  expect(outcome.output).toContain('  main.ts:1:8\n');
  expectHidden(outcome, secret);
  expect(head(repository)).toBe(before);
});

describe('by prepare-commit-msg', () => {
  it('a cherry-pick is refused', () => {
    const { repository, secret } = forked('prepare-commit-msg');
    expectRefused(repository, head(repository), repository.tryGit('cherry-pick', 'side'), secret);
  });

  it('a revert is refused that brings back what was taken out', () => {
    const { repository, secret } = forked('prepare-commit-msg');
    repository.git('checkout', '--quiet', 'side');
    repository.git('rm', '--quiet', 'secret.ts');
    repository.commit();
    expectRefused(repository, head(repository), repository.tryGit('revert', '--no-edit', 'HEAD'), secret);
  });

  it('a rebase stops at the commit with the secret', () => {
    const { repository, secret } = forked('prepare-commit-msg');
    const main = head(repository);
    repository.git('checkout', '--quiet', 'side');
    expectRefused(repository, main, repository.tryGit('rebase', 'main'), secret);
  });

  it.each([
    ['cherry-pick', ['cherry-pick', 'side']],
    ['merge', ['merge', '--no-edit', 'side']],
    ['rebase', ['rebase', 'side']],
  ])('a clean %s goes through, and was looked at', (_, words) => {
    const { repository } = forked();
    repository.git('checkout', '--quiet', 'side');
    repository.stage('secret.ts', 'clean();\n');
    repository.git('commit', '--quiet', '--amend', '--no-edit', '--date', '2026-01-03T00:00:00Z');
    repository.git('checkout', '--quiet', 'main');
    installGate(repository, 'prepare-commit-msg', 'merge-commit');
    const outcome = repository.tryGit(...words);
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.output).toContain('hushkey: no secrets (1 file to commit');
  });

  it('leaves a commit that a person makes to pre-commit, and to whoever said --no-verify', () => {
    const { repository } = forked('prepare-commit-msg');
    repository.stage('other.ts', leak().line);
    const outcome = repository.tryGit('commit', '--no-verify', '--message', 'a commit');
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.output).not.toContain('hushkey');
  });
});
