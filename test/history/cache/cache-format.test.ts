import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CommitGraph } from '../../../src/git/ancestry/commit-graph.js';
import { nameId } from '../../../src/git/ancestry/name-id.js';
import { TreeContents } from '../../../src/git/ancestry/tree-contents.js';
import { SHA1 } from '../../../src/git/packs/object-format.js';
import type { AncestryRecord } from '../../../src/history/cache/ancestry-record.js';
import { type Belonging, decode, encode, type Memory } from '../../../src/history/cache/cache-format.js';
import { KnownAncestry } from '../../../src/history/cache/known-ancestry.js';
import { CHANGES } from '../../support/changed-bytes.js';
import { numbers } from '../../support/grown-repository.js';
import { contentsOf, someIds, tableOf } from '../../support/known-objects.js';

const BELONGING: Belonging = { key: Buffer.alloc(32, 'key'), file: Buffer.alloc(16, 'file') };
const TABLE = tableOf(someIds(12, 'written'));
/** Two commits, one with a parent that is not there, and trees that share a row. */
const ANCESTRY: AncestryRecord = {
  commits: Uint32Array.of(1, 2),
  commitTrees: Uint32Array.of(5, 12),
  times: Float64Array.of(1.7e9, 2 ** 40),
  parentEnds: Uint32Array.of(1, 2),
  parents: Int32Array.of(~1, 0),
  others: Buffer.concat(someIds(2, 'others')),
  missing: 1,
  nameTrees: Uint32Array.of(5, 10),
  nameStarts: Uint32Array.of(7, 7),
  found: 1,
  wanted: Uint32Array.of(0, 12),
  trees: Uint32Array.of(5, 10, 12),
  rowBases: Int32Array.of(-1, 0),
  rowEnds: Uint32Array.of(3, 3),
  rows: Uint32Array.of(0, 1, 2),
  targets: Int32Array.of(~0, ~1, 2),
  names: Uint32Array.of(0, 1, 1),
};
const MEMORY: Memory = { objects: TABLE, ancestry: ANCESTRY };
const WRITTEN = encode(MEMORY, BELONGING);

function withChecksum(bytes: Buffer): Buffer {
  if (bytes.length < 32) return bytes;
  const body = bytes.subarray(0, bytes.length - 32);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

function bytesOf(ancestry: AncestryRecord): number {
  const without = encode({ objects: TABLE, ancestry: undefined }, BELONGING);
  return encode({ objects: TABLE, ancestry }, BELONGING).length - without.length;
}

/** Does with it all that a scan does: wherever it leads, that is somewhere. */
function useUp({ objects, ancestry }: Memory): void {
  expect(contentsOf(objects).size).toBeLessThanOrEqual(TABLE.count);
  if (ancestry === undefined) return;
  const content = Buffer.concat([Buffer.from('100644 name\0'), Buffer.alloc(20)]);
  const known = KnownAncestry.of(ancestry, objects, SHA1, () => ({ type: 'tree', content }));
  if (known === undefined) return;
  const wanted = [objects.hexId(0), ...known.found.map(({ name }) => nameId(SHA1, Buffer.from(name)))];
  const graph = new CommitGraph([known.commits()], 20);
  expect(graph.count).toBeLessThanOrEqual(ancestry.commits.length);
  const contents = new TreeContents(known.trees(wanted), '00'.repeat(20), known.isRead);
  for (const tree of contents.upwards)
    for (const entry of contents.entries(tree)) {
      expect(contents.target(entry)).toBeGreaterThanOrEqual(-wanted.length);
      expect(contents.target(entry)).toBeLessThan(contents.ids.count);
      expect(Buffer.from(contents.name(contents.nameNumber(entry))).toString()).toBe('name');
    }
  expect(known.missing.length).toBeLessThanOrEqual(2);
}

describe('a memory that is written', () => {
  it('is read again as it was', () => {
    const read = decode(WRITTEN, 20, BELONGING);
    expect(contentsOf((read as Memory).objects)).toEqual(contentsOf(TABLE));
    expect((read as Memory).ancestry).toEqual(ANCESTRY);
  });

  it('may say nothing of commits and trees', () => {
    const read = decode(encode({ objects: TABLE, ancestry: undefined }, BELONGING), 20, BELONGING);
    expect(contentsOf((read as Memory).objects)).toEqual(contentsOf(TABLE));
    expect((read as Memory).ancestry).toBeUndefined();
  });

  it('is nothing for other patterns, and damaged for none', () => {
    expect(decode(WRITTEN, 20, { ...BELONGING, key: Buffer.alloc(32, 'other') })).toBe('other');
  });

  it('is not believed in another file', () => {
    expect(decode(WRITTEN, 20, { ...BELONGING, file: Buffer.alloc(16, 'copy') })).toBe('copied');
  });

  it('does not fit ids of another length', () => {
    expect(decode(WRITTEN, 32, BELONGING)).toBe('damaged');
  });
});

describe('a memory that is damaged', () => {
  it('is known by every single bit of it', () => {
    for (let bit = 0; bit < WRITTEN.length * 8; bit++) {
      const bytes = Buffer.from(WRITTEN);
      bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(decode(bytes, 20, BELONGING), `bit ${bit}`).toBe('damaged');
    }
  });

  it('is known when it is cut off anywhere, or goes on', () => {
    for (let length = 0; length < WRITTEN.length; length++)
      expect(decode(WRITTEN.subarray(0, length), 20, BELONGING), `${length} bytes`).toBe('damaged');
    expect(decode(Buffer.concat([WRITTEN, Buffer.alloc(1)]), 20, BELONGING)).toBe('damaged');
  });

  it.each(Object.entries(CHANGES))('breaks nothing when its checksum is right: %s', (_, change) => {
    const next = numbers(7);
    for (let round = 0; round < 500; round++) {
      const bytes = withChecksum(change(Buffer.from(WRITTEN), next));
      const read = decode(bytes, 20, BELONGING);
      if (typeof read === 'string') expect(read).toMatch(/^(?:damaged|copied|other)$/);
      else useUp(read);
    }
  });

  it('leads nowhere when any number of it is another', () => {
    const start = WRITTEN.length - 32 - bytesOf(ANCESTRY);
    for (let at = start; at + 4 <= WRITTEN.length - 32; at += 4)
      for (const value of [0, 1, 3, 13, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]) {
        const bytes = Buffer.from(WRITTEN);
        bytes.writeUInt32LE(value, at);
        const read = decode(withChecksum(bytes), 20, BELONGING);
        if (typeof read !== 'string') useUp(read);
        else expect(read).toBe('damaged');
      }
  });
});
