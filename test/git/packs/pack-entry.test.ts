import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EntryHeader, longestHeader } from '../../../src/git/packs/pack-entry.js';
import { UnreadError } from '../../../src/git/packs/unread-error.js';
import { entryHeader } from '../../support/built-pack.js';

const SIZE = fc.oneof(fc.nat(200), fc.nat(2 ** 31), fc.integer({ min: 2 ** 31, max: 2 ** 52 }));

it('reads what every kind of header says', () => {
  const header = new EntryHeader();
  const distance = fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 2 ** 31, max: 2 ** 45 }));
  fc.assert(
    fc.property(fc.constantFrom(1, 2, 3, 4, 6, 7), SIZE, distance, fc.nat(9), (kind, size, back, before) => {
      const more = kind === 6 ? { distance: back } : kind === 7 ? { baseId: Buffer.alloc(20, 9) } : {};
      const bytes = entryHeader({ kind, size, ...more });
      expect(bytes.length).toBeLessThanOrEqual(longestHeader(20));
      header.read(Buffer.concat([Buffer.alloc(before), bytes, Buffer.alloc(3)]), before, before + bytes.length + 3, 20);
      expect(header).toMatchObject({
        type: [undefined, 'commit', 'tree', 'blob', 'tag'][kind],
        size,
        distance: kind === 6 ? back : 0,
        baseId: kind === 7 ? Buffer.alloc(20, 9) : undefined,
        dataAt: before + bytes.length,
      });
      // Every shorter beginning is refused.
      for (let end = 0; end < bytes.length; end++) expect(() => header.read(bytes, 0, end, 20)).toThrow(UnreadError);
    }),
  );
});

it.each<[string, number[]]>([
  ['type 0', [0x05]],
  ['the reserved type', [0x55]],
  ['a size beyond all files', [0xb5, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]],
  ['itself as its base', [0x65, 0x00]],
  ['a base before all files', [0x65, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]],
])('refuses %s', (_, bytes) => {
  const all = Buffer.concat([Buffer.from(bytes), Buffer.alloc(40)]);
  expect(() => new EntryHeader().read(all, 0, all.length, 20)).toThrow(UnreadError);
});
