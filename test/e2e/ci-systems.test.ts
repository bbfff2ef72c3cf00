// The other CI systems: each with its own variables, and the clones that it makes.
import { describe, expect, it } from 'vitest';
import { CiServer, ZEROS } from '../support/ci.js';
import { expectClean, expectStopped, expectUnknown } from '../support/ci-outcome.js';
import { leak } from '../support/refusal.js';

/** What a system is told of a push, and of a pull request of the branch `feature` into `main`. */
interface Push {
  readonly before: string;
  readonly after: string;
}
interface Proposal {
  readonly head: string;
  readonly merge: string;
  readonly base: string;
}
type Variables = Readonly<Record<string, string>>;

interface Case {
  readonly name: string;
  readonly push: (push: Push) => Variables;
  readonly proposal?: (proposal: Proposal) => Variables;
  /** It tells where the branch was before, so a push to the default branch is compared with that. */
  readonly tellsBefore: boolean;
  readonly lines: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'GitLab CI',
    push: ({ before, after }) => ({
      ...{ GITLAB_CI: 'true', CI_PIPELINE_SOURCE: 'push', CI_COMMIT_SHA: after, CI_COMMIT_BEFORE_SHA: before },
      ...{ CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'main' },
    }),
    proposal: ({ head, base }) => ({
      ...{
        GITLAB_CI: 'true',
        CI_PIPELINE_SOURCE: 'merge_request_event',
        CI_COMMIT_SHA: head,
        CI_COMMIT_BEFORE_SHA: ZEROS,
      },
      ...{ CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main', CI_DEFAULT_BRANCH: 'main' },
      ...{ CI_MERGE_REQUEST_DIFF_BASE_SHA: base, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: '' },
    }),
    tellsBefore: true,
    lines: ['    variables:\n      GIT_DEPTH: 0'],
  },
  {
    name: 'GitLab CI, merged results',
    push: ({ before, after }) => ({
      ...{ GITLAB_CI: 'true', CI_PIPELINE_SOURCE: 'push', CI_COMMIT_SHA: after, CI_COMMIT_BEFORE_SHA: before },
      ...{ CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'main' },
    }),
    proposal: ({ head, merge, base }) => ({
      ...{ GITLAB_CI: 'true', CI_PIPELINE_SOURCE: 'merge_request_event', CI_COMMIT_SHA: merge },
      ...{ CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main', CI_DEFAULT_BRANCH: 'main' },
      ...{ CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head, CI_MERGE_REQUEST_TARGET_BRANCH_SHA: base },
    }),
    tellsBefore: true,
    lines: ['GIT_DEPTH: 0'],
  },
  {
    name: 'Bitbucket Pipelines',
    push: ({ after }) => ({ BITBUCKET_BUILD_NUMBER: '3', BITBUCKET_COMMIT: after, BITBUCKET_BRANCH: 'main' }),
    proposal: ({ head, base }) => ({
      ...{ BITBUCKET_BUILD_NUMBER: '3', BITBUCKET_COMMIT: head, BITBUCKET_BRANCH: 'feature', BITBUCKET_PR_ID: '7' },
      ...{ BITBUCKET_PR_DESTINATION_BRANCH: 'main', BITBUCKET_PR_DESTINATION_COMMIT: base.slice(0, 12) },
    }),
    tellsBefore: false,
    lines: ['    clone:\n      depth: full'],
  },
  {
    name: 'Azure Pipelines',
    push: ({ after }) => ({
      ...{ TF_BUILD: 'True', BUILD_REASON: 'IndividualCI' },
      ...{ BUILD_SOURCEVERSION: after, BUILD_SOURCEBRANCH: 'refs/heads/main' },
    }),
    proposal: ({ head, merge }) => ({
      ...{ TF_BUILD: 'True', BUILD_REASON: 'PullRequest', BUILD_SOURCEVERSION: merge },
      ...{ BUILD_SOURCEBRANCH: 'refs/pull/7/merge', SYSTEM_PULLREQUEST_PULLREQUESTID: '7' },
      ...{ SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main', SYSTEM_PULLREQUEST_SOURCECOMMITID: head },
    }),
    tellsBefore: false,
    lines: ['    - checkout: self\n      fetchDepth: 0'],
  },
  {
    name: 'CircleCI',
    push: ({ after }) => ({ CIRCLECI: 'true', CIRCLE_SHA1: after, CIRCLE_BRANCH: 'main' }),
    tellsBefore: false,
    lines: ['    - checkout:\n        method: full'],
  },
  {
    name: 'Jenkins',
    push: ({ before, after }) => ({
      ...{ JENKINS_URL: 'https://ci.example.test/', GIT_COMMIT: after, GIT_PREVIOUS_SUCCESSFUL_COMMIT: before },
      BRANCH_NAME: 'main',
    }),
    proposal: ({ head }) => ({
      ...{ JENKINS_URL: 'https://ci.example.test/', GIT_COMMIT: head, BRANCH_NAME: 'PR-7' },
      ...{ CHANGE_ID: '7', CHANGE_TARGET: 'main' },
    }),
    tellsBefore: true,
    lines: ['cloneOption(shallow: false'],
  },
  {
    name: 'Buildkite',
    push: ({ after }) => ({
      ...{ BUILDKITE: 'true', BUILDKITE_COMMIT: after, BUILDKITE_BRANCH: 'main', BUILDKITE_PULL_REQUEST: 'false' },
      BUILDKITE_PIPELINE_DEFAULT_BRANCH: 'main',
    }),
    proposal: ({ head }) => ({
      ...{ BUILDKITE: 'true', BUILDKITE_COMMIT: head, BUILDKITE_BRANCH: 'feature', BUILDKITE_PULL_REQUEST: '7' },
      ...{ BUILDKITE_PIPELINE_DEFAULT_BRANCH: 'main', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' },
    }),
    tellsBefore: false,
    lines: ['BUILDKITE_GIT_CLONE_FLAGS: "-v"'],
  },
  {
    name: 'Travis CI',
    push: ({ before, after }) => ({
      ...{ TRAVIS: 'true', TRAVIS_EVENT_TYPE: 'push', TRAVIS_COMMIT: after, TRAVIS_BRANCH: 'main' },
      ...{ TRAVIS_COMMIT_RANGE: `${before.slice(0, 12)}...${after.slice(0, 12)}`, TRAVIS_PULL_REQUEST: 'false' },
    }),
    proposal: ({ head, merge }) => ({
      ...{ TRAVIS: 'true', TRAVIS_EVENT_TYPE: 'pull_request', TRAVIS_COMMIT: merge, TRAVIS_BRANCH: 'main' },
      ...{ TRAVIS_PULL_REQUEST: '7', TRAVIS_PULL_REQUEST_SHA: head },
    }),
    tellsBefore: true,
    lines: ['    git:\n      depth: false'],
  },
  {
    name: 'Drone',
    push: ({ before, after }) => ({
      ...{ DRONE: 'true', DRONE_BUILD_EVENT: 'push', DRONE_COMMIT_SHA: after, DRONE_COMMIT_BEFORE: before },
      ...{ DRONE_COMMIT_BRANCH: 'main', DRONE_REPO_BRANCH: 'main', DRONE_COMMIT_REF: 'refs/heads/main' },
    }),
    proposal: ({ head }) => ({
      ...{ DRONE: 'true', DRONE_BUILD_EVENT: 'pull_request', DRONE_COMMIT_SHA: head, DRONE_PULL_REQUEST: '7' },
      ...{ DRONE_TARGET_BRANCH: 'main', DRONE_REPO_BRANCH: 'main', DRONE_COMMIT_REF: 'refs/pull/7/head' },
    }),
    tellsBefore: true,
    lines: ['    clone: {}'],
  },
  {
    name: 'Woodpecker',
    push: ({ before, after }) => ({
      ...{ CI: 'woodpecker', CI_PIPELINE_EVENT: 'push', CI_COMMIT_SHA: after, CI_COMMIT_BRANCH: 'main' },
      ...{ CI_PREV_COMMIT_SHA: before, CI_PREV_COMMIT_BRANCH: 'main', CI_PREV_PIPELINE_STATUS: 'success' },
      ...{ CI_PREV_PIPELINE_EVENT: 'push', CI_REPO_DEFAULT_BRANCH: 'main', CI_COMMIT_REF: 'refs/heads/main' },
    }),
    proposal: ({ head }) => ({
      ...{ CI: 'woodpecker', CI_PIPELINE_EVENT: 'pull_request', CI_COMMIT_SHA: head, CI_COMMIT_PULL_REQUEST: '7' },
      ...{ CI_COMMIT_TARGET_BRANCH: 'main', CI_REPO_DEFAULT_BRANCH: 'main', CI_COMMIT_REF: 'refs/pull/7/head' },
    }),
    tellsBefore: true,
    lines: ['settings: { partial: false, depth: 0 }'],
  },
];

const ALL_BRANCHES = ['origin', '+refs/heads/*:refs/remotes/origin/*'];

describe.each(CASES)('$name', ({ name, push, proposal, tellsBefore, lines }) => {
  it('scans what a push to the default branch brings', () => {
    const server = new CiServer();
    const before = server.developer.git('rev-parse', 'main');
    const key = leak();
    server.commit('a.ts', key.line);
    const after = server.commit('a.ts', 'gone\n');
    server.push('main');
    const outcome = server
      .checkout()
      .fetch(after, ...ALL_BRANCHES)
      .with(push({ before, after }))
      .ci();
    expectStopped(outcome, key);
    expect(outcome.output).toContain(`hushkey: ${name.split(',')[0]}: `);
    // Whoever does not know where the branch was scans all of it: too much, and never too little.
    expect(outcome.output).toContain(
      tellsBefore ? `${before.slice(0, 12)}, where main was before` : 'new is everything',
    );
  });

  it('says of a shallow clone which lines make it whole, and fetches when it is told to', () => {
    const server = new CiServer();
    const before = server.developer.git('rev-parse', 'main');
    const key = leak();
    server.commit('a.ts', key.line);
    const after = server.commit('a.ts', 'gone\n');
    server.push('main');
    const depth = ['--depth=1', 'origin', '+refs/heads/main:refs/remotes/origin/main'];
    const checkout = server
      .checkout()
      .fetch(after, ...depth)
      .with(push({ before, after }));
    expectUnknown(checkout.ci(), ...lines);
    expectStopped(checkout.ci('--fetch'), key);
  });

  it.runIf(proposal !== undefined)('scans a pull request, and nothing that its target has', () => {
    const server = new CiServer();
    const base = server.commit('known.ts', leak().line);
    server.push('main');
    server.developer.git('checkout', '--quiet', '-b', 'feature');
    const key = leak();
    server.commit('feature.ts', key.line);
    server.commit('feature.ts', 'gone\n');
    server.push('feature');
    const { head, merge } = server.pullRequest(7, 'feature');
    const whole = [...ALL_BRANCHES, '+refs/pull/7/merge:refs/remotes/pull/7/merge'];
    const variables = (proposal as NonNullable<typeof proposal>)({ head, merge, base });
    const outcome = server
      .checkout()
      .fetch(head, ...whole)
      .with(variables)
      .ci();
    expectStopped(outcome, key);
    expect(outcome.output).toContain(
      'request 7 into main'.replace('request', name === 'Jenkins' ? 'change' : 'request'),
    );
  });
});

it('believes no local branch: Drone has merged the pull request into its own main', () => {
  const server = new CiServer();
  server.developer.git('checkout', '--quiet', '-b', 'feature');
  const key = leak();
  server.commit('feature.ts', key.line);
  server.push('feature');
  const { head } = server.pullRequest(7, 'feature');
  const checkout = server.checkout().fetch(head, 'origin', '+refs/heads/main:', '+refs/pull/7/head:');
  checkout.repository.git('checkout', '--quiet', '-B', 'main', head);
  const variables = {
    DRONE: 'true',
    DRONE_BUILD_EVENT: 'pull_request',
    DRONE_COMMIT_SHA: head,
    DRONE_PULL_REQUEST: '7',
  };
  expectStopped(checkout.with({ ...variables, DRONE_TARGET_BRANCH: 'main' }).ci(), key);
});

it('says how to fetch the target of a pull request that a clone of one branch lacks', () => {
  const server = new CiServer();
  server.developer.git('checkout', '--quiet', '-b', 'feature');
  const key = leak();
  const head = server.commit('feature.ts', key.line);
  server.push('feature');
  const checkout = server.checkout().fetch(head, 'origin', '+refs/heads/feature:refs/remotes/origin/feature');
  checkout.repository.git(
    'config',
    '--replace-all',
    'remote.origin.fetch',
    '+refs/heads/feature:refs/remotes/origin/feature',
  );
  checkout.with({ JENKINS_URL: 'https://ci.example.test/', GIT_COMMIT: head, CHANGE_ID: '7', CHANGE_TARGET: 'main' });
  expectUnknown(checkout.ci(), 'git fetch origin +refs/heads/main:refs/remotes/origin/main');
  expectStopped(checkout.ci('--fetch'), key);
});

it('decides nothing when two systems say that they are at work', () => {
  const server = new CiServer();
  const after = server.developer.git('rev-parse', 'main');
  const checkout = server.checkout().fetch(after, ...ALL_BRANCHES);
  const variables = { CIRCLECI: 'true', CIRCLE_SHA1: after, DRONE: 'true', DRONE_BUILD_EVENT: 'push' };
  const outcome = checkout.with(variables).ci();
  expect(outcome.code).toBe(3);
  expect(outcome.output).toContain('the variables are those of CircleCI and Drone: say --range A..B or --base REF');
  expectClean(checkout.ci('--base', 'HEAD'), 0);
});
