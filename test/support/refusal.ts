import { expect } from 'vitest';
import type { Outcome, TestRepository } from './repository.js';
import { token } from './token.js';

/** A secret and a line of code that holds it. */
export interface Leak {
  readonly secret: string;
  /** `key = "…"`: the secret begins at column 8. */
  readonly line: string;
}

/** A freshly drawn key of a pattern, on a line of code. */
export function leak(pattern = 'openai-project-key'): Leak {
  const secret = token(pattern);
  return { secret, line: `key = "${secret}"\n` };
}

/**
 * Fails unless the run refused these secrets at these places (`path:line:column`) and no others, and kept them to itself.
 */
export function expectRefused(outcome: Outcome, leaks: Leak | readonly Leak[], places: readonly string[]): void {
  const secrets = [leaks].flat();
  expect(outcome.code, outcome.output).toBe(1);
  expect(outcome.output).toContain(
    `hushkey: commit refused, ${secrets.length} secret${secrets.length === 1 ? '' : 's'} in what is staged`,
  );
  expect(placesIn(outcome).sort()).toEqual([...places].sort());
  for (const { secret } of secrets) expectHidden(outcome, secret);
}

/** Fails unless the run found nothing, read everything, and said so in one line. */
export function expectPassed(outcome: Outcome): void {
  expect(outcome.code, outcome.output).toBe(0);
  expect(outcome.output).toMatch(/^hushkey: no secrets \(.*\).*\n$/);
}

/** Fails unless `git commit ARGS` was stopped by the hook for these secrets, and no commit came of it. */
export function expectCommitRefused(
  repository: TestRepository,
  args: readonly string[],
  leaks: Leak | readonly Leak[],
  places: readonly string[],
): void {
  const before = head(repository);
  expectRefused(repository.tryGit('commit', '--message', 'a message', ...args), leaks, places);
  expect(head(repository)).toBe(before);
}

/** Fails unless `git commit ARGS` made a commit, and the hook had scanned it. */
export function expectCommitted(repository: TestRepository, args: readonly string[] = []): void {
  const before = head(repository);
  const outcome = repository.tryGit('commit', '--message', 'a message', ...args);
  expect(outcome.code, outcome.output).toBe(0);
  expect(outcome.output).toContain('hushkey: no secrets (');
  expect(head(repository)).not.toBe(before);
}

/** Fails when a piece of the secret that is more than its vendor's prefix or its last four characters was shown. */
export function expectHidden(outcome: Outcome, secret: string): void {
  for (let at = PREFIX; at + PIECE <= secret.length; at++)
    expect(outcome.output.includes(secret.slice(at, at + PIECE)), `a piece of a secret in: ${outcome.output}`).toBe(
      false,
    );
}

const PREFIX = 8;
const PIECE = 8;

/** The commit that HEAD names; empty before the first one. */
export function head(repository: TestRepository): string {
  return repository.tryGit('rev-parse', '--verify', '--quiet', 'HEAD').stdout.trim();
}

/** Every `path:line:column` of a text report, in its order. */
function placesIn({ output }: Outcome): string[] {
  return [...output.matchAll(/^ {2}(.*:\d+:\d+)$/gm)].map(([, place]) => place as string);
}
