// Whoever may push a branch or a tag wants a secret past the gate, or into what it says.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CiServer, ZEROS } from '../support/ci.js';
import { expectClean, expectStopped, expectUnknown } from '../support/ci-outcome.js';
import { expectHidden, leak } from '../support/refusal.js';
import { TestRepository, temporaryFolder } from '../support/repository.js';
import { token } from '../support/token.js';

describe('a tag', () => {
  it('that is called like the remote branch takes its place in no comparison', () => {
    const server = new CiServer();
    const [main, key] = [server.developer.git('rev-parse', 'main'), leak()];
    server.developer.git('checkout', '--quiet', '-b', 'feature');
    const head = server.commit('a.ts', key.line);
    for (const tag of ['refs/remotes/origin/main', 'origin/main', 'main', main.slice(0, 12)])
      server.developer.git('tag', tag, head);
    server.push('feature', '--tags');
    const checkout = server
      .checkout()
      .fetch(head, 'origin', 'refs/heads/feature:refs/remotes/origin/feature', 'refs/tags/*:refs/tags/*');
    const push = {
      ref: 'refs/heads/feature',
      before: ZEROS,
      after: head,
      repository: { default_branch: 'main' },
    };
    // A clone of one branch: the tag alone could be taken for what is lacking.
    expectUnknown(checkout.github('push', push).ci(), '+refs/heads/main:refs/remotes/origin/main');
    checkout.repository.git('fetch', '--quiet', 'origin', 'refs/heads/main:refs/remotes/origin/main');
    expectStopped(checkout.github('push', push).ci(), key);
    const short = checkout.ci('--base', main.slice(0, 12));
    expect(short.code, short.output).toBe(3);
    expect(short.output).toContain(`${main.slice(0, 12)}, stands for no commit in this clone, or for several`);
    for (const base of ['origin/main', 'refs/remotes/origin/main', main])
      expectStopped(checkout.ci('--base', base), key);
    checkout.repository.git('branch', 'main', main);
    expect(checkout.ci('--base', 'main').code).toBe(3);
    expectStopped(checkout.ci('--base', 'refs/heads/main'), key);
  });
});

describe('the name of a branch', () => {
  it('that is a secret is told, and shown in no report', () => {
    const server = new CiServer();
    const secret = token('openai-project-key');
    server.developer.git('checkout', '--quiet', '-b', `feature/${secret}`);
    const head = server.commit('a.ts', 'fine\n');
    server.push('--all');
    const checkout = server.checkout().fetch(head, 'origin', 'refs/heads/*:refs/remotes/origin/*');
    const event = (after: string) => ({
      ref: `refs/heads/feature/${secret}`,
      before: ZEROS,
      after,
      repository: { default_branch: 'main' },
    });
    const missing = head.replace(/./g, '9');
    for (const format of ['text', 'json', 'github', 'sarif', 'html']) {
      const found = checkout.github('push', event(head)).ci('--format', format);
      expect(found.code, found.output).toBe(1);
      const unknown = checkout.github('push', event(missing)).ci('--format', format);
      expect(unknown.code, unknown.output).toBe(3);
      for (const outcome of [found, unknown]) expectHidden(outcome, secret);
    }
  });
});

describe('an earlier push', () => {
  it('to the same branch does not excuse the next one', () => {
    const server = new CiServer();
    const key = leak();
    server.developer.git('checkout', '--quiet', '-b', 'feature');
    const before = server.commit('.hushkey.yaml', "exclude: ['**']\n");
    const after = server.commit('a.ts', key.line);
    server.push('feature');
    const checkout = server.checkout().fetch(after, 'origin', 'refs/heads/*:refs/remotes/origin/*');
    const event = { ref: 'refs/heads/feature', before, after, repository: { default_branch: 'main' } };
    const outcome = checkout.github('push', event).ci();
    expectStopped(outcome, key);
    expect(outcome.output).toContain('the configuration is that of main');
  });
});

