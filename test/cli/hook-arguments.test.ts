import { describe, expect, it } from 'vitest';
import { hookArguments } from '../../src/cli/hook-arguments.js';
import { DEFAULT_OPTIONS } from '../../src/cli/options.js';

const read = (words: string) => hookArguments(words.split(' ').filter((word) => word !== ''));

describe('the words that hooks use', () => {
  it.each([
    ['staged', false, []],
    ['--staged', false, []],
    ['staged --quiet', true, []],
    ['--staged --quiet', true, []],
    ['staged a b', false, ['a', 'b']],
    ['--staged a b', false, ['a', 'b']],
    ['staged a --quiet b', true, ['a', 'b']],
    ['staged -- a', false, ['a']],
    ['staged -- --quiet -x', false, ['--quiet', '-x']],
    ['staged a -- b', false, ['b', 'a']],
    ['staged -- a -- b', false, ['a', '--', 'b']],
    ['staged [id].ts *.ts', false, ['[id].ts', '*.ts']],
  ])('are read from %j', (words, quiet, paths) => {
    const options = read(words);
    expect(options).toEqual({ ...DEFAULT_OPTIONS, quiet, paths: expect.anything() });
    expect([...(options?.paths ?? [])].sort()).toEqual([...paths].sort());
  });

  it.each([
    ['staged', undefined],
    ['staged --include-public', true],
    ['--staged a --include-public --quiet', true],
    ['staged -- --include-public', undefined],
  ])('ask for public keys, or leave it to the policy: %j', (words, includePublic) => {
    expect(read(words)).toMatchObject({ includePublic });
  });

  it.each([
    ['staged', undefined],
    ['staged --no-known', false],
    ['--staged a --no-known', false],
    ['staged -- --no-known', undefined],
  ])('ask for what is known by value, or not: %j', (words, known) => {
    expect(read(words)?.known).toBe(known);
  });

  it.each(['', 'history', 'env', '--help', '--version', 'stage', 'staged --help', 'staged --format json', 'staged -q'])(
    'are left to the full parser: %j',
    (words) => {
      expect(read(words)).toBeUndefined();
    },
  );

  it.each(['staged --quiet=false', 'staged --no-color', 'staged - '])('are not guessed from %j', (words) => {
    expect(read(words)).toBeUndefined();
  });
});
