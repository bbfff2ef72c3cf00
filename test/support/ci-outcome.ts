import { expect } from 'vitest';
import { expectHidden, type Leak } from './refusal.js';
import type { Outcome } from './repository.js';

/** Fails unless the gate found these secrets and no others, said so, and kept them to itself. */
export function expectStopped(outcome: Outcome, ...leaks: readonly Leak[]): void {
  expect(outcome.code, outcome.output).toBe(1);
  expect(outcome.output).toContain(`hushkey: ${leaks.length} secret${leaks.length === 1 ? '' : 's'} in what is new`);
  expect(outcome.output).toContain('the control was found');
  for (const { secret } of leaks) expectHidden(outcome, secret);
}

/** Fails unless the gate read so many commits, all of them, and found nothing. */
export function expectClean(outcome: Outcome, commits: number): void {
  expect(outcome.code, outcome.output).toBe(0);
  expect(outcome.output).toContain('hushkey: no secrets (');
  expect(outcome.output).toMatch(new RegExp(`, ${commits} commits?, \\d+ objects?, .*, 0 gaps; the control was found`));
}

/** Fails unless the gate said that it cannot know what is new, and told these lines as what to do. */
export function expectUnknown(outcome: Outcome, ...lines: readonly string[]): void {
  expect(outcome.code, outcome.output).toBe(3);
  expect(outcome.output).toContain('not scanned  the range of this run');
  expect(outcome.output).not.toContain('no secrets (');
  for (const line of [...lines, 'hushkey ci --fetch']) expect(outcome.output).toContain(line);
}
