import type { NamedCommit, Story } from '../sources/source.js';
import type { Location, SecretHistory } from './finding.js';
import { withoutTokens } from './redact.js';
import type { SecretMask } from './secret-mask.js';

/** A release has hundreds of tags; who wants them all asks git. */
const MOST_REACHES = 100;

/** What a finding tells of its history. Nothing of a secret is in it, though authors, messages and refs can hold one. */
export function secretHistory(story: Story, locations: readonly Location[], mask: SecretMask): SecretHistory {
  const { first, last, inHead, reachedBy, pushed } = story;
  return {
    ...(first !== undefined && { first: shown(first, mask) }),
    ...(last !== undefined && { last: shown(last, mask) }),
    paths: [...new Set(locations.flatMap(({ path }) => (path === undefined ? [] : [path])))],
    inHead,
    reachedBy: reachedBy.slice(0, MOST_REACHES).map(({ kind, name }) => ({ kind, name: mask.hideInName(name) })),
    reachedByCount: reachedBy.length,
    pushed,
    unreachable: reachedBy.length === 0 && !inHead && !pushed,
  };
}

/** Somebody writes another key into a message, which no pattern knows: a first line can bear that less than a word too few. */
function shown({ commit, author, date, subject }: NamedCommit, mask: SecretMask): NamedCommit {
  return {
    commit,
    ...(author !== undefined && { author: mask.hideInName(author) }),
    ...(date !== undefined && { date }),
    ...(subject !== undefined && { subject: withoutTokens(mask.hideInName(subject)) }),
  };
}
