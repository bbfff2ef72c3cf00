import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { readLoose } from '../../../src/git/packs/loose-object.js';
import { SHA1, SHA256 } from '../../../src/git/packs/object-format.js';
import { UnreadError } from '../../../src/git/packs/unread-error.js';
import { temporaryFolder } from '../../support/repository.js';
import { collected } from '../../support/stored-objects.js';

const ALL = 2 ** 31 - 1;
let file = '';
beforeEach(() => {
  file = join(temporaryFolder(), 'object');
});

/** Writes these bytes compressed. @returns the id that they have as an object */
function written(bytes: Uint8Array, level = 6, hash = 'sha1'): string {
  writeFileSync(file, deflateSync(bytes, { level }));
  return createHash(hash).update(bytes).digest('hex');
}

function object(type: string, content: Uint8Array, size = content.length): Buffer {
  return Buffer.concat([Buffer.from(`${type} ${size}\0`), content]);
}

it('reads objects of every type, size and compression', async () => {
  const type = fc.constantFrom('blob', 'commit', 'tag', 'tree');
  await fc.assert(
    fc.asyncProperty(
      type,
      fc.uint8Array({ maxLength: 3000 }),
      fc.nat(9),
      fc.boolean(),
      async (kind, content, level, wide) => {
        const id = written(object(kind, content), level, wide ? 'sha256' : 'sha1');
        const format = wide ? SHA256 : SHA1;
        expect(readLoose(file, id, format, ALL)).toEqual({ type: kind, content: Buffer.from(content) });
        const large = readLoose(file, id, format, -1);
        if (!('kind' in large)) throw new Error('it did not come in pieces');
        expect(large).toMatchObject({ id, type: kind, size: content.length });
        expect(await collected(large.pieces())).toEqual(Buffer.from(content));
      },
    ),
  );
});

it('answers any changed file with the object or an error of its own kind, never with another content', () => {
  const change = fc.record({ at: fc.nat(), byte: fc.nat(255), cut: fc.nat(9) });
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 500 }),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      (content, changes) => {
        const bytes = object('blob', content);
        const id = createHash('sha1').update(bytes).digest('hex');
        let changed = deflateSync(bytes);
        for (const { at, byte, cut } of changes) {
          changed[at % changed.length] = byte;
          if (cut === 0) changed = changed.subarray(0, Math.max(1, at % changed.length));
        }
        writeFileSync(file, changed);
        try {
          expect(readLoose(file, id, SHA1, ALL)).toEqual({ type: 'blob', content: Buffer.from(content) });
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadError);
        }
      },
    ),
    { numRuns: 500 },
  );
});

it.each<[string, Buffer]>([
  ['is of no type', object('blog', Buffer.from('a'))],
  ['has a size with a zero before it', Buffer.from('blob 01\0a')],
  ['has no end of its header', Buffer.from('blob 1a')],
  ['announces more than there is', object('blob', Buffer.from('a'), 5)],
  ['announces a petabyte', object('blob', Buffer.from('a'), 2 ** 50)],
  ['announces less than there is', object('blob', Buffer.from('abc'), 2)],
])('refuses what %s', (_, bytes) => {
  const id = written(bytes);
  expect(() => readLoose(file, id, SHA1, 2 ** 53)).toThrow(UnreadError);
});

it('refuses an empty file, and an object under the id of another', async () => {
  writeFileSync(file, '');
  expect(() => readLoose(file, '1'.repeat(40), SHA1, ALL)).toThrow(UnreadError);
  written(object('blob', Buffer.from('a')));
  expect(() => readLoose(file, '1'.repeat(40), SHA1, ALL)).toThrow(/not those of its id/);
  const large = readLoose(file, '1'.repeat(40), SHA1, 0);
  await expect('pieces' in large && collected(large.pieces())).rejects.toThrow(/not those of its id/);
});