describe('pattern files that the command names', () => {
  const blind = `provider: openai
name: OpenAI
category: ai
secrets:
  - id: openai-project-key
    name: finds nothing
    regex: zz-nothing-[a-z]{40}
    severity: low
    shapes: ['zz-nothing-{a-z:40}']
    examples: ['{secret}']
    counterexamples: ['zz-nothing-']
`;

  function branched(): TestRepository {
    const repository = new TestRepository();
    repository.stage('patterns/other.yaml', blind.replaceAll('openai-project-key', 'openai-other-key'));
    repository.commit();
    repository.git('checkout', '--quiet', '-b', 'feature');
    return repository;
  }

  it('are those of the base side, so that a range cannot make a pattern blind', () => {
    const [repository, key] = [branched(), leak()];
    repository.stage('patterns/openai.yaml', blind);
    repository.stage('a.ts', key.line);
    repository.commit();
    const outcome = repository.hushkey('ci', '--base', 'main', '--patterns', 'patterns');
    expectStopped(outcome, key);
    expect(outcome.output).toContain('patterns/openai.yaml  pattern file added');
  });

  it('are read from the disk when they lie outside of the repository, and so is a configuration', () => {
    const [repository, folder] = [branched(), temporaryFolder()];
    const [patterns, config] = [join(folder, 'openai.yaml'), join(folder, 'ci.yaml')];
    writeFileSync(patterns, blind);
    writeFileSync(config, "exclude: ['**']\n");
    repository.stage('a.ts', leak().line);
    repository.commit();
    expectClean(repository.hushkey('ci', '--base', 'main', '--config', config), 1);
    // The pattern that takes the place of the vendor's finds nothing, so that the vendor's family has it.
    expect(repository.hushkey('ci', '--base', 'main', '--patterns', patterns).output).toContain('openai-key-family');
  });
});

describe('what the base side said since the branch left it', () => {
  it('is no change of the range', () => {
    const repository = new TestRepository();
    repository.commit();
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.stage('b.ts', 'fine\n');
    repository.commit();
    repository.git('checkout', '--quiet', 'main');
    repository.stage('.hushkey.yaml', "exclude: ['docs/**']\n");
    repository.commit();
    repository.git('checkout', '--quiet', 'feature');
    const outcome = repository.hushkey('ci', '--base', 'main');
    expectClean(outcome, 1);
    expect(outcome.output).not.toContain('changes the policy');
  });
});

describe('a policy file that is too large', () => {
  it('is not read, and that is told', () => {
    const repository = new TestRepository();
    repository.commit();
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.stage('.hushkeyignore', Buffer.alloc((64 << 20) + 1, '#'));
    repository.commit();
    const outcome = repository.hushkey('ci', '--base', 'main');
    expectClean(outcome, 1);
    expect(outcome.output).toContain('cannot be used as the range leaves it');
  });
});

it('an empty --base is no branch', () => {
  const repository = new TestRepository();
  repository.commit();
  const outcome = repository.hushkey('ci', '--base=');
  expect(outcome.code, outcome.output).toBe(2);
  expect(outcome.stderr).toBe('hushkey: --base is a branch, tag or commit, and it is empty\n');
});

it('hushkey env, for which no configuration counts, takes none', () => {
  const outcome = new TestRepository().hushkey('env', '--config', 'x.yaml');
  expect(outcome.code, outcome.output).toBe(2);
  expect(outcome.stderr).toContain('unknown option --config');
});

it.each(['--strict=yes', '--strict=1', '--fetch='])('an option that is there or not takes no value: %s', (word) => {
  const outcome = new TestRepository().hushkey('ci', '--base', 'HEAD', word);
  expect(outcome.code, outcome.output).toBe(2);
  expect(outcome.stderr).toMatch(/^hushkey: --(?:strict|fetch) is there or not, and takes no value\n$/);
});

it('a word that is missing is asked for with the name of the command', () => {
  expect(new TestRepository().hushkey('commit-msg').stderr).toContain('"hushkey commit-msg --help"');
});
