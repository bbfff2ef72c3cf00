import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuiltEntry, blobEntry, blobId, packInMemory } from '../support/built-pack.js';
import { CHANGES } from '../support/changed-bytes.js';
import { deltaBytes } from '../support/delta-bytes.js';

/** A number below another one. */
export type Next = (below: number) => number;

/** The files of an object database by their paths in it, as they were and as they are to be. */
export type Files = Map<string, Buffer>;

export interface Damage {
  readonly name: string;
  /** What an index says is not checked by any checksum any more: only ids tell whether an object is what it should be. */
  readonly isForged?: true;
  /** Objects may go without a word: nothing is left that names them. */
  readonly takesAway?: true;
  /** Changes some files. */
  apply(files: Files, next: Next): void;
}

const pick = <T>(items: readonly T[], next: Next): T => items[next(items.length)] as T;
const LOOSE = /^[0-9a-f]{2}\//;

/** Changes one of the files with such a name, where there is one that is not empty. */
function changeOne(files: Files, name: RegExp, next: Next, change: (bytes: Buffer) => Buffer): void {
  const paths = [...files.keys()].filter((path) => name.test(path) && (files.get(path) as Buffer).length > 0);
  if (paths.length === 0) return;
  const path = pick(paths, next);
  files.set(path, change(Buffer.from(files.get(path) as Buffer)));
}

/** Bytes of any file, changed as disks and transfers do it. */
const changes: Damage[] = Object.entries(CHANGES).map(([name, change]) => ({
  name,
  apply: (files, next) => changeOne(files, /./, next, (bytes) => change(bytes, next)),
}));

/** The same of an index, by somebody who gives it a checksum that fits. */
const forgedChanges: Damage[] = Object.entries(CHANGES).map(([name, change]) => ({
  name: `${name} in an index with a checksum that fits`,
  isForged: true,
  takesAway: true,
  apply: (files, next) => changeOne(files, /\.idx$/, next, (index) => withChecksum(change(index, next))),
}));

const whole: Damage[] = [
  {
    name: 'an empty file',
    apply: (files, next) => changeOne(files, /./, next, () => Buffer.alloc(0)),
  },
  {
    name: 'a file that is gone',
    takesAway: true,
    apply: (files, next) => void files.delete(pick([...files.keys()], next)),
  },
  {
    name: 'two files of a kind that changed their places',
    // Two packs and their indexes are intact then, each with the name of the other.
    takesAway: true,
    apply(files, next) {
      const name = pick([/\.idx$/, /\.pack$/, LOOSE], next);
      const paths = [...files.keys()].filter((path) => name.test(path));
      if (paths.length < 2) return;
      const [one, other] = [pick(paths, next), pick(paths, next)];
      const bytes = files.get(one) as Buffer;
      files.set(one, files.get(other) as Buffer);
      files.set(other, bytes);
    },
  },
  {
    name: 'offsets of an index that changed their places, with a checksum that fits',
    isForged: true,
    apply: (files, next) => changeOne(files, /\.idx$/, next, (index) => otherOffset(index, next)),
  },
  {
    name: 'a pack that says something else of itself',
    apply: (files, next) =>
      changeOne(files, /\.pack$/, next, (pack) => {
        const at = pick([4, 8, pack.length - 20], next);
        if (at >= 0 && at + 4 <= pack.length) pack.writeUInt32BE(pick([0, 1, 3, 2 ** 32 - 1], next), at);
        return pack;
      }),
  },
  {
    name: 'garbage where names are listed',
    apply(files, next) {
      const path = pick(
        ['info/alternates', 'pack/multi-pack-index', 'info/commit-graph', 'pack/pack-x.idx', 'aa/x'],
        next,
      );
      files.set(path, Buffer.from(Array.from({ length: next(300) }, () => next(256))));
    },
  },
];

/** An index of version 2 that is otherwise whole. */
function otherOffset(index: Buffer, next: Next): Buffer {
  const count = countOf(index);
  const offsets = 8 + 1024 + count * (idBytesOf(index, count) + 4);
  if (count === 0 || index.readUInt32BE(0) !== 0xff744f63 || offsets + count * 4 > index.length) return index;
  const [one, other] = [offsets + next(count) * 4, offsets + next(count) * 4];
  const offset = index.readUInt32BE(one);
  const values = [index.readUInt32BE(other), offset + 1, 0, 2 ** 31 + next(99), 2 ** 32 - 1];
  index.writeUInt32BE(pick(values, next), one);
  return withChecksum(index);
}

