import { beforeEach, describe, expect, it } from 'vitest';
import { Ancestry } from '../../../src/git/ancestry/ancestry.js';
import { CommitCollector } from '../../../src/git/ancestry/commit-collector.js';
import { objectOrigins } from '../../../src/git/ancestry/origins.js';
import { readAncestry } from '../../../src/git/ancestry/read-ancestry.js';
import { namesReaching, objectStories } from '../../../src/git/ancestry/stories.js';
import { readTips } from '../../../src/git/ancestry/tips.js';
import { TreeCollector } from '../../../src/git/ancestry/tree-collector.js';
import { SHA1 } from '../../../src/git/packs/object-format.js';
import { ObjectStore } from '../../../src/git/packs/object-store.js';
import type { StoredObject } from '../../../src/git/packs/stored-object.js';
import { objectOrigins as originsByDiff } from '../../support/diff-origins.js';
import { leaveHook } from '../../support/outside-hooks.js';
import { TestRepository } from '../../support/repository.js';
import { tangledRepository } from '../../support/tangled-history.js';

// The oracles are git's own: `git diff-tree` for where an object entered, `git ls-tree` and `git rev-list` for the rest.

beforeEach(leaveHook);

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

function objectsOfType(repository: TestRepository, type: string): string[] {
  const list = lines(repository.git('cat-file', '--batch-all-objects', '--batch-check=%(objecttype) %(objectname)'));
  return list.flatMap((line) => (line.startsWith(`${type} `) ? line.slice(type.length + 1) : []));
}

async function ancestryOf(repository: TestRepository, wanted: Iterable<string>): Promise<Ancestry> {
  const store = await ObjectStore.open(repository.folder);
  const { ancestry, complaints } = await readAncestry(store, new Set(wanted), repository.folder);
  store.close();
  expect(complaints).toEqual([]);
  return ancestry;
}

/** The same by several collectors, each of which gets every so many delta trees. */
async function ancestryInParts(
  repository: TestRepository,
  wanted: readonly string[],
  parts: number,
): Promise<Ancestry> {
  const store = await ObjectStore.open(repository.folder);
  const { format } = store.folders;
  const commits = Array.from({ length: parts }, () => new CommitCollector(format.idBytes));
  const trees = Array.from({ length: parts }, () => new TreeCollector(format.idBytes, wanted));
  const share = (type: 'commit' | 'tree', take: (at: number, object: StoredObject) => void) => {
    let at = 0;
    for (const object of store.objects({ types: new Set([type]) })) {
      if (object.kind !== 'object') continue;
      if (object.depth === 0) at = (at + 1) % parts;
      take(at, object);
    }
  };
  share('commit', (at, object) => commits[at]?.take(object));
  share('tree', (at, object) => trees[at]?.take(object));
  const [first, ...others] = trees.map((collector) => structuredClone(collector.done()));
  const ancestry = new Ancestry({
    format,
    commits: commits.map((collector) => structuredClone(collector.done())),
    trees: [first as NonNullable<typeof first>, ...others],
    wanted,
    tips: await readTips(repository.folder),
    boundary: new Set(),
    read: (id) => store.read(id),
  });
  store.close();
  return ancestry;
}

function orderOf({ graph, order, reachable }: Ancestry): string[] {
  return Array.from(order.subarray(0, reachable), (commit) => graph.ids.hex(commit));
}

/** `OBJECT PATH COMMIT` of every origin. */
function told(origins: ReadonlyMap<string, readonly { commit?: string; path?: Buffer }[]>): string[] {
  const places = [...origins].flatMap(([id, list]) =>
    list.map(({ commit, path }) => `${id} ${path?.toString('latin1')} ${commit}`),
  );
  return places.sort();
}

const AGGRESSIVE = ['repack', '--quiet', '-a', '-d', '-f', '--depth=250', '--window=250'];

