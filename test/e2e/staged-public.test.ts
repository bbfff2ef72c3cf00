import { describe, expect, it } from 'vitest';
import { TestRepository } from '../support/repository.js';
import { catalogue, token } from '../support/token.js';

/** A repository in which a file with a publishable key is staged. */
function withPublicKey(): { repository: TestRepository; key: string } {
  const repository = new TestRepository();
  const key = token('stripe-publishable-key');
  repository.stage('site.ts', `const stripe = Stripe("${key}");\n`);
  return { repository, key };
}

it('knows publishable keys and does not refuse them', () => {
  const known = catalogue.patterns.filter((pattern) => pattern.public && 'literals' in pattern.anchor);
  expect(known.map(({ id }) => id)).toContain('stripe-publishable-key');
  const { repository } = withPublicKey();
  expect(repository.hushkey('staged')).toMatchObject({ code: 0 });
  repository.stage('site.ts', `const stripe = Stripe("${token('stripe-live-secret-key')}");\n`);
  expect(repository.hushkey('staged')).toMatchObject({ code: 1 });
});

describe('with --include-public', () => {
  it.each([
    ['as hooks call it', []],
    ['with other options', ['--min-confidence', 'low']],
  ])('staged reports them, and says that they are meant to be public (%s)', (_, options) => {
    const { repository, key } = withPublicKey();
    const { code, stdout } = repository.hushkey('staged', '--include-public', ...options);
    expect(code).toBe(1);
    expect(stdout).toMatch(/stripe-publishable-key\n {2}site\.ts:1:24\n/);
    expect(stdout).toContain('This key is meant to be public');
    expect(stdout).not.toContain(key);
  });

  it('history reports them', () => {
    const { repository } = withPublicKey();
    repository.commit();
    expect(repository.hushkey('history')).toMatchObject({ code: 0 });
    const { code, stdout } = repository.hushkey('history', '--include-public', '--format', 'json');
    expect(code).toBe(1);
    const [finding] = JSON.parse(stdout).findings;
    expect(finding).toMatchObject({ pattern: 'stripe-publishable-key', notes: [expect.stringMatching(/public/)] });
  });

  it('secrets are reported as ever', () => {
    const repository = new TestRepository();
    repository.stage('site.ts', `const stripe = Stripe("${token('stripe-live-secret-key')}");\n`);
    const { code, stdout } = repository.hushkey('staged', '--include-public');
    expect(code).toBe(1);
    expect(stdout).not.toContain('meant to be public');
  });
});
