import { expect, it } from 'vitest';
import { TestRepository } from '../support/repository.js';
import { catalogue, token } from '../support/token.js';

it('knows publishable keys and does not refuse them', () => {
  const known = catalogue.patterns.filter((pattern) => pattern.public && 'literals' in pattern.anchor);
  expect(known.map(({ id }) => id)).toContain('stripe-publishable-key');
  const repo = new TestRepository();
  repo.stage('site.ts', `const stripe = Stripe("${token('stripe-publishable-key')}");\n`);
  expect(repo.hushkey('staged')).toMatchObject({ code: 0 });
  repo.stage('site.ts', `const stripe = Stripe("${token('stripe-live-secret-key')}");\n`);
  expect(repo.hushkey('staged')).toMatchObject({ code: 1 });
});
