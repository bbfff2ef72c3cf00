import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Belonging, decode, encode } from '../../../src/history/cache/cache-format.js';
import { KnownObjects } from '../../../src/history/cache/known-objects.js';
import { CHANGES } from '../../support/changed-bytes.js';
import { numbers } from '../../support/grown-repository.js';
import { contentsOf, someIds, tableOf } from '../../support/known-objects.js';

const BELONGING: Belonging = { key: Buffer.alloc(32, 'key'), file: Buffer.alloc(16, 'file') };
const TABLE = tableOf(someIds(12, 'written'));
const WRITTEN = encode(TABLE, BELONGING);

function withChecksum(bytes: Buffer): Buffer {
  if (bytes.length < 32) return bytes;
  const body = bytes.subarray(0, bytes.length - 32);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

describe('a memory that is written', () => {
  it('is read again as it was', () => {
    const read = decode(WRITTEN, 20, BELONGING);
    expect(read).toBeInstanceOf(KnownObjects);
    expect(contentsOf(read as KnownObjects)).toEqual(contentsOf(TABLE));
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
      if (!(read instanceof KnownObjects)) expect(read).toMatch(/^(?:damaged|copied|other)$/);
      else expect(contentsOf(read).size).toBeLessThanOrEqual(TABLE.count);
    }
  });
});
