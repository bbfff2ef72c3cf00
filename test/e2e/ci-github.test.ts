// GitHub Actions, with the clones that actions/checkout makes and the events that GitHub sends.
import { expect, it } from 'vitest';
import { type CiCheckout, CiServer, ZEROS } from '../support/ci.js';
import { expectClean, expectStopped, expectUnknown } from '../support/ci-outcome.js';
import { leak } from '../support/refusal.js';

/** What actions/checkout fetches with `fetch-depth: 0`. */
const WHOLE = ['origin', '+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
/** What it fetches of a branch by default. */
const shallow = (commit: string, branch: string) => ['--depth=1', 'origin', `+${commit}:refs/remotes/origin/${branch}`];

const repository = { default_branch: 'main' };

function pushed(checkout: CiCheckout, before: string, after: string, ref = 'refs/heads/main'): CiCheckout {
  const forced = false;
  return checkout.github('push', { ref, before, after, forced, repository }, { GITHUB_SHA: after, GITHUB_REF: ref });
}

function proposed(checkout: CiCheckout, name: string, head: string, base: string, sha: string): CiCheckout {
  const pull_request = { number: 7, head: { sha: head, ref: 'feature' }, base: { sha: base, ref: 'main' } };
  return checkout.github(name, { number: 7, pull_request, repository }, { GITHUB_SHA: sha });
}

it('stops a push whose secret was added and taken out again within it', () => {
  const server = new CiServer();
  const before = server.developer.git('rev-parse', 'main');
  const key = leak();
  server.commit('src/client.ts', key.line);
  const after = server.commit('src/client.ts', 'key = env\n');
  server.push('main');
  const outcome = pushed(server.checkout().fetch(after, ...WHOLE), before, after).ci();
  expectStopped(outcome, key);
  expect(outcome.output).toContain('src/client.ts:1:8');
  expect(outcome.output).toContain('GitHub Actions: push to main; new is what');
  expect(outcome.output).toContain('GITHUB_EVENT_PATH:before');
});

it('does not count what the branch had before', () => {
  const server = new CiServer();
  const before = server.commit('old.ts', leak().line);
  server.push('main');
  const after = server.commit('new.ts', 'fine\n');
  server.push('main');
  expectClean(pushed(server.checkout().fetch(after, ...WHOLE), before, after).ci(), 1);
});

it('says of a shallow clone which lines make it whole, and fetches when it is told to', () => {
  const server = new CiServer();
  const before = server.developer.git('rev-parse', 'main');
  const key = leak();
  server.commit('a.ts', key.line);
  server.commit('a.ts', 'gone\n');
  const after = server.commit('b.ts', 'fine\n');
  server.push('main');
  const checkout = pushed(server.checkout().fetch(after, ...shallow(after, 'main')), before, after);
  const unknown = checkout.ci();
  expectUnknown(unknown, 'below "uses: actions/checkout":\n    with:\n      fetch-depth: 0');
  expect(unknown.output).toContain('shallow');
  expectStopped(checkout.ci('--fetch'), key);
});

it.each(['json', 'sarif'])('tells in %s too that a range is not known', (format) => {
  const server = new CiServer();
  const before = server.developer.git('rev-parse', 'main');
  const after = server.commit('b.ts', 'fine\n');
  server.push('main');
  const checkout = pushed(server.checkout().fetch(after, ...shallow(after, 'main')), before, after);
  const { code, stdout } = checkout.ci('--format', format);
  expect(code).toBe(3);
  const report = JSON.parse(stdout);
  if (format === 'json')
    expect(report).toMatchObject({ complete: false, receipt: { gaps: 1, objects: 0, control: 'found' } });
  else expect(report.runs[0].invocations[0].executionSuccessful).toBe(false);
});

it('compares the first push of a branch with the default branch', () => {
  const server = new CiServer();
  const known = leak();
  server.commit('known.ts', known.line);
  server.push('main');
  const key = leak();
  server.developer.git('checkout', '--quiet', '-b', 'feature');
  const after = server.commit('feature.ts', key.line);
  server.push('feature');
  const outcome = pushed(server.checkout().fetch(after, ...WHOLE), ZEROS, after, 'refs/heads/feature').ci();
  expectStopped(outcome, key);
  expect(outcome.output).toContain('feature.ts:1:8');
  expect(outcome.output).toContain('the default branch main');
});

it('does not let two branches that were pushed at once excuse each other', () => {
  const server = new CiServer();
  const key = leak();
  server.developer.git('checkout', '--quiet', '-b', 'one');
  const after = server.commit('feature.ts', key.line);
  server.developer.git('branch', 'two');
  server.push('one', 'two');
  for (const branch of ['one', 'two'])
    expectStopped(pushed(server.checkout().fetch(after, ...WHOLE), ZEROS, after, `refs/heads/${branch}`).ci(), key);
});

it('scans everything at the first push of the default branch', () => {
  const server = new CiServer();
  const key = leak();
  server.commit('first.ts', key.line);
  const after = server.commit('first.ts', 'gone\n');
  server.push('main');
  const outcome = pushed(server.checkout().fetch(after, ...WHOLE), ZEROS, after).ci();
  expectStopped(outcome, key);
  expect(outcome.output).toContain(', 3 commits, ');
});

it('finds what a forced push brings, when what was before is gone', () => {
  const server = new CiServer();
  server.developer.git('checkout', '--quiet', '-b', 'feature');
  const before = server.commit('feature.ts', 'first try\n');
  server.push('feature');
  server.developer.git('reset', '--quiet', '--hard', 'main');
  const key = leak();
  const after = server.commit('feature.ts', key.line);
  server.push('--force', 'feature');
  const outcome = pushed(server.checkout().fetch(after, ...WHOLE), before, after, 'refs/heads/feature').ci();
  expectStopped(outcome, key);
  expect(outcome.output).toContain('is gone: a forced push');
});

it('reads the message of an annotated tag on a commit that is known', () => {
  const server = new CiServer();
  const key = leak();
  server.developer.git('tag', '--annotate', '--message', `release with ${key.secret}`, 'v1');
  server.push('v1');
  const tag = server.developer.git('rev-parse', 'v1');
  const commit = server.developer.git('rev-parse', 'main');
  const checkout = server.checkout().fetch(commit, ...WHOLE);
  expectStopped(pushed(checkout, ZEROS, tag, 'refs/tags/v1').ci(), key);
});

it('says that a range is empty when a tag names what is known', () => {
  const server = new CiServer();
  server.developer.git('tag', 'v1');
  server.push('v1');
  const commit = server.developer.git('rev-parse', 'main');
  const outcome = pushed(server.checkout().fetch(commit, ...WHOLE), ZEROS, commit, 'refs/tags/v1').ci();
  expectClean(outcome, 0);
  expect(outcome.output).toContain('hushkey: the range is empty, nothing is new');
});

it('scans a pull request, all its commits, and nothing that its base has', () => {
  const server = new CiServer();
  server.developer.git('checkout', '--quiet', '-b', 'feature');
  const key = leak();
  server.commit('feature.ts', key.line);
  server.commit('feature.ts', 'gone\n');
  server.push('feature');
  const base = server.developer.git('rev-parse', 'main');
  // The base goes on, with a secret of its own, after the event was written.
  server.developer.git('checkout', '--quiet', 'main');
  server.commit('main.ts', leak().line);
  server.push('main');
  const { head, merge } = server.pullRequest(7, 'feature');
  const refspecs = [...WHOLE, `+${merge}:refs/remotes/pull/7/merge`];
  const outcome = proposed(server.checkout().fetch(merge, ...refspecs), 'pull_request', head, base, merge).ci();
  expectStopped(outcome, key);
  expect(outcome.output).toContain('GitHub Actions: pull request 7 into main; new is what');
});

it('says of the one commit of a pull request that is there by default that it is not enough', () => {
  const server = new CiServer();
  server.developer.git('checkout', '--quiet', '-b', 'feature');
  const key = leak();
  server.commit('feature.ts', key.line);
  server.push('feature');
  const base = server.developer.git('rev-parse', 'main');
  const { head, merge } = server.pullRequest(7, 'feature');
  const refspecs = ['--depth=1', 'origin', `+${merge}:refs/remotes/pull/7/merge`];
  const checkout = proposed(server.checkout().fetch(merge, ...refspecs), 'pull_request', head, base, merge);
  expectUnknown(checkout.ci(), 'fetch-depth: 0');
  expectStopped(checkout.ci('--fetch'), key);
});

it('looks at what is proposed where pull_request_target checks out the base', () => {
  const server = new CiServer();
  server.developer.git('checkout', '--quiet', '-b', 'feature');
  const key = leak();
  server.commit('feature.ts', key.line);
  server.push('feature');
  const base = server.developer.git('rev-parse', 'main');
  const { head } = server.pullRequest(7, 'feature');
  // The branch is one of a fork: this server has it as refs/pull/7/head alone.
  server.git('update-ref', '-d', 'refs/heads/feature');
  const checkout = proposed(server.checkout().fetch(base, ...WHOLE), 'pull_request_target', head, base, base);
  expectUnknown(checkout.ci(), 'git fetch origin refs/pull/7/head');
  expectStopped(checkout.ci('--fetch'), key);
});

it('scans a merge queue against its own base', () => {
  const server = new CiServer();
  const base = server.developer.git('rev-parse', 'main');
  server.developer.git('checkout', '--quiet', '-b', 'feature');
  const key = leak();
  server.commit('feature.ts', key.line);
  server.push('feature');
  const { merge } = server.pullRequest(7, 'feature');
  const ref = 'refs/heads/gh-readonly-queue/main/pr-7';
  server.git('update-ref', ref, merge);
  const merge_group = { head_sha: merge, head_ref: ref, base_sha: base, base_ref: 'refs/heads/main' };
  const checkout = server.checkout().fetch(merge, ...WHOLE);
  expectStopped(checkout.github('merge_group', { merge_group, repository }, { GITHUB_SHA: merge }).ci(), key);
});

it.each(['schedule', 'workflow_dispatch'])('scans all that the branch reaches when it is started by %s', (name) => {
  const server = new CiServer();
  const key = leak();
  server.commit('old.ts', key.line);
  const sha = server.commit('old.ts', 'gone\n');
  server.push('main');
  const checkout = server.checkout().fetch(sha, ...WHOLE);
  const outcome = checkout.github(name, { repository }, { GITHUB_SHA: sha, GITHUB_REF: 'refs/heads/main' }).ci();
  expectStopped(outcome, key);
  expect(outcome.output).toContain('new is everything that');
});

it.each([
  ['there is no file of the event', { GITHUB_EVENT_PATH: '/nowhere/event.json' }, 'cannot be read (ENOENT)'],
  ['the variable for it is not set', { GITHUB_EVENT_PATH: '' }, 'GITHUB_EVENT_PATH is not set'],
  ['an id is none', { GITHUB_SHA: '--output=x' }, 'GITHUB_SHA holds no id of a commit'],
])('decides nothing when %s', (_, variables, reason) => {
  const server = new CiServer();
  const sha = server.developer.git('rev-parse', 'main');
  const checkout = server
    .checkout()
    .fetch(sha, ...WHOLE)
    .github('schedule', { repository }, { GITHUB_SHA: sha });
  const { code, output } = checkout.with({ ...checkout.variables, ...variables }).ci();
  expect(code).toBe(3);
  expect(output).toContain(`hushkey: nothing was decided: GitHub Actions is recognised, and`);
  expect(output).toContain(reason);
});
