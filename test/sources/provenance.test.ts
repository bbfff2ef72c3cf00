import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readAncestry } from '../../src/git/ancestry/read-ancestry.js';
import { ObjectStore } from '../../src/git/packs/object-store.js';
import { type Located, provenance } from '../../src/sources/provenance.js';
import type { Story } from '../../src/sources/source.js';
import { corrupt, lose } from '../support/damage.js';
import { leaveHook } from '../support/outside-hooks.js';
import { TestRepository } from '../support/repository.js';

// What the history says of an object: who brought it, who had it last, what still leads to it, whether it was pushed.

beforeEach(leaveHook);

async function locate(repository: TestRepository, ids: readonly string[], cwd = '.'): Promise<Located> {
  const folder = join(repository.folder, cwd);
  const store = await ObjectStore.open(folder);
  const { ancestry, complaints } = await readAncestry(store, new Set(ids), folder);
  const located = provenance(ancestry, (id) => store.read(id), complaints.length === 0);
  store.close();
  return located;
}

async function storyOf(repository: TestRepository, id: string, cwd = '.'): Promise<Story | undefined> {
  return (await locate(repository, [id], cwd)).story(new Set([id]));
}

const names = (story: Story | undefined) => story?.reachedBy.map(({ kind, name }) => `${kind} ${name}`);

/** A repository with one commit, and another one that has the file `leak`, on the branch that is checked out. */
function withLeak(): { repository: TestRepository; commit: string; blob: string } {
  const repository = new TestRepository();
  repository.stage('README.md', 'begin\n');
  repository.commit('begin');
  repository.stage('lib/leak', 'leak\n');
  const commit = repository.commit('the leak\n\nand more');
  return { repository, commit, blob: repository.git('rev-parse', 'HEAD:lib/leak') };
}

describe('the first and the last commit', () => {
  it('are those that had it, with author, date and subject', async () => {
    const { repository, commit, blob } = withLeak();
    repository.stage('other', 'other\n');
    const last = repository.commit('something else');
    repository.git('rm', '--quiet', 'lib/leak');
    repository.commit('remove');
    expect(await storyOf(repository, blob)).toMatchObject({
      first: {
        commit,
        author: 'Ada Author <ada@example.test>',
        date: '2026-01-02T03:04:05+02:00',
        subject: 'the leak',
      },
      last: { commit: last, subject: 'something else' },
      inHead: false,
      pushed: false,
    });
  });

  it('are those of all objects of a secret together', async () => {
    const { repository, commit, blob } = withLeak();
    repository.stage('lib/leak', 'leak in another version\n');
    const second = repository.commit('second');
    const other = repository.git('rev-parse', 'HEAD:lib/leak');
    const { story } = await locate(repository, [blob, other, second]);
    expect(story(new Set([blob, other]))).toMatchObject({ first: { commit }, last: { commit: second }, inHead: true });
    expect(story(new Set([blob]))).toMatchObject({ first: { commit }, last: { commit }, inHead: false });
    expect(story(new Set([second]))).toMatchObject({ first: { commit: second }, inHead: true });
    expect(story(new Set(['12'.repeat(20)]))).toBeUndefined();
  });

  it('are told of what was amended away, when no commit that counts has it', async () => {
    const { repository, blob, commit } = withLeak();
    repository.git('rm', '--quiet', 'lib/leak');
    repository.git('commit', '--quiet', '--amend', '--allow-empty', '--message', 'amended');
    repository.git('reflog', 'expire', '--expire=all', '--all');
    const { origins, story } = await locate(repository, [blob]);
    expect(origins.get(blob)).toEqual([]);
    expect(story(new Set([blob]))).toMatchObject({ first: { commit }, last: { commit }, reachedBy: [], inHead: false });
  });

  it('has no subject when the message is empty', async () => {
    const repository = new TestRepository();
    repository.stage('leak', 'leak\n');
    repository.git('commit', '--quiet', '--allow-empty-message', '--message', '');
    const story = await storyOf(repository, repository.git('rev-parse', 'HEAD:leak'));
    expect(story?.first).not.toHaveProperty('subject');
  });
});

