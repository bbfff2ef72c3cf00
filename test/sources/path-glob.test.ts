import { describe, expect, it } from 'vitest';
import { pathGlob } from '../../src/sources/path-glob.js';

describe('a pattern for paths', () => {
  it.each([
    ['.env', ['.env', 'lib/.env', '.env/inside'], ['x.env', 'lib/.envs']],
    ['*.env', ['.env', 'a.env', 'lib/deep/a.env'], ['a.env.txt']],
    ['lib', ['lib/a', 'lib', 'src/lib/a'], ['liberal/a', 'a/libs']],
    ['lib/', ['lib/a', 'src/lib/a'], ['a']],
    ['/lib', ['lib/a'], ['src/lib/a']],
    ['./lib', ['lib/a'], ['src/lib/a']],
    ['src/lib', ['src/lib/a/b'], ['a/src/lib/b', 'src/libs']],
    ['src/*/test', ['src/a/test', 'src/b/test/c'], ['src/test', 'src/a/b/test']],
    ['src/**/test', ['src/test', 'src/a/test', 'src/a/b/test/c'], ['src/a/tests', 'test']],
    ['**/a', ['a', 'b/a', 'b/c/a'], ['b/c/ab']],
    ['a/**', ['a/b', 'a/b/c'], ['b/a']],
    ['**', ['a', 'a/b'], []],
    ['?.ts', ['a.ts', 'lib/b.ts'], ['.ts', 'ab.ts']],
    ['a*b*c', ['abc', 'axxbxxc', 'aabbcc'], ['ab', 'acb']],
    ['', [], ['a', 'a/b']],
  ])('%j', (pattern, meant, others) => {
    const isMeant = pathGlob(pattern);
    expect(meant.filter((path) => !isMeant(path))).toEqual([]);
    expect(others.filter(isMeant)).toEqual([]);
  });

  it('takes no time over many stars', () => {
    const isMeant = pathGlob(`${'*a'.repeat(50)}b`);
    const started = performance.now();
    expect(isMeant('a'.repeat(5000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
