import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { type ObjectFolders, objectFolders } from '../../../src/git/packs/object-folders.js';
import { ObjectStore } from '../../../src/git/packs/object-store.js';
import { CHANGES, type Change } from '../../support/changed-bytes.js';
import { describeObject } from '../../support/described-object.js';
import { grownRepository, numbers } from '../../support/grown-repository.js';
import { leaveHook } from '../../support/outside-hooks.js';
import { type Objects, objectsOfGit } from '../../support/stored-objects.js';

// Whatever happens to a pack and its index: an answer that is right, or a reason, and never a crash or another content.

beforeEach(leaveHook);

const ROUNDS = 60;

/** @returns how many objects were read or told of */
function read(folders: ObjectFolders, expected: Objects): number {
  const store = new ObjectStore(folders);
  try {
    const told = new Set<string>();
    let isPackTold = false;
    const path: Buffer[] = [];
    for (const object of store.objects()) {
      if (object.kind === 'large') throw new Error(`${object.id} is large`);
      if (object.kind === 'object') {
        path[object.depth] = Buffer.from(object.content);
        // Whatever was left out: what an object is a delta of came before it.
        if (object.delta) expect(path[object.depth - 1]?.equals(object.delta.base)).toBe(true);
      }
      if (object.kind === 'unread') {
        expect(object.reason).toMatch(/^[a-z][^\n]{5,200}[^.]$/);
        if (object.isObject) told.add(object.subject);
        else isPackTold = true;
      } else if (!object.isRepeated) {
        told.add(object.id);
        expect(describeObject(object.type, object.content), `content of ${object.id}`).toBe(expected.get(object.id));
      }
    }
    // Nothing goes missing without a word.
    if (!isPackTold) for (const id of expected.keys()) expect(told, `${id} is not told of`).toContain(id);
    const some = [...expected.keys()].slice(0, 5);
    for (const id of some) {
      const object = store.read(id);
      if (!('kind' in object)) expect(describeObject(object.type, object.content)).toBe(expected.get(id));
    }
    return told.size;
  } finally {
    store.close();
  }
}

/** Gives the index the checksum that fits it: as somebody would who means it. */
function withChecksum(index: Buffer): Buffer {
  if (index.length < 20) return index;
  const body = index.subarray(0, -20);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

it.each<[string, string[]]>([
  ['.pack', []],
  ['.idx', []],
  ['.idx', ['-c', 'pack.indexVersion=1']],
  ['.pack', ['-c', 'pack.indexVersion=1']],
  ['.pack', ['-c', 'repack.useDeltaBaseOffset=false']],
])(
  'changed %s files, %j',
  async (ending, options) => {
    const repository = grownRepository(40);
    repository.git(...options, 'repack', '--quiet', '-a', '-d', '-f', '--depth=50', '--window=50');
    const expected = objectsOfGit(repository);
    const folders = await objectFolders(repository.folder);
    const folder = join(repository.folder, '.git/objects/pack');
    const file = join(folder, readdirSync(folder).find((name) => name.endsWith(ending)) as string);
    chmodSync(file, 0o644);
    const original = readFileSync(file);
    const next = numbers(ending.length + options.length * 7);
    const names = Object.keys(CHANGES);
    let answers = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const change = CHANGES[names[round % names.length] as string] as Change;
      writeFileSync(file, change(Buffer.from(original), next));
      answers += read(folders, expected);
    }
    // Most changes leave most objects readable: a reader that gives up at once would prove nothing.
    expect(answers).toBeGreaterThan((ROUNDS * expected.size) / 4);
  },
  240_000,
);

it('an index that was changed by somebody who gave it a new checksum', async () => {
  const repository = grownRepository(40);
  repository.git('repack', '--quiet', '-a', '-d', '-f', '--depth=50', '--window=50');
  const expected = objectsOfGit(repository);
  const folders = await objectFolders(repository.folder);
  const folder = join(repository.folder, '.git/objects/pack');
  const file = join(folder, readdirSync(folder).find((name) => name.endsWith('.idx')) as string);
  chmodSync(file, 0o644);
  const original = readFileSync(file);
  const next = numbers(5);
  const names = Object.keys(CHANGES);
  for (let round = 0; round < ROUNDS; round++) {
    const change = CHANGES[names[round % names.length] as string] as Change;
    writeFileSync(file, withChecksum(change(Buffer.from(original), next)));
    const store = new ObjectStore(folders);
    for (const object of store.objects({ checkIds: true }))
      if (object.kind === 'object' && !object.isRepeated)
        expect(describeObject(object.type, object.content)).toBe(expected.get(object.id));
    store.close();
  }
}, 240_000);