describe.each([1, 2, 3, 4, 5, 6])('a tangled history (seed %i)', (seed) => {
  const initArgs = seed === 6 ? ['--object-format=sha256'] : [];

  it('has the origins that comparing every commit with its parents finds', async () => {
    const repository = tangledRepository(120, seed, initArgs);
    if (seed % 2 === 0) repository.git(...AGGRESSIVE);
    const blobs = objectsOfType(repository, 'blob');
    const wanted = [...blobs, ...objectsOfType(repository, 'commit').slice(0, 5)];
    const ancestry = await ancestryOf(repository, wanted);
    const order = orderOf(ancestry);
    expect(order).toEqual(lines(repository.git('rev-list', '--all', '--date-order', '--reverse')));
    const oracle = await originsByDiff(new Set(wanted), order, repository.folder);
    expect(oracle.failures.size).toBe(0);
    const { origins, unreadTrees } = objectOrigins(ancestry);
    expect(told(origins).length).toBeGreaterThan(100);
    expect(told(origins)).toEqual(told(oracle.origins));
    expect(unreadTrees.size + ancestry.missing.size).toBe(0);
    const inParts = objectOrigins(await ancestryInParts(repository, wanted, 3));
    expect(told(inParts.origins)).toEqual(told(origins));
  });

  it('has the stories that looking into every commit tells', async () => {
    const repository = tangledRepository(60, seed, initArgs);
    const wanted = [...objectsOfType(repository, 'blob'), ...objectsOfType(repository, 'tag')];
    const ancestry = await ancestryOf(repository, wanted);
    const order = orderOf(ancestry);
    const has = order.map((commit) => new Set(repository.git('ls-tree', '-r', commit).match(/\b[0-9a-f]{40,64}\b/g)));
    const refs = lines(repository.git('for-each-ref', '--format=%(objectname) %(refname)')).map((line) => {
      const [id, ref] = line.split(' ') as [string, string];
      return { id, ref, reaches: new Set(lines(repository.git('rev-list', ref))) };
    });
    const head = new Set(repository.git('ls-tree', '-r', 'HEAD').match(/\b[0-9a-f]{40,64}\b/g));
    for (const [at, story] of objectStories(ancestry).entries()) {
      const id = wanted[at] as string;
      const having = order.filter((_, place) => has[place]?.has(id));
      expect(order[story.first ?? -1]).toBe(having[0]);
      expect(order[story.last ?? -1]).toBe(having.at(-1));
      expect(story.inHead).toBe(head.has(id));
      const reaching = refs.filter((ref) => ref.id === id || having.some((commit) => ref.reaches.has(commit)));
      const names = namesReaching([story], ancestry.tips).map(({ kind, name }) => `${PLACES[kind as 'tag']}${name}`);
      expect(names.sort()).toEqual(reaching.map(({ ref }) => ref).sort());
    }
  });
});

describe('a repository that was made to be endless', () => {
  /** Writes a tree of entries `MODE TYPE ID\tNAME`. */
  const tree = (repository: TestRepository, entries: readonly string[]) =>
    repository.run('git', ['mktree'], { input: `${entries.join('\n')}\n` }).stdout.trim();

  it('ends: ten folders in each of ten folders, and so on, of which all are the same', async () => {
    const repository = new TestRepository();
    const blob = repository.run('git', ['hash-object', '-w', '--stdin'], { input: 'found\n' }).stdout.trim();
    let id = tree(repository, [`100644 blob ${blob}\tfile`]);
    for (let level = 0; level < 10; level++)
      id = tree(
        repository,
        Array.from({ length: 10 }, (_, at) => `040000 tree ${id}\td${at}`),
      );
    repository.git('update-ref', 'refs/heads/main', repository.git('commit-tree', '-m', 'many', id));
    const { origins, hasMorePaths } = objectOrigins(await ancestryOf(repository, [blob]), undefined, 30_000);
    expect(hasMorePaths).toBe(true);
    expect(origins.get(blob)?.length).toBe(10_000);
  });

  it('is followed down to where nobody can check it out', async () => {
    const collector = new TreeCollector(20, ['ab'.repeat(20)]);
    const id = (level: number) => level.toString(16).padStart(40, '0');
    const levels = 2500;
    for (let level = 0; level < levels; level++) {
      const [mode, below] = level === levels - 1 ? ['100644', 'ab'.repeat(20)] : ['40000', id(level + 1)];
      const content = Buffer.concat([Buffer.from(`${mode} a\0`), Buffer.from(below, 'hex')]);
      const whole = { kind: 'object', type: 'tree', depth: 0, delta: undefined, isRepeated: false } as const;
      collector.take({ ...whole, id: id(level), content });
    }
    const commits = new CommitCollector(20);
    const content = Buffer.from(`tree ${id(0)}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nm\n`);
    const commit = 'cd'.repeat(20);
    commits.take({
      kind: 'object',
      type: 'commit',
      id: commit,
      content,
      depth: 0,
      delta: undefined,
      isRepeated: false,
    });
    const ancestry = new Ancestry({
      format: SHA1,
      commits: [commits.done()],
      trees: [collector.done()],
      wanted: ['ab'.repeat(20)],
      tips: { tips: [{ kind: 'branch', name: 'main', id: commit }], head: commit, complaints: [] },
      boundary: new Set(),
      read: (subject) => ({ kind: 'unread', subject, isObject: true, reason: 'it is not here' }),
    });
    const [origin] = objectOrigins(ancestry).origins.get('ab'.repeat(20)) ?? [];
    expect(origin).toMatchObject({ commit });
    expect(origin?.path?.length).toBe(levels * 2 - 1);
    const stories = objectStories(ancestry);
    expect(stories).toMatchObject([{ inHead: true }]);
    expect(namesReaching(stories, ancestry.tips)).toEqual([ancestry.tips[0]]);
  });
});

const PLACES = { branch: 'refs/heads/', remote: 'refs/remotes/', tag: 'refs/tags/' };
