import { describe, expect, it } from 'vitest';
import { gateArguments } from '../../src/cli/gate-arguments.js';
import { DEFAULT_OPTIONS } from '../../src/cli/options.js';

const read = (words: string) => gateArguments(words.split(' '));

describe('the words that git gives its hooks', () => {
  it.each([
    ['pre-push origin https://example.test/a.git', 'pre-push', ['origin', 'https://example.test/a.git'], false],
    ['pre-push --quiet origin', 'pre-push', ['origin'], true],
    ['pre-receive', 'pre-receive', [], false],
    ['commit-msg .git/COMMIT_EDITMSG', 'commit-msg', ['.git/COMMIT_EDITMSG'], false],
    ['merge-commit .git/MERGE_MSG merge', 'merge-commit', ['.git/MERGE_MSG', 'merge'], false],
    ['merge-commit', 'merge-commit', [], false],
  ])('are read from %j', (words, gate, rest, quiet) => {
    expect(read(words)).toEqual({ gate, words: rest, options: { ...DEFAULT_OPTIONS, quiet } });
  });

  it.each([
    'staged',
    'pre-push origin --format json',
    'pre-push a b c',
    'pre-receive word',
    'commit-msg',
    'commit-msg a b',
    'commit-msg -- a',
    'ci',
  ])('are not %j: that is for the full parser', (words) => {
    expect(read(words)).toBeUndefined();
  });
});
