// What is a saved image, and what only looks like one.
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../../src/sources/containers/byte-reader.js';
import { BufferAccess } from '../../../src/sources/containers/random-access.js';
import { beginsAsSavedImage, isSavedImage } from '../../../src/sources/images/recognised-image.js';
import { dockerImage, dockerLayout, ociImage, type TarEntry, tarOf } from '../../support/image.js';

const parts = { layers: [{ a: 'b' }, { c: 'd' }] };
const SAVED = JSON.stringify([{ Config: 'a.json', RepoTags: ['a:1'], Layers: [] }]);

const IMAGES: readonly [string, Buffer][] = [
  ['a layout', ociImage(parts)],
  ['what docker saved before', dockerImage(parts)],
  ['what docker saves today', dockerLayout(parts)],
  [
    'a layout that was packed as a folder',
    tarOf([
      { name: './', isFolder: true },
      { name: './oci-layout', content: '{}' },
    ]),
  ],
  ['one that begins with its manifest', tarOf([{ name: 'manifest.json', content: SAVED }])],
];

/** Cut off before there is a manifest. */
const BEGINNINGS: readonly [string, Buffer][] = IMAGES.slice(0, 3).map(([name, bytes]) => [
  name,
  bytes.subarray(0, 1600),
]);

const OTHERS: readonly [string, Buffer | TarEntry[]][] = [
  ['a tar of something else', [{ name: 'package/package.json', content: '{}' }]],
  ['a tar with another manifest', [{ name: 'manifest.json', content: '{"manifest_version":3}' }]],
  ['a tar with an image in a folder', [{ name: 'x/oci-layout', content: '{}' }]],
  ['an empty tar', []],
  [
    'a tar with a folder named blobs',
    [
      { name: 'blobs/', isFolder: true },
      { name: 'blobs/a.bin', content: 'x' },
    ],
  ],
  ['an empty file', Buffer.alloc(0)],
  ['a text', Buffer.from('manifest.json\n'.repeat(100))],
  ['a name of one without a header', Buffer.from('blobs/sha256/\0'.padEnd(600, 'x'))],
];

const bytesOf = (content: Buffer | TarEntry[]) => (Buffer.isBuffer(content) ? content : tarOf(content));

describe('a file', () => {
  it.each(IMAGES)('is an image: %s', (_, bytes) => expect(isSavedImage(new BufferAccess(bytes))).toBe(true));
  it.each(BEGINNINGS)('is the beginning of one: %s', (_, bytes) =>
    expect(isSavedImage(new BufferAccess(bytes))).toBe(true),
  );
  it.each(OTHERS)('is none: %s', (_, content) => expect(isSavedImage(new BufferAccess(bytesOf(content)))).toBe(false));
});

describe('a stream', () => {
  const begins = (bytes: Buffer) => beginsAsSavedImage(new ByteReader(bytes.length === 0 ? [] : [bytes]));
  it.each(IMAGES)('begins as an image: %s', async (_, bytes) => expect(await begins(bytes)).toBe(true));
  it.each(BEGINNINGS)('so does a part of it: %s', async (_, bytes) => expect(await begins(bytes)).toBe(true));
  it.each(OTHERS)('does not: %s', async (_, content) => expect(await begins(bytesOf(content))).toBe(false));

  it('is not waited for when its first word tells that it is a text', async () => {
    const stream = new Readable({ read: () => {} });
    stream.push('one ');
    expect(await beginsAsSavedImage(new ByteReader(stream as AsyncIterable<Buffer>))).toBe(false);
    stream.destroy();
  });
});
