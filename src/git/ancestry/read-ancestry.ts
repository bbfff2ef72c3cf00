import { setImmediate } from 'node:timers/promises';
import type { ObjectType } from '../cat-file-parser.js';
import type { ObjectStore } from '../packs/object-store.js';
import type { StoredObject } from '../packs/stored-object.js';
import { shallowBoundary } from '../shallow-boundary.js';
import { Ancestry } from './ancestry.js';
import { CommitCollector } from './commit-collector.js';
import { readTips } from './tips.js';
import { TreeCollector } from './tree-collector.js';

/**
 * Reads all commits and all trees, in one pass over each.
 *
 * What cannot be read is missing where something names it; a pack or folder that cannot be opened is told by whoever
 * reads the content of blobs.
 *
 * @param wanted ids of objects, and of names
 * @param names of files and folders, by their ids among the wanted ones
 */
export async function readAncestry(
  store: ObjectStore,
  wanted: ReadonlySet<string>,
  cwd?: string,
  names?: ReadonlyMap<string, Uint8Array>,
): Promise<{ ancestry: Ancestry; complaints: readonly string[] }> {
  const { format } = store.folders;
  // What is named is asked before objects are read: a commit that is made meanwhile is no missing one.
  const [tips, boundary] = await Promise.all([readTips(cwd), shallowBoundary(cwd)]);
  const commits = new CommitCollector(format.idBytes);
  const trees = new TreeCollector(format.idBytes, wanted, names);
  await eachOf(store, 'commit', (object) => commits.take(object));
  await eachOf(store, 'tree', (object) => trees.take(object));
  const ancestry = new Ancestry({
    format,
    commits: [commits.done()],
    trees: [trees.done()],
    wanted: [...wanted],
    tips,
    boundary,
    read: (id) => store.read(id),
  });
  return { ancestry, complaints: tips.complaints };
}

/** Now and then lets others have a word: somebody may want to stop. */
async function eachOf(store: ObjectStore, type: ObjectType, take: (object: StoredObject) => void): Promise<void> {
  let last = performance.now();
  let count = 0;
  for (const object of store.objects({ types: new Set([type]) })) {
    if (object.kind === 'object') take(object);
    if (++count % BETWEEN_LOOKS !== 0 || performance.now() - last < BREATH) continue;
    await setImmediate();
    last = performance.now();
  }
}

const BETWEEN_LOOKS = 64;
/** Milliseconds of work. */
const BREATH = 50;