const TEXT = Buffer.from('some text that is stored, and of which others are deltas\n'.repeat(4));
/** The one object that damages add. */
export const ADDED = blobId(TEXT).toString('hex');
const delta = (source: number, target: number) =>
  deltaBytes(source, target, [{ offset: 0, size: 20 }, TEXT.subarray(0, 9)]);
const claimed = (text: string) => blobId(Buffer.from(text));

/** Packs whose index is right and whose entries lie. */
const LIES: Readonly<Record<string, readonly BuiltEntry[]>> = {
  'sizes of objects that are not theirs': [0, 1, 2 ** 31, 2 ** 40, 2 ** 52].map((size) => ({
    ...blobEntry(Buffer.concat([TEXT, Buffer.from(`${size}`)])),
    size,
  })),
  'sizes of deltas that are not theirs': [
    blobEntry(TEXT),
    ...[
      [0, 29],
      [TEXT.length, 28],
      [TEXT.length, 2 ** 31 - 2],
      [TEXT.length, 2 ** 45],
      [2 ** 31, 29],
    ].map(([source, target]) => ({
      id: claimed(`${source} ${target}`),
      kind: 6,
      base: 0,
      data: delta(source as number, target as number),
    })),
  ],
  'deltas that are deltas of each other': [
    { id: claimed('a'), kind: 7, baseId: claimed('b'), data: delta(50, 29) },
    { id: claimed('b'), kind: 7, baseId: claimed('c'), data: delta(50, 29) },
    { id: claimed('c'), kind: 7, baseId: claimed('a'), data: delta(50, 29) },
    { id: claimed('d'), kind: 7, baseId: claimed('d'), data: delta(50, 29) },
    { id: claimed('e'), kind: 7, baseId: claimed('nowhere'), data: delta(50, 29) },
  ],
  'a chain of thousands of deltas that leads nowhere': Array.from({ length: 3000 }, (_, link) => ({
    id: claimed(`link ${link}`),
    kind: 7,
    baseId: claimed(`link ${link + 1}`),
    data: delta(29, 29),
  })),
  'more bytes than it says, compressed well': [
    { ...blobEntry(Buffer.alloc(50_000_000)), size: 10 },
    { ...blobEntry(Buffer.alloc(1000)), size: 2 ** 31 - 1 },
  ],
  'types that there are not': [0, 5].map((kind) => ({ id: claimed(`kind ${kind}`), kind, data: TEXT })),
};

const lies: Damage[] = Object.entries(LIES).map(([name, entries]) => ({
  name,
  isForged: true,
  apply(files) {
    const { pack, index } = packInMemory(entries);
    files.set('pack/pack-lies.pack', pack);
    files.set('pack/pack-lies.idx', index);
  },
}));

export const DAMAGES: readonly Damage[] = [...changes, ...changes, ...forgedChanges, ...whole, ...whole, ...lies];

/** Writes the files that are others than those that are there. @returns what undoes it */
export function putFiles(folder: string, before: Files, after: Files): () => void {
  const changed = new Set([...before.keys(), ...after.keys()].filter((path) => before.get(path) !== after.get(path)));
  for (const path of changed) put(join(folder, path), after.get(path));
  return () => {
    for (const path of changed) put(join(folder, path), before.get(path));
  };
}

function put(file: string, bytes: Buffer | undefined): void {
  rmSync(file, { force: true });
  if (bytes === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

function countOf(index: Buffer): number {
  return index.length > 8 + 1024 ? index.readUInt32BE(8 + 255 * 4) : 0;
}

function idBytesOf(index: Buffer, count: number): 20 | 32 {
  return index.length >= 8 + 1024 + count * 40 + 64 ? 32 : 20;
}

function withChecksum(index: Buffer): Buffer {
  const idBytes = idBytesOf(index, countOf(index));
  if (index.length < idBytes) return index;
  const body = index.subarray(0, -idBytes);
  return Buffer.concat([
    body,
    createHash(idBytes === 20 ? 'sha1' : 'sha256')
      .update(body)
      .digest(),
  ]);
}
