import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SHA1, SHA256 } from '../../../src/git/packs/object-format.js';
import { PackIndex } from '../../../src/git/packs/pack-index.js';
import { NOWHERE, PackOrder } from '../../../src/git/packs/pack-order.js';
import { UnreadError } from '../../../src/git/packs/unread-error.js';
import { type IndexRow, indexBytes } from '../../support/built-pack.js';
import { numbers } from '../../support/grown-repository.js';

const FORMAT = fc.constantFrom(SHA1, SHA256);
const VERSION = fc.constantFrom(1 as const, 2 as const);

/** Rows with ids and offsets that differ; those of version 1 end at 4 GiB. */
function rows(idBytes: number, version: 1 | 2): fc.Arbitrary<IndexRow[]> {
  const last = version === 1 ? 2 ** 32 - 1 : 2 ** 52;
  const offset = fc.oneof(
    fc.integer({ min: 12, max: 5000 }),
    fc.integer({ min: 12, max: last }),
    fc.integer({ min: 2 ** 31 - 2, max: 2 ** 31 + 1 }),
  );
  const id = fc.uint8Array({ minLength: idBytes, maxLength: idBytes }).map((bytes) => Buffer.from(bytes));
  const row = fc.record({ id, offset, checksum: fc.nat(2 ** 32 - 1) });
  return fc.uniqueArray(row, { maxLength: 60, selector: ({ offset: at }) => at }).chain((drawn) => {
    const ids = new Set(drawn.map((one) => one.id.toString('hex')));
    return ids.size === drawn.length ? fc.constant(drawn) : fc.constant([]);
  });
}

const INDEX = fc
  .tuple(FORMAT, VERSION)
  .chain(([format, version]) =>
    fc.record({ format: fc.constant(format), version: fc.constant(version), entries: rows(format.idBytes, version) }),
  );

it('tells every id, offset and checksum, in both versions and formats', () => {
  fc.assert(
    fc.property(INDEX, ({ format, version, entries }) => {
      const packChecksum = Buffer.alloc(format.idBytes, 7);
      const index = new PackIndex(indexBytes(entries, packChecksum, version, format), format);
      expect(index).toMatchObject({ count: entries.length, version, isIntact: true });
      expect(index.packChecksum).toEqual(packChecksum);
      for (const { id, offset, checksum } of entries) {
        const row = index.find(id);
        expect(index.id(row)).toEqual(id);
        expect(index.hexId(row)).toBe(id.toString('hex'));
        expect(index.offset(row)).toBe(offset);
        expect(index.checksum(row)).toBe(version === 1 ? undefined : checksum);
      }
      expect(index.find(Buffer.alloc(format.idBytes, 0xab))).toBe(-1);
    }),
  );
});

it('sorts entries by their places, and ends each where the next begins', () => {
  fc.assert(
    fc.property(INDEX, ({ format, version, entries }) => {
      const index = new PackIndex(indexBytes(entries, Buffer.alloc(format.idBytes), version, format), format);
      const end = 2 ** 53;
      const order = new PackOrder(index, 12, end);
      const sorted = [...entries].sort((a, b) => a.offset - b.offset);
      for (const [entry, { id, offset }] of sorted.entries()) {
        const row = order.rows[entry] as number;
        expect(index.id(row)).toEqual(id);
        expect(order.entries[row]).toBe(entry);
        expect(order.at(offset)).toBe(entry);
        expect(order.endOf(entry)).toBe(sorted[entry + 1]?.offset ?? end);
      }
      expect(order.at(13.5)).toBe(-1);
    }),
  );
});

