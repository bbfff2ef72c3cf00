// What is in a container comes out of it, whichever kind it is, whole or as a stream.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { containerKind } from '../../../src/sources/containers/container-kind.js';
import { ar, COMPRESSORS, pax, tar, zip, zstd } from '../../support/archives.js';
import { readMembers, streamed } from '../../support/members.js';

const TWO = [
  { name: 'a/one.txt', content: 'the first' },
  { name: 'two.bin', content: Buffer.alloc(70_000, 'second ') },
];
const TEXTS = new Map(TWO.map(({ name, content }) => [`outer!/${name}`, content.toString('latin1')]));

const KINDS: Readonly<Record<string, Buffer>> = {
  zip: zip(TWO),
  'zip, stored': zip(TWO.map((entry) => ({ ...entry, method: 0 }))),
  'zip, written as a stream': zip(TWO.map((entry) => ({ ...entry, flags: 8 }))),
  'zip, with sizes of 64 bits': zip(TWO.map((entry) => ({ ...entry, isLarge: true }))),
  tar: tar(TWO),
  'tar, before ustar': tar(TWO.map((entry) => ({ ...entry, isOld: true }))),
  ...Object.fromEntries(Object.entries(COMPRESSORS).map(([name, compress]) => [`tar.${name}`, compress(tar(TWO))])),
};

describe('what is inside', () => {
  it.each(Object.entries(KINDS))('comes out of %s', async (_, bytes) => {
    const whole = await readMembers(bytes);
    expect(whole.gaps).toEqual([]);
    expect(whole.texts).toEqual(TEXTS);
  });

  it.each(Object.entries(KINDS))('comes out of a stream of %s', async (_, bytes) => {
    for (const size of [7, 100_000]) {
      const { texts, gaps } = await readMembers(streamed(bytes, size));
      expect(gaps).toEqual([]);
      expect(texts).toEqual(TEXTS);
    }
  });

  it('comes out of ar, names of more than sixteen characters too', async () => {
    const long = 'a-name-that-is-long.txt';
    const table = { name: '/', content: `${long}/\n` };
    const bytes = ar([table, { name: 'short', content: 'odd' }, { name: '/0', content: 'even' }]);
    const named = Buffer.from(bytes.toString('latin1').replace('//0/', '/0  ').replace('/0/ ', '/0  '), 'latin1');
    const { texts } = await readMembers(named);
    expect(texts).toEqual(
      new Map([
        ['outer!/short', 'odd'],
        [`outer!/${long}`, 'even'],
      ]),
    );
  });

  it('is named by the file when it has no name', async () => {
    const bytes = gzipSync('a line');
    expect((await readMembers(bytes, {}, { path: 'x/app.log.gz' })).texts).toEqual(
      new Map([['x/app.log.gz!/app.log', 'a line']]),
    );
    expect((await readMembers(bytes)).texts).toEqual(new Map([['outer!<content>', 'a line']]));
  });

  it('comes out of one in the other', async () => {
    const inner = zip([{ name: 'c.env', content: 'deep' }]);
    const middle = gzipSync(tar([{ name: 'b.zip', content: inner }]));
    const { texts, gaps } = await readMembers(zip([{ name: 'a.tgz', content: middle }]));
    expect(gaps).toEqual([]);
    expect(texts).toEqual(new Map([['outer!/a.tgz!/b.zip!/c.env', 'deep']]));
  });

  it('comes in pieces when it is large', async () => {
    const large = Buffer.alloc((8 << 20) + 5, 'x');
    const { items } = await readMembers(gzipSync(large), { ratio: 2000 });
    expect(items.map((item) => (item.kind === 'chunk' ? [item.bytes.length, item.last] : item))).toEqual([
      [8 << 20, false],
      [5, true],
    ]);
  });

  it('is behind several streams of a compressor', async () => {
    for (const compress of Object.values(COMPRESSORS)) {
      const bytes = Buffer.concat([compress(Buffer.from('one ')), compress(Buffer.from('two'))]);
      expect([...(await readMembers(bytes)).texts.values()]).toEqual(['one two']);
    }
  });

  it('is decompressed exactly, runs and noise alike', async () => {
    const noise = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * at * 7919) >> 7));
    for (const content of [Buffer.alloc(2_000_000, 'r'), noise, Buffer.alloc(0), Buffer.from('aaaabbbbb')])
      for (const compress of Object.values(COMPRESSORS)) {
        const { texts } = await readMembers(compress(content));
        expect([...texts.values()].join('') === content.toString('latin1')).toBe(true);
      }
  });
});

