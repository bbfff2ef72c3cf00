import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GitFailedError, GitUnusableError } from '../../src/git/git-error.js';
import { lastWords, runGit } from '../../src/git/spawn.js';
import { gitShim } from '../support/git-shim.js';
import { leaveHook } from '../support/outside-hooks.js';
import { TestRepository } from '../support/repository.js';

beforeEach(leaveHook);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('runGit', () => {
  it('hands over what it is given as one argument each, past any shell', async () => {
    const repository = new TestRepository();
    const value = '$(id); `id` "quoted" \'too\' | & > *';
    repository.git('config', 'some.value', value);
    const output = await runGit(['config', '--get', 'some.value'], { cwd: repository.folder });
    expect(output.toString()).toBe(`${value}\n`);
  });

  it('reads and writes bytes as they are', async () => {
    const repository = new TestRepository();
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const id = await runGit(['hash-object', '-w', '--stdin'], { cwd: repository.folder, input: bytes });
    expect(await runGit(['cat-file', 'blob', id.toString().trim()], { cwd: repository.folder })).toEqual(bytes);
  });

  it('fails with what git said last, in English', async () => {
    vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
    const { folder } = new TestRepository();
    const failure = runGit(['rev-parse', '--verify', 'nothing'], { cwd: folder });
    await expect(failure).rejects.toThrow(GitFailedError);
    await expect(failure).rejects.toMatchObject({ detail: 'Needed a single revision' });
  });

  it('accepts an exit code that is an answer', async () => {
    const { folder } = new TestRepository();
    expect(await runGit(['config', '--get', 'no.such'], { cwd: folder, accept: [1] })).toEqual(Buffer.alloc(0));
  });

  it('tells a git that is missing from one that fails', async () => {
    vi.stubEnv('PATH', '/nowhere');
    await expect(runGit(['--version'])).rejects.toThrow(GitUnusableError);
  });

  it('is not stopped by a git that reads none of its input', async () => {
    vi.stubEnv('PATH', gitShim('exit 0'));
    expect(await runGit(['hash-object', '--stdin'], { input: Buffer.alloc(1 << 22) })).toEqual(Buffer.alloc(0));
  });

  it('keeps only the end of a flood of warnings', async () => {
    vi.stubEnv('PATH', gitShim('yes "warning: noise" | head -100000 >&2; echo "fatal: the end" >&2; exit 128'));
    await expect(runGit(['status'])).rejects.toMatchObject({ detail: 'the end' });
  });
});

describe('lastWords', () => {
  it.each([
    ['fatal: not a git repository\n', 'not a git repository'],
    ['error: one\nfatal: two\n', 'two'],
    ['fatal: two\n12:00 trace.c: noise\n', 'two'],
    ['something else\nand more\n', 'and more'],
    ['', ''],
  ])('finds in %j the reason %j', (stderr, reason) => {
    expect(lastWords(stderr)).toBe(reason);
  });
});
