import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BlockCache } from '../../../src/git/packs/block-cache.js';
import { DeltaForest, type DeltaTree } from '../../../src/git/packs/delta-forest.js';
import { SHA1 } from '../../../src/git/packs/object-format.js';
import { PackFile } from '../../../src/git/packs/pack-file.js';
import type { StoredObject, WholeObject } from '../../../src/git/packs/stored-object.js';
import { TreeWalk, type WalkOptions } from '../../../src/git/packs/tree-walk.js';
import { UnreadError } from '../../../src/git/packs/unread-error.js';
import { type BuiltEntry, blobEntry, blobId, writePack } from '../../support/built-pack.js';
import { deltaBytes } from '../../support/delta-bytes.js';
import { temporaryFolder } from '../../support/repository.js';

/** A pack that the test writes. */
function built(entries: readonly BuiltEntry[]): PackFile {
  const path = join(temporaryFolder(), 'pack-test.pack');
  writePack(path, entries);
  return PackFile.open(path, SHA1, false, new BlockCache());
}

/** A text, and a delta that adds a line to another one. */
function text(number: number): Buffer {
  return Buffer.from(`line ${number}\n`.repeat(number + 1));
}

function edit(base: number, target: number): Buffer {
  const [from, to] = [text(base), text(target)];
  const parts = Array.from({ length: Math.ceil(to.length / 100) }, (_, at) => to.subarray(at * 100, at * 100 + 100));
  return deltaBytes(from.length, to.length, parts);
}

/** Entry `n` is text `n`, a delta of the one that `bases` names, or whole when it names none. */
function tree(bases: readonly (number | undefined)[], kind: 6 | 7 = 6): BuiltEntry[] {
  return bases.map((base, number) => {
    if (base === undefined) return blobEntry(text(number));
    const how = kind === 6 ? { base } : { baseId: blobId(text(base)) };
    return { id: blobId(text(number)), kind, data: edit(base, number), ...how };
  });
}

function missing(): WholeObject {
  throw new UnreadError('it is missing');
}

interface Walked {
  readonly read: readonly (Pick<StoredObject, 'depth' | 'isRepeated'> & { readonly text: string })[];
  readonly unread: readonly string[];
}

function walkAll(pack: PackFile, options: WalkOptions = {}, outside = missing as (id: Buffer) => WholeObject): Walked {
  const forest = new DeltaForest(pack);
  const walk = new TreeWalk(forest, outside, options);
  const read: Walked['read'][number][] = [];
  const unread: string[] = [];
  for (const one of forest.trees())
    for (const object of walk.objects(one)) {
      if (object.kind === 'unread') unread.push(object.subject);
      else if (object.kind === 'object') {
        const { depth, isRepeated, content } = object;
        read.push({ depth, isRepeated, text: Buffer.from(content).toString() });
      }
    }
  return { read, unread };
}

function texts({ read }: Walked): string[] {
  return read.map((object) => object.text);
}

function trees(pack: PackFile): DeltaTree[] {
  return [...new DeltaForest(pack).trees()];
}

it('finds the trees in the order of their roots, with what they take in the pack', () => {
  const pack = built(tree([undefined, 0, undefined, 2, 1, 0]));
  const [first, second, ...others] = trees(pack) as [DeltaTree, DeltaTree];
  expect(others).toEqual([]);
  expect(first).toMatchObject({ first: 0, end: 4, type: 'blob' });
  expect(second).toMatchObject({ first: 4, end: 6, type: 'blob' });
  const [lastEntry] = [pack.order.count - 1];
  expect(first.packedBytes + second.packedBytes).toBe(pack.order.endOf(lastEntry) - 12);
});

it('comes to bases before their deltas, and to the largest branch last', () => {
  const walked = walkAll(built(tree([undefined, 0, 1, 0, 1])));
  expect(texts(walked)).toEqual([0, 3, 1, 2, 4].map((number) => text(number).toString()));
  expect(walked.read.map(({ depth }) => depth)).toEqual([0, 1, 1, 2, 2]);
});

it('follows reference deltas to bases that lie behind them', () => {
  const entries = tree([1, 2, undefined], 7);
  expect(texts(walkAll(built(entries)))).toEqual([2, 1, 0].map((number) => text(number).toString()));
});

it('tells deltas of each other in a circle, and what hangs on it, and reads the others', () => {
  const entries = tree([1, 2, 0, 2, undefined, 4, 6], 7);
  const pack = built(entries);
  const forest = new DeltaForest(pack);
  expect(forest.circular).toEqual([0, 1, 2, 3, 6]);
  expect(texts(walkAll(pack))).toEqual([4, 5].map((number) => text(number).toString()));
});

