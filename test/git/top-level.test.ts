import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GitFailedError, GitUnusableError } from '../../src/git/git-error.js';
import { refusal } from '../../src/git/head.js';
import { topLevel } from '../../src/git/top-level.js';
import { leaveHook } from '../support/outside-hooks.js';
import { TestRepository, temporaryFolder } from '../support/repository.js';

beforeEach(leaveHook);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('topLevel', () => {
  it('is the same from every folder', async () => {
    const { folder } = new TestRepository();
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    expect(await topLevel(folder)).toBe(folder);
    expect(await topLevel(join(folder, 'a/b'))).toBe(folder);
  });

  it('keeps a line feed at the end of the name of a folder', async () => {
    const folder = join(temporaryFolder(), 'odd\n');
    mkdirSync(folder);
    new TestRepository().git('init', '--quiet', folder);
    expect(await topLevel(folder)).toBe(folder);
  });

  it('is nowhere outside a repository, and in a bare one', async () => {
    await expect(topLevel(temporaryFolder())).rejects.toThrow('this is not a git repository');
    await expect(topLevel(new TestRepository(['--bare']).folder)).rejects.toThrow('this is a bare repository');
  });
});

describe('refusal', () => {
  it('blames the user where the user can help it, and git where not', () => {
    expect(refusal('not a git repository (or any of the parent directories): .git')).toBeInstanceOf(GitUnusableError);
    expect(refusal("detected dubious ownership in repository at '/x'")).toBeInstanceOf(GitFailedError);
    expect(refusal("detected dubious ownership in repository at '/x'").message).toContain('safe.directory');
    expect(refusal('index file corrupt').message).toContain('index file corrupt');
  });
});