describe('what still leads to it', () => {
  it('is a branch, and whatever else contains the commit', async () => {
    const { repository, blob } = withLeak();
    repository.git('branch', 'other');
    repository.git('branch', 'before', 'HEAD~1');
    repository.git('tag', 'light');
    repository.git('tag', '--annotate', '--message', 'x', 'heavy');
    repository.git('tag', '--annotate', '--message', 'x', 'tag-of-a-tag', 'heavy');
    repository.git('update-ref', 'refs/pull/1/head', 'HEAD');
    repository.git('rm', '--quiet', 'lib/leak');
    repository.commit('remove');
    expect(names(await storyOf(repository, blob))).toEqual([
      'branch main',
      'branch other',
      'tag heavy',
      'tag light',
      'tag tag-of-a-tag',
      'other refs/pull/1/head',
    ]);
  });

  it('is a remote-tracking ref when it was pushed, once although two names lead there', async () => {
    const { repository, blob } = withLeak();
    repository.git('clone', '--quiet', '--bare', '.', '../remote');
    repository.git('remote', 'add', 'origin', '../remote');
    repository.git('fetch', '--quiet', 'origin');
    repository.git('remote', 'set-head', 'origin', 'main');
    repository.stage('later', 'later\n');
    repository.commit('later');
    const later = repository.git('rev-parse', 'HEAD:later');
    const { story } = await locate(repository, [blob, later]);
    expect(names(story(new Set([blob])))).toEqual(['branch main', 'remote origin/main']);
    expect(story(new Set([blob]))?.pushed).toBe(true);
    expect(story(new Set([later]))).toMatchObject({ pushed: false, inHead: true });
  });

  it('is a HEAD that is on no branch, here or in another worktree', async () => {
    const { repository, blob } = withLeak();
    repository.git('switch', '--quiet', '--detach');
    repository.git('branch', '--quiet', '--force', 'main', 'HEAD~1');
    expect(names(await storyOf(repository, blob))).toEqual(['head HEAD']);
    repository.git('worktree', 'add', '--quiet', '../tree', 'main');
    const story = await storyOf(repository, blob, '../tree');
    expect(names(story)).toEqual([`head HEAD of ${repository.folder}`]);
    expect(story?.inHead).toBe(false);
  });

  it('is the stash, the newest and older ones', async () => {
    const { repository } = withLeak();
    const blobs = ['one\n', 'two\n'].map((text) => {
      repository.stage('README.md', text);
      repository.git('stash', '--quiet');
      return repository.git('rev-parse', 'refs/stash:README.md');
    });
    expect(names(await storyOf(repository, blobs[1] as string))).toEqual(['stash stash@{0}']);
    expect(names(await storyOf(repository, blobs[0] as string))).toEqual(['stash stash@{1}']);
  });

  it('is a note', async () => {
    const { repository } = withLeak();
    repository.git('notes', 'add', '--message', 'a note', 'HEAD');
    const blob = repository.git('rev-parse', `refs/notes/commits:${repository.git('rev-parse', 'HEAD')}`);
    expect(names(await storyOf(repository, blob))).toEqual(['note commits']);
  });

  it('is only a reflog when no ref leads there any more', async () => {
    const { repository, blob } = withLeak();
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    const story = await storyOf(repository, blob);
    expect(names(story)).toEqual(['reflog HEAD', 'reflog main']);
    expect(story).toMatchObject({ first: { subject: 'the leak' }, pushed: false, inHead: false });
  });

  it('is the reflog of another worktree', async () => {
    const { repository, blob } = withLeak();
    repository.git('worktree', 'add', '--quiet', '--detach', '../tree');
    repository.run('git', ['reset', '--quiet', '--hard', 'HEAD~1'], { cwd: '../tree' });
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    for (const log of ['HEAD', 'main']) repository.git('reflog', 'delete', '--updateref', `${log}@{1}`);
    writeFileSync(join(repository.folder, '.git/logs/HEAD'), '');
    writeFileSync(join(repository.folder, '.git/logs/refs/heads/main'), '');
    expect(names(await storyOf(repository, blob))).toEqual(['reflog worktrees/tree/HEAD']);
  });

  it('is what a reflog says was there before its oldest entry', async () => {
    const { repository, blob, commit } = withLeak();
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    const now = repository.git('rev-parse', 'HEAD');
    writeFileSync(
      join(repository.folder, '.git/logs/HEAD'),
      `${commit} ${now} A <a@example.test> 1700000000 +0000\treset\n`,
    );
    writeFileSync(join(repository.folder, '.git/logs/refs/heads/main'), '');
    expect(names(await storyOf(repository, blob))).toEqual(['reflog what a reflog began with']);
  });

  it('is a tag that names a tree or a blob', async () => {
    const { repository } = withLeak();
    repository.stage('deep/in/a/tree', 'in a tree\n');
    const tree = repository.git('write-tree');
    const blob = repository.git('rev-parse', `${tree}:deep/in/a/tree`);
    repository.git('reset', '--quiet', '--hard');
    repository.git('tag', '--annotate', '--message', 'a tree', 'tree', tree);
    const alone = repository.run('git', ['hash-object', '-w', '--stdin'], { input: 'alone\n' }).stdout.trim();
    repository.git('tag', 'alone', alone);
    const { origins, story } = await locate(repository, [blob, alone]);
    expect(origins.get(blob)).toEqual([{ path: 'deep/in/a/tree' }]);
    expect(names(story(new Set([blob])))).toEqual(['tag tree']);
    expect(origins.get(alone)).toEqual([{}]);
    expect(names(story(new Set([alone])))).toEqual(['tag alone']);
  });

  it('is the tag for its own message', async () => {
    const { repository } = withLeak();
    repository.git('tag', '--annotate', '--message', 'leak', 'inner');
    const tag = repository.git('rev-parse', 'refs/tags/inner');
    repository.git('tag', '--annotate', '--message', 'x', 'outer', 'inner');
    repository.git('tag', '--delete', 'inner');
    const { origins, story } = await locate(repository, [tag]);
    expect(origins.get(tag)).toMatchObject([{ author: 'Carl Committer <carl@example.test>' }]);
    expect(names(story(new Set([tag])))).toEqual(['tag outer']);
  });

  it('is nothing for what was only staged', async () => {
    const { repository } = withLeak();
    repository.stage('staged', 'staged\n');
    const blob = repository.git('rev-parse', ':staged');
    expect(await storyOf(repository, blob)).toEqual({ inHead: false, reachedBy: [], pushed: false });
  });
});

