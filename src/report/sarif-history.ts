import type { SecretHistory } from '../policy/finding.js';
import type { NamedCommit } from '../sources/source.js';
import { visible } from './escape/visible.js';
import { reachWords } from './history-text.js';

/** Enough to know where to begin; a report of many secrets must stay small enough to be uploaded. */
const MOST_NAMES = 20;

/** What the history says of a secret, for the properties of a result. */
export function sarifHistory(history: SecretHistory | undefined) {
  if (history === undefined) return {};
  const { first, last, inHead, pushed, unreachable, reachedBy, reachedByCount } = history;
  return {
    history: {
      ...(first !== undefined && { first: named(first) }),
      ...(last !== undefined && { last: named(last) }),
      inHead,
      pushed,
      unreachable,
      reachedBy: reachedBy.slice(0, MOST_NAMES).map(reachWords),
      reachedByCount,
    },
  };
}

function named({ commit, author, date, subject }: NamedCommit) {
  return {
    commit,
    ...(author !== undefined && { author: visible(author) }),
    ...(date !== undefined && { date }),
    ...(subject !== undefined && { subject: visible(subject) }),
  };
}