it('is made of some entries and their bases, when no more is wanted', () => {
  const pack = built(tree([undefined, 0, 1, 0, 1, undefined, 5]));
  const wanted = new Set([2, 6]);
  const isWanted = (entry: number) => wanted.has(entry);
  const forest = new DeltaForest(pack, undefined, isWanted);
  expect([...forest.walk].sort()).toEqual([0, 1, 2, 5, 6]);
  expect(forest.circular).toEqual([]);
  const walk = new TreeWalk(forest, missing, { isWanted });
  const read = [...forest.trees()].flatMap((one) => [...walk.objects(one)] as StoredObject[]);
  expect(read.flatMap(({ id, isRepeated }) => (isRepeated ? [] : [id]))).toEqual(
    [2, 6].map((number) => blobId(text(number)).toString('hex')),
  );
});

it('tells only of circles that wanted entries are in', () => {
  const pack = built(tree([1, 2, 0, 2, undefined, 4, 6], 7));
  expect(new DeltaForest(pack, undefined, (entry) => entry > 3).circular).toEqual([6]);
  expect(new DeltaForest(pack, undefined, (entry) => entry === 3).circular).toEqual([0, 1, 2, 3]);
  expect(new DeltaForest(pack, undefined, (entry) => entry === 5).circular).toEqual([]);
});

it('reads a base that lies elsewhere, and gives it first', () => {
  const entries = tree([undefined, 0, 1], 7).slice(1);
  const walked = walkAll(built(entries), {}, (id) => {
    expect(id).toEqual(blobId(text(0)));
    return { type: 'blob', content: text(0) };
  });
  expect(walked.read.map(({ depth, isRepeated }) => [depth, isRepeated])).toEqual([
    [0, true],
    [1, false],
    [2, false],
  ]);
  expect(texts(walked)).toEqual([0, 1, 2].map((number) => text(number).toString()));
});

it('tells what hangs on a base that is nowhere', () => {
  const entries = tree([undefined, 0, 1], 7).slice(1);
  expect([...walkAll(built(entries)).unread].sort()).toEqual(entries.map(({ id }) => id.toString('hex')).sort());
});

it('tells what hangs on a damaged delta, and goes on beside it', () => {
  const entries = tree([undefined, 0, 1, 0]);
  const broken = { ...(entries[1] as BuiltEntry), data: Buffer.of(1, 2, 3) };
  const walked = walkAll(built([entries[0] as BuiltEntry, broken, ...entries.slice(2)]));
  expect(texts(walked)).toEqual([0, 3].map((number) => text(number).toString()));
  expect(walked.unread).toHaveLength(2);
});

it('takes no memory for a size that no compressed bytes can have', () => {
  const [root] = tree([undefined]) as [BuiltEntry];
  expect(walkAll(built([{ ...root, size: 2 ** 45 }])).unread).toHaveLength(1);
  expect(walkAll(built([{ ...root, size: 1000 }])).unread).toHaveLength(1);
  expect(walkAll(built([{ ...root, size: 3 }])).unread).toHaveLength(1);
});

it('reads only what is wanted, and the bases of that', () => {
  const walked = walkAll(built(tree([undefined, 0, 1, 0, undefined, 4])), { isWanted: (entry) => entry === 2 });
  expect(texts(walked)).toEqual([0, 1, 2].map((number) => text(number).toString()));
  expect(walked.read.map(({ isRepeated }) => isRepeated)).toEqual([true, true, false]);
});

it('reads the same whatever may be held, for trees of every form', () => {
  const forms: (number | undefined)[][] = [
    Array.from({ length: 120 }, (_, number) => (number === 0 ? undefined : number - 1)), // A chain.
    Array.from({ length: 120 }, (_, number) => (number === 0 ? undefined : 0)), // A fan.
    Array.from({ length: 120 }, (_, number) => (number === 0 ? undefined : (number - 1) >> 1)), // Halves.
    Array.from({ length: 120 }, (_, number) =>
      number === 0 ? undefined : number % 2 ? Math.max(0, number - 2) : number - 1,
    ),
  ];
  for (const form of forms) {
    const pack = built(tree(form));
    const expected = form.map((_, number) => text(number).toString()).sort();
    for (const budget of [1, 3000, 1 << 30]) expect(texts(walkAll(pack, { budget })).sort()).toEqual(expected);
  }
});
