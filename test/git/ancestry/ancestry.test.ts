import { beforeEach, describe, expect, it } from 'vitest';
import { Ancestry } from '../../../src/git/ancestry/ancestry.js';
import { CommitCollector } from '../../../src/git/ancestry/commit-collector.js';
import { objectOrigins } from '../../../src/git/ancestry/origins.js';
import { readAncestry } from '../../../src/git/ancestry/read-ancestry.js';
import { namesReaching, objectStories } from '../../../src/git/ancestry/stories.js';
import { readTips } from '../../../src/git/ancestry/tips.js';
import { TreeCollector } from '../../../src/git/ancestry/tree-collector.js';
import { ObjectStore } from '../../../src/git/packs/object-store.js';
import type { StoredObject } from '../../../src/git/packs/stored-object.js';
import { objectOrigins as originsByDiff } from '../../support/diff-origins.js';
import { leaveHook } from '../../support/outside-hooks.js';
import type { TestRepository } from '../../support/repository.js';
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

const PLACES = { branch: 'refs/heads/', remote: 'refs/remotes/', tag: 'refs/tags/' };
