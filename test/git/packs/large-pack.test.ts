import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BlockCache } from '../../../src/git/packs/block-cache.js';
import { SHA1 } from '../../../src/git/packs/object-format.js';
import { ObjectStore } from '../../../src/git/packs/object-store.js';
import { PackFile } from '../../../src/git/packs/pack-file.js';
import { type BuiltEntry, blobEntry, blobId, gapId, writePack } from '../../support/built-pack.js';
import { deltaBytes } from '../../support/delta-bytes.js';
import { describeObject } from '../../support/described-object.js';
import { TestRepository, temporaryFolder } from '../../support/repository.js';
import { readAll } from '../../support/stored-objects.js';

// Sparse files: gigabytes of offsets, kilobytes on the disk.

const GIB = 2 ** 30;
const BASE = Buffer.from('the base of them all, at the beginning of the pack\n');

function edited(number: number): { content: Buffer; delta: Buffer } {
  const inserted = Buffer.from(`inserted ${number}\n`);
  const content = Buffer.concat([BASE.subarray(0, 20), inserted]);
  return { content, delta: deltaBytes(BASE.length, content.length, [{ offset: 0, size: 20 }, inserted]) };
}

/** A base, and deltas of it beyond 2, 4 and 10 GiB. */
function entries(): BuiltEntry[] {
  const far = [2 * GIB - 200, 300, 2 * GIB, 6 * GIB].map((gap, number) => {
    const { content, delta } = edited(number);
    const how = number % 2 === 0 ? { kind: 6, base: 0 } : { kind: 7, baseId: blobId(BASE) };
    return { id: blobId(content), data: delta, gap, ...how };
  });
  return [blobEntry(BASE), ...far, blobEntry(Buffer.from('whole, at the end\n'), { gap: GIB })];
}

it('reads objects beyond 2, 4 and 10 GiB of a pack', () => {
  const path = join(temporaryFolder(), 'pack-large.pack');
  writePack(path, entries());
  const pack = PackFile.open(path, SHA1, false, new BlockCache());
  const offsets = [...pack.order.offsets];
  expect(offsets.filter((offset) => offset > 2 ** 31).length).toBe(7);
  expect(offsets.filter((offset) => offset > 2 ** 32).length).toBe(5);
  pack.close();
});

it('follows deltas across gigabytes, as git does', async () => {
  const repository = new TestRepository();
  writePack(join(repository.folder, '.git/objects/pack/pack-large.pack'), entries());
  const expected = new Map(
    [BASE, ...[0, 1, 2, 3].map((number) => edited(number).content), Buffer.from('whole, at the end\n')].map(
      (content) => [blobId(content).toString('hex'), describeObject('blob', content)],
    ),
  );
  for (const id of expected.keys()) expect(repository.git('cat-file', '-t', id)).toBe('blob');
  const store = await ObjectStore.open(repository.folder);
  const { objects, unread } = await readAll(store);
  expect(objects).toEqual(expected);
  expect(unread.map(({ subject }) => subject).sort()).toEqual(
    [1, 2, 3, 4, 5].map((number) => gapId(number).toString('hex')).sort(),
  );
  store.close();
});