describe('names and remarks', () => {
  it('are told of folders, links, and what these lead to', async () => {
    const { names } = await readMembers(
      tar([
        { name: 'a-long-folder/', type: '5' },
        { name: 'a-symbolic-link', type: '2', link: 'where-it-leads' },
        { name: 'a-file-name', content: 'x' },
      ]),
    );
    expect(names).toEqual([
      'outer!/a-long-folder/',
      'outer!/where-it-leads',
      'outer!/a-symbolic-link',
      'outer!/a-file-name',
    ]);
  });

  it('never lead anywhere else', async () => {
    const names = ['../../etc/passwd', '/etc/passwd', './a/../b', 'a\\..\\b', 'C:/x', '..'];
    const { texts } = await readMembers(zip(names.map((name) => ({ name, content: name }))));
    expect([...texts.keys()]).toEqual([
      'outer!/\\x2e\\x2e/\\x2e\\x2e/etc/passwd',
      'outer!/\\x2fetc/passwd',
      'outer!/a/\\x2e\\x2e/b',
      'outer!/a\\\\x2e\\x2e\\b',
      'outer!/C:/x',
      'outer!/\\x2e\\x2e',
    ]);
  });

  it('of GNU and pax count instead of what the header says', async () => {
    const long = `${'d/'.repeat(80)}file`;
    const { texts } = await readMembers(
      tar([
        { name: 'x', type: 'L', content: `${long}1\0` },
        { name: 'short', content: 'one' },
        pax({ path: `${long}2`, comment: 'a remark' }),
        { name: 'short', content: 'two' },
        { name: 'short', content: 'three' },
      ]),
    );
    expect(texts).toEqual(
      new Map([
        [`outer!/${long}1`, 'one'],
        ['outer!<headers>', 'comment=a remark\n'],
        [`outer!/${long}2`, 'two'],
        ['outer!/short', 'three'],
      ]),
    );
  });

  it('of zip and gzip are read', async () => {
    const commented = zip([{ name: 'a', content: 'x', comment: 'of an entry' }], { comment: 'of all' });
    expect((await readMembers(commented)).texts.get('outer!<comment>')).toBe('of an entry\nof all');
    const named = Buffer.from(gzipSync('x'));
    named[3] = 8 | 16;
    const header = Buffer.concat([named.subarray(0, 10), Buffer.from('the name\0a comment\0'), named.subarray(10)]);
    expect((await readMembers(header)).texts.get('outer!<headers>')).toBe('the name\na comment\n');
  });
});

describe('what is no part of an archive', () => {
  it('is scanned before, between and behind', async () => {
    const before = Buffer.from('#!/bin/sh\nunpack itself\n');
    const { texts } = await readMembers(Buffer.concat([zip(TWO, { before }), Buffer.from('appended')]));
    expect(texts.get('outer!/a/one.txt')).toBe('the first');
    expect(texts.get('outer')).toContain('unpack itself');
    expect(texts.get('outer')).toContain('appended');
    for (const compress of [COMPRESSORS.gz, COMPRESSORS.bz2, zstd] as const) {
      const bytes = Buffer.concat([compress?.(Buffer.from('x')) as Buffer, Buffer.from('appended')]);
      expect((await readMembers(bytes)).texts.get('outer!<behind the end>')).toBe('appended');
    }
  });

  it('does not make an archive of what is none', () => {
    for (const text of ['', 'PK', 'text', 'BZh9 is a word', '\0'.repeat(512), 'x'.repeat(512), '!<arch'])
      expect(containerKind(Buffer.from(text))).toBeUndefined();
  });

  it('is all there is when only the first bytes are right: it is told, and scanned as it is', async () => {
    for (const magic of [
      '\x1f\x8b\x08\0',
      '\xfd7zXZ\0',
      'BZh91AY&SY',
      '\x28\xb5\x2f\xfd',
      '7z\xbc\xaf\x27\x1c',
      'Rar!\x1a\x07\0',
    ]) {
      const bytes = Buffer.from(`${magic}${'nothing of it '.repeat(50)}`, 'latin1');
      const { texts, gaps } = await readMembers(bytes);
      expect(gaps.length, magic).toBe(1);
      expect(texts.get('outer'), magic).toBe(bytes.toString('latin1'));
    }
  });
});
