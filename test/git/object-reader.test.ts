import { chmodSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { emptyTree } from '../../src/git/empty-tree.js';
import { GitUnusableError } from '../../src/git/git-error.js';
import { baseTree } from '../../src/git/head.js';
import { ObjectReader } from '../../src/git/object-reader.js';
import { leaveHook } from '../support/outside-hooks.js';
import { TestRepository, temporaryFolder } from '../support/repository.js';

beforeEach(leaveHook);

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Stores a blob as a loose object. @returns its id */
function blob(repository: TestRepository, content: string): string {
  return repository.run('git', ['hash-object', '-w', '--stdin'], { input: content }).stdout.trim();
}

function looseFile(repository: TestRepository, id: string): string {
  return join(repository.folder, '.git', 'objects', id.slice(0, 2), id.slice(2));
}

it('answers many requests at once, each with its own object', async () => {
  const repository = new TestRepository();
  const contents = Array.from({ length: 200 }, (_, i) => `content ${i}\n`.repeat(i));
  const ids = contents.map((content) => blob(repository, content));
  const reader = new ObjectReader(repository.folder);
  const answers = await Promise.all(ids.map((id) => reader.read(id)));
  reader.close();
  expect(answers.map((answer) => answer.found && answer.bytes.toString())).toEqual(contents);
});

it('tells types, and reads revisions as git does', async () => {
  const repository = new TestRepository();
  repository.stage('a.ts', 'start();\n');
  const commit = repository.commit();
  repository.git('tag', '--annotate', '--message', 'a tag', 'v1');
  const reader = new ObjectReader(repository.folder);
  const types = ['HEAD', 'HEAD^{tree}', 'v1', 'HEAD:a.ts'].map((name) => reader.read(name));
  expect((await Promise.all(types)).map((answer) => answer.found && answer.type)).toEqual([
    'commit',
    'tree',
    'tag',
    'blob',
  ]);
  expect(await reader.read('HEAD')).toMatchObject({ id: commit });
  reader.close();
});

it('says what is missing, and reads on', async () => {
  const repository = new TestRepository();
  const id = blob(repository, 'here');
  const reader = new ObjectReader(repository.folder);
  expect(await reader.read('1'.repeat(40))).toMatchObject({ found: false, fatal: false });
  expect(await reader.read(id)).toMatchObject({ found: true });
  reader.close();
});

it('answers every request behind an object that git dies of', async () => {
  const repository = new TestRepository();
  const contents = Array.from({ length: 40 }, (_, i) => `${i}\n${'filler '.repeat(5000)}`);
  const ids = contents.map((content) => blob(repository, content));
  const broken = [0, 7, 8, 39];
  for (const index of broken) {
    const file = looseFile(repository, ids[index] as string);
    chmodSync(file, 0o644);
    truncateSync(file, 60);
  }
  const reader = new ObjectReader(repository.folder);
  const answers = await Promise.all(ids.map((id) => reader.read(id)));
  reader.close();
  for (const [index, answer] of answers.entries()) {
    if (broken.includes(index)) expect(answer).toMatchObject({ found: false, reason: expect.stringMatching(/\S/) });
    else expect(answer).toMatchObject({ found: true, bytes: Buffer.from(contents[index] as string) });
  }
});

it('reads an object only for the one who asks again after it was lost', async () => {
  const repository = new TestRepository();
  const id = blob(repository, 'here');
  const reader = new ObjectReader(repository.folder);
  rmSync(looseFile(repository, id));
  expect(await reader.read(id)).toMatchObject({ found: false });
  blob(repository, 'here');
  expect(await reader.read(id)).toMatchObject({ found: true });
  reader.close();
});

it('says outside a repository that git gave up, and why', async () => {
  const reader = new ObjectReader(temporaryFolder());
  expect(await reader.read('HEAD')).toMatchObject({
    found: false,
    fatal: true,
    reason: expect.stringContaining('not a git repository'),
  });
  await expect(baseTree(reader)).rejects.toThrow(GitUnusableError);
});

it('fails each request when git cannot be started, and those made later', async () => {
  vi.stubEnv('PATH', '/nowhere');
  const reader = new ObjectReader();
  const requests = [reader.read('HEAD'), reader.read('HEAD')];
  for (const request of requests) await expect(request).rejects.toThrow(GitUnusableError);
  await expect(reader.read('HEAD')).rejects.toThrow(GitUnusableError);
});

it.each([
  ['sha1', '4b825dc642cb6eb9a060e54bf8d69288fbee4904'],
  ['sha256', '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321'],
])('knows the empty tree of a %s repository', async (hash, id) => {
  const repository = new TestRepository([`--object-format=${hash}`]);
  const reader = new ObjectReader(repository.folder);
  expect(await emptyTree(reader)).toBe(id);
  expect(await baseTree(reader)).toBe(id);
  repository.stage('a.ts', 'start();\n');
  repository.commit();
  expect(await baseTree(reader)).toBe(repository.git('rev-parse', 'HEAD^{tree}'));
  reader.close();
});