describe('a submodule', () => {
  it('is no place of a commit of this repository', async () => {
    const { repository, commit } = withLeak();
    repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},vendor`);
    repository.commit('its own submodule');
    const { origins } = await locate(repository, [commit]);
    expect(origins.get(commit)).toMatchObject([{ commit }]);
    expect(origins.get(commit)?.[0]).not.toHaveProperty('path');
  });
});

describe('what cannot be followed', () => {
  it.each([
    ['a commit', 'HEAD~1', lose],
    ['a tree', 'HEAD~1^{tree}', lose],
    ['a folder', 'HEAD~1:lib', lose],
    ['a commit that is damaged', 'HEAD~1', corrupt],
    ['a tree that is damaged', 'HEAD~1^{tree}', corrupt],
    ['a tagged object', 'refs/tags/blob^{}', lose],
  ])('is told, and nothing is called unreachable: %s', async (_, name, harm) => {
    const { repository } = withLeak();
    repository.git('tag', '--annotate', '--message', 'x', 'blob', 'HEAD:README.md');
    repository.git('tag', '--delete', 'blob');
    repository.stage('alone', 'alone\n');
    const blob = repository.git('rev-parse', ':alone');
    if (name.includes('blob')) repository.git('tag', '--annotate', '--message', 'x', 'blob', blob);
    repository.git('rm', '--quiet', '--cached', 'alone');
    repository.git('rm', '--quiet', 'lib/leak');
    repository.commit('remove');
    const dangling = repository.run('git', ['hash-object', '-w', '--stdin'], { input: 'dangling\n' }).stdout.trim();
    const id = harm(repository, name);
    const { origins, story, unfollowed } = await locate(repository, [dangling]);
    expect(unfollowed.map((each) => each.id)).toEqual([id]);
    expect(unfollowed[0]?.reason).toMatch(/missing|damaged|cannot be read/);
    expect(origins.has(dangling)).toBe(false);
    expect(story(new Set([dangling]))).toBeUndefined();
  });

  it('is not told of what nothing leads to', async () => {
    const { repository, blob } = withLeak();
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    repository.git('reflog', 'expire', '--expire=all', '--all');
    lose(repository, `${blob}`);
    const { unfollowed } = await locate(repository, [blob]);
    expect(unfollowed).toEqual([]);
  });

  it('is no secret where a shallow clone ends', async () => {
    const { repository, commit, blob } = withLeak();
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.folder}`, '../shallow');
    const { origins, unfollowed } = await locate(repository, [blob], '../shallow');
    expect(unfollowed).toEqual([]);
    expect(origins.get(blob)).toMatchObject([{ commit, path: 'lib/leak' }]);
  });
});