it('answers any changed index with an error of its own kind, or knows that it is damaged', () => {
  const change = fc.record({ at: fc.nat(), bit: fc.nat(7), cut: fc.nat(20) });
  fc.assert(
    fc.property(INDEX, fc.array(change, { minLength: 1, maxLength: 3 }), ({ format, version, entries }, changes) => {
      const original = indexBytes(entries, Buffer.alloc(format.idBytes), version, format);
      let bytes = Buffer.from(original);
      for (const { at, bit, cut } of changes) {
        const place = at % bytes.length;
        bytes[place] = (bytes[place] as number) ^ (1 << bit);
        if (cut === 0) bytes = bytes.subarray(0, Math.max(1, at % bytes.length));
      }
      if (bytes.equals(original)) return;
      try {
        const index = new PackIndex(bytes, format);
        expect(index.isIntact).toBe(false);
        const order = new PackOrder(index, 12, 2 ** 33);
        // Every row has exactly one entry, whatever places are told.
        expect(new Set(order.rows).size).toBe(index.count);
        for (let entry = 0; entry < order.count; entry++) {
          expect(order.entries[order.rows[entry] as number]).toBe(entry);
          const offset = order.offsets[entry] as number;
          expect(offset === NOWHERE || order.endOf(entry) > offset).toBe(true);
        }
        for (const { id } of entries) expect(index.find(id)).toBeLessThan(index.count);
      } catch (error) {
        if (!(error instanceof UnreadError)) throw error;
      }
    }),
    { numRuns: 1000 },
  );
});

it.each([2 ** 32 - 1, 2 ** 40])('sorts many entries, up to the place %i', (most) => {
  const next = numbers(3);
  const entries = Array.from({ length: 20_000 }, (_, number) => {
    const id = Buffer.alloc(20);
    id.writeUInt32BE(number * 200_000);
    return { id, checksum: 0, offset: number === 0 ? most : 12 + next(1 << 30) * 3 };
  });
  const order = new PackOrder(new PackIndex(indexBytes(entries, Buffer.alloc(20), 2, SHA1), SHA1), 12, 2 ** 41);
  const sorted = [...entries.keys()].sort((a, b) => {
    const [one, other] = [entries[a]?.offset as number, entries[b]?.offset as number];
    return one - other || a - b;
  });
  expect([...order.rows]).toEqual(sorted);
  expect([...order.offsets]).toEqual(sorted.map((row) => entries[row]?.offset));
});

it('gives entries that a damaged index has at one place the same end', () => {
  const ids = [1, 2, 3, 4].map((byte) => Buffer.alloc(20, byte));
  const entries = ids.map((id, at) => ({ id, checksum: 0, offset: [500, 12, 500, 12][at] as number }));
  const order = new PackOrder(new PackIndex(indexBytes(entries, Buffer.alloc(20), 2, SHA1), SHA1), 12, 900);
  expect([0, 1, 2, 3].map((entry) => order.endOf(entry))).toEqual([500, 500, 900, 900]);
});

it('is done in time with an index that has everything at one place', () => {
  const entries = Array.from({ length: 100_000 }, (_, number) => {
    const id = Buffer.alloc(20);
    id.writeUInt32BE(number * 40_000);
    return { id, checksum: 0, offset: 12 };
  });
  const order = new PackOrder(new PackIndex(indexBytes(entries, Buffer.alloc(20), 2, SHA1), SHA1), 12, 900);
  for (let entry = 0; entry < order.count; entry++) if (order.endOf(entry) !== 900) throw new Error(`entry ${entry}`);
  expect(order.at(12)).toBe(0);
});

it.each<[string, Buffer]>([
  ['is empty', Buffer.alloc(0)],
  ['is of a version to come', Buffer.concat([Buffer.from('ff744f6300000003', 'hex'), Buffer.alloc(2000)])],
  ['announces more objects than it has', Buffer.concat([Buffer.alloc(1020), Buffer.alloc(4, 0xff), Buffer.alloc(40)])],
  ['is nothing but noise', Buffer.alloc(5000, 'noise')],
])('refuses an index that %s', (_, bytes) => {
  expect(() => new PackIndex(bytes, SHA1)).toThrow(UnreadError);
});
