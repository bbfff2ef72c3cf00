import type { Finding, SecretHistory } from '../../src/policy/finding.js';
import type { NamedCommit } from '../../src/sources/source.js';
import { findingWith, locationWith } from './finding.js';

/** A commit for a test. */
export function commitWith(parts: Partial<NamedCommit> = {}): NamedCommit {
  return {
    commit: '3f2a9c01b2d43f2a9c01b2d43f2a9c01b2d43f2a',
    author: 'Ada Author <ada@example.test>',
    date: '2026-01-02T03:04:05+02:00',
    subject: 'Add the client',
    ...parts,
  };
}

/** The history of a secret that one local branch has, for a test. */
export function historyWith(parts: Partial<SecretHistory> = {}): SecretHistory {
  const reachedBy = parts.reachedBy ?? [{ kind: 'branch', name: 'main' }];
  return {
    first: commitWith(),
    last: commitWith({ commit: '8d1e77aa00ff8d1e77aa00ff8d1e77aa00ff8d1e', subject: 'Tidy up' }),
    paths: ['src/app.ts'],
    inHead: false,
    reachedBy,
    reachedByCount: reachedBy.length,
    pushed: false,
    unreachable: false,
    ...parts,
  };
}

/** The history of what nothing leads to any more. */
export function lostHistory(): SecretHistory {
  const { first, last, ...history } = historyWith({ reachedBy: [], unreachable: true, paths: [] });
  return history;
}

/** A finding of a history, for a test. */
export function pastFinding(history: Partial<SecretHistory> = {}, parts: Partial<Finding> = {}): Finding {
  const locations = [locationWith({ commit: commitWith().commit, blob: 'b10b'.repeat(10) })];
  return findingWith({ new: false, locations, history: historyWith(history), ...parts });
}
