import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ReadOptions } from '../../src/git/packs/batch-reader.js';
import { ObjectStore } from '../../src/git/packs/object-store.js';
import type { Unread } from '../../src/git/packs/stored-object.js';
import { describeObject } from './described-object.js';
import type { TestRepository } from './repository.js';

/** Objects by id, each as its type and the hash of its content: enough to be told apart, and small when they differ. */
export type Objects = Map<string, string>;

/** What git itself says that the object database holds. */
export function objectsOfGit(repository: TestRepository, cwd = '.', env: NodeJS.ProcessEnv = {}): Objects {
  const { stdout, status } = spawnSync('git', ['cat-file', '--batch-all-objects', '--batch', '--unordered'], {
    cwd: join(repository.folder, cwd),
    env: { ...repository.env, GIT_NO_REPLACE_OBJECTS: '1', ...env },
    maxBuffer: 1 << 30,
  });
  expect(status).toBe(0);
  const objects: Objects = new Map();
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf(0x0a, at);
    const [id, type, size] = stdout.toString('latin1', at, end).split(' ') as [string, string, string];
    objects.set(id, describeObject(type, stdout.subarray(end + 1, end + 1 + Number(size))));
    at = end + 1 + Number(size) + 1;
  }
  return objects;
}

export interface Read {
  readonly objects: Objects;
  readonly unread: readonly Unread[];
}

/**
 * What the store reads. Fails when an object comes twice, when its id is not the hash of its content, or when it is not
 * what its delta makes of the base that came before it.
 */
export async function readAll(store: ObjectStore, options: ReadOptions = {}): Promise<Read> {
  const objects: Objects = new Map();
  const unread: Unread[] = [];
  const path: Buffer[] = [];
  for (const object of store.objects(options)) {
    if (object.kind === 'unread') unread.push(object);
    else {
      const content = object.kind === 'large' ? await collected(object.pieces()) : Buffer.from(object.content);
      if (object.kind === 'object') {
        path[object.depth] = content;
        if (object.delta) expect(path[object.depth - 1]?.equals(object.delta.base)).toBe(true);
        if (object.isRepeated) continue;
      }
      expect(objects.has(object.id), `${object.id} came twice`).toBe(false);
      const hash = createHash(store.folders.format.hash).update(`${object.type} ${content.length}\0`).update(content);
      expect(hash.digest('hex')).toBe(object.id);
      objects.set(object.id, describeObject(object.type, content));
    }
  }
  return { objects, unread };
}

export async function collected(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(piece);
  return Buffer.concat(chunks);
}

/** Fails unless the store reads exactly what git does, at once and one by one, and leaves nothing unread. */
export async function expectSameAsGit(repository: TestRepository, cwd = '.', options: ReadOptions = {}): Promise<void> {
  const expected = objectsOfGit(repository, cwd);
  const store = await ObjectStore.open(join(repository.folder, cwd));
  try {
    const { objects, unread } = await readAll(store, options);
    expect(unread).toEqual([]);
    expect(objects.size).toBe(expected.size);
    expect(objects).toEqual(expected);
    for (const [id, description] of [...expected].slice(0, 200)) {
      const object = store.read(id);
      expect('kind' in object ? object : describeObject(object.type, object.content)).toBe(description);
    }
  } finally {
    store.close();
  }
}
