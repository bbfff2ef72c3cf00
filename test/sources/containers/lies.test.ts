// Bombs, lies and damage: an answer or a gap, never a crash, a hang, or a run that says that all was read.
import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPRESSORS, tar, zip } from '../../support/archives.js';
import { readMembers, streamed } from '../../support/members.js';

const ZEROS = Buffer.alloc(4 << 20);

describe('a limit', () => {
  it('of the depth leaves what is deeper as it is', async () => {
    let bytes: Buffer = zip([{ name: 'x', content: 'deep', method: 0 }]);
    for (let depth = 1; depth < 4; depth++) bytes = zip([{ name: 'z', content: bytes, method: 0 }]);
    expect((await readMembers(bytes, { depth: 4 })).gaps).toEqual([]);
    const { texts, gaps, items } = await readMembers(bytes, { depth: 3 });
    expect(gaps).toEqual(['outer!/z!/z!/z: it lies in 3 archives already, and was not looked into']);
    expect(texts.get('outer!/z!/z!/z')).toContain('deep');
    expect(items.find(({ kind }) => kind === 'gap')).toMatchObject({
      advice: 'when it is meant to be so, raise the limit with --max-archive-depth N',
    });
  });

  it('of entries ends the reading', async () => {
    const entries = Array.from({ length: 5 }, (_, at) => ({ name: `${at}`, content: 'x' }));
    const { texts, gaps } = await readMembers(tar(entries), { entries: 3 });
    expect([texts.size, gaps]).toEqual([3, ['outer: it holds more than 3 entries, and the rest was not read']]);
  });

  it('of the bytes of an entry ends that one only', async () => {
    const bytes = zip([
      { name: 'a', content: ZEROS },
      { name: 'b', content: 'x' },
    ]);
    const { texts, gaps } = await readMembers(bytes, { entryBytes: 1000 });
    expect(gaps).toEqual(['outer!/a: it is larger than 1,000 bytes, and the rest was not read']);
    expect(texts.get('outer!/b')).toBe('x');
  });

  it('of all bytes counts what is expanded, in all archives together', async () => {
    const inner = zip([{ name: 'a', content: ZEROS }]);
    const outer = zip([
      { name: '1', content: inner },
      { name: '2', content: inner },
    ]);
    expect((await readMembers(outer, { bytes: 9 << 20 })).gaps).toEqual([]);
    expect((await readMembers(outer, { bytes: 6 << 20 })).gaps).toEqual([
      'outer: it expands to more than 6,291,456 bytes, and the rest was not read',
    ]);
  });

  it('of the ratio ends a bomb', async () => {
    let bomb: Buffer = gzipSync(Buffer.alloc(400 << 20));
    bomb = gzipSync(bomb);
    expect((await readMembers(bomb)).gaps).toEqual([
      'outer: it expands to more than 250 times its size, and the rest was not read',
    ]);
  });

  it('ends one that is made of one block many times, in bounded memory', async () => {
    const block = COMPRESSORS.bz2?.(Buffer.alloc(45_000_000)) as Buffer;
    const bomb = Buffer.concat(Array.from({ length: 100 }, () => block));
    const { gaps } = await readMembers(bomb, { bytes: 60_000_000 });
    expect(gaps).toEqual(['outer: it expands to more than 60,000,000 bytes, and the rest was not read']);
  });
});

describe('a zip that lies', () => {
  it('by two headers is read by both', async () => {
    const bytes = zip([{ name: 'shown', content: 'in it', listed: { name: 'other' } }]);
    const { texts, gaps } = await readMembers(bytes);
    expect(gaps).toEqual(['outer!/other: it lies: what stands before its data is not what the directory says of it']);
    expect([...texts]).toEqual([
      ['outer!/other', 'in it'],
      ['outer!/shown', 'in it'],
    ]);
  });

  it('about its size is read, and told', async () => {
    const { texts, gaps } = await readMembers(zip([{ name: 'a', content: 'four', listed: { size: 3 } }]));
    expect(texts.get('outer!/a')).toContain('four');
    expect(gaps).toContain('outer!/a: it lies: it is 4 bytes long, and says 3');
  });

  it('by leaving an entry out of its directory hides nothing', async () => {
    const bytes = zip([
      { name: 'a', content: 'listed' },
      { name: 'b', content: 'not listed', isUnlisted: true },
    ]);
    const { texts, gaps } = await readMembers(bytes);
    expect(gaps).toEqual([]);
    expect(texts.get('outer!/b')).toBe('not listed');
  });

  it('by giving one entry the data of another is told', async () => {
    const bytes = zip([
      { name: 'a', content: 'once' },
      { name: 'b', content: 'once', listed: { at: 0 } },
    ]);
    const { texts, gaps } = await readMembers(bytes);
    expect(gaps).toEqual(['outer!/b: it lies: it has the same data as an entry before it']);
    expect(texts.get('outer!/b')).toBe('once');
  });

  it('by entries that overlap is told', async () => {
    const inner = zip([{ name: 'inner', content: 'kernel' }], { hasNoDirectory: true });
    const data = Buffer.concat([inner]);
    const bytes = zip([
      { name: 'a', content: data, method: 0 },
      { name: 'inner', content: 'kernel', listed: { at: 31 } },
    ]);
    expect((await readMembers(bytes)).gaps).toContain('outer: it lies: entries of it share the same bytes');
  });

  it('about where its data is is told', async () => {
    const { gaps } = await readMembers(zip([{ name: 'a', content: 'x', listed: { at: 5 } }]));
    expect(gaps).toContain('outer!/a: it is not where the directory says');
  });

  it('hides nothing behind the end of a compressed entry', async () => {
    const data = Buffer.concat([deflateRawSync('seen'), Buffer.from('unseen')]);
    const { texts } = await readMembers(zip([{ name: 'a', content: 'seen', data }]));
    expect(texts.get('outer!<between the entries>')).toBe('unseen');
  });

  it('with two entries of one name has both', async () => {
    const bytes = zip([
      { name: 'a', content: 'one' },
      { name: 'a', content: 'two' },
    ]);
    expect((await readMembers(bytes)).texts.get('outer!/a')).toBe('onetwo');
  });
});

describe('what cannot be read', () => {
  it('is told of encrypted entries, the first ones by their names', async () => {
    const entries = Array.from({ length: 13 }, (_, at) => ({ name: `${at}`, content: 'x', flags: 1 }));
    const { gaps, texts } = await readMembers(zip(entries));
    expect(gaps.length).toBe(11);
    expect(gaps[0]).toBe('outer!/0: it is encrypted');
    expect(gaps[10]).toBe('outer, 3 more in it: it is encrypted');
    expect(texts.size).toBe(0);
  });

  it('is told of methods that are not read', async () => {
    const { gaps } = await readMembers(zip([{ name: 'a', content: 'x', method: 14 }]));
    expect(gaps).toEqual(['outer!/a: it is compressed with LZMA, which is not read']);
  });

  it('is told of a wrong checksum, and what came is scanned', async () => {
    const { gaps, texts } = await readMembers(zip([{ name: 'a', content: 'x', crc: 1 }]));
    expect(gaps).toEqual(['outer!/a: it is damaged: its checksum is another one']);
    expect(texts.get('outer!/a')).toBe('x');
  });

  it('is told of what is cut off, and what came before is scanned', async () => {
    const content = Array.from({ length: 20_000 }, (_, at) => `line ${at * 7919}\n`).join('');
    for (const [name, compress] of Object.entries({
      ...COMPRESSORS,
      zip: (bytes: Buffer) => zip([{ name: 'a', content: bytes }]),
    })) {
      const bytes = compress(Buffer.from(content));
      for (const input of [bytes.subarray(0, bytes.length / 2), streamed(bytes.subarray(0, bytes.length / 2))]) {
        const { gaps, texts } = await readMembers(input);
        expect(gaps.length, name).toBeGreaterThan(0);
        // bzip2 and xz have it in one block, which is damaged as a whole.
        if (name === 'gz' || name === 'zip') expect([...texts.values()].join('')).toContain('line 7919\n');
      }
    }
  });

  it('is told of a damaged header of tar, and what follows is read', async () => {
    const bytes = tar([
      { name: 'a', content: 'one' },
      { name: 'b', content: 'two' },
      { name: 'c', content: 'three' },
    ]);
    bytes[1024] = 0x7a;
    const { gaps, texts } = await readMembers(bytes);
    expect(gaps).toEqual(['outer: it is damaged: a header is none']);
    expect(texts.get('outer!<between the entries>')).toContain('two');
    expect(texts.get('outer!/c')).toBe('three');
  });

  it('keeps nobody from reading what is compressed in the same way behind it', async () => {
    for (const [name, compress] of Object.entries(COMPRESSORS)) {
      const [large, small] = [compress(Buffer.alloc(3 << 20)), compress(Buffer.from('small'))];
      const cut = compress(Buffer.from(`cut ${'x'.repeat(999)}`));
      const bytes = tar([
        { name: `large.${name}`, content: large },
        { name: `cut.${name}`, content: cut.subarray(0, cut.length - 9) },
        { name: `small.${name}`, content: small },
      ]);
      const { texts, gaps } = await readMembers(bytes, { entryBytes: 2 << 20 });
      expect(gaps.length, name).toBeGreaterThanOrEqual(2);
      expect(texts.get(`outer!/small.${name}!/small`), name).toBe('small');
    }
  });

  it('gives an answer whatever is done to the bytes of a compressor', async () => {
    const text = Buffer.from(Array.from({ length: 300 }, (_, at) => `line ${at * 7919}`).join());
    const all = Object.values(COMPRESSORS).map((compress) => compress(text));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all), fc.nat(), fc.nat({ max: 255 }), async (bytes, where, value) => {
        const damaged = Buffer.from(bytes);
        damaged[where % bytes.length] = value;
        const { items } = await readMembers(damaged);
        expect(items.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('is told of a wrong checksum around an archive that is whole', async () => {
    for (const inner of [zip([{ name: 'a', content: 'x' }]), tar([{ name: 'a', content: 'x' }])]) {
      const bytes = gzipSync(inner);
      bytes[bytes.length - 8] = (bytes[bytes.length - 8] as number) ^ 1;
      const { texts, gaps } = await readMembers(bytes);
      expect(texts.get('outer!/a')).toBe('x');
      expect(gaps).toEqual(['outer: it is damaged: its checksum is another one']);
    }
  });

  it('is told of xz in xz', async () => {
    const { gaps } = await readMembers(COMPRESSORS.xz?.(COMPRESSORS.xz(Buffer.from('x'))) as Buffer);
    expect(gaps).toEqual(['outer: it is xz in xz, which is not read']);
  });

  it('is told of archives in archives without end', async () => {
    const { gaps } = await readMembers(nested());
    expect(gaps.at(-1)).toContain('archives already');
  });
});

function nested(): Buffer {
  let bytes: Buffer = Buffer.from('x');
  for (let depth = 0; depth < 12; depth++) bytes = gzipSync(bytes);
  return bytes;
}

describe('any tree of archives', () => {
  const file = fc
    .uint8Array({ maxLength: 300 })
    .map((bytes) => Buffer.from(`f${Buffer.from(bytes).toString('latin1')}`));
  interface Tree {
    readonly bytes: Buffer;
    readonly files: readonly (readonly [path: string, text: string])[];
  }
  const leaf = file.map((bytes): Tree => ({ bytes, files: [['', bytes.toString('latin1')]] }));
  const packed = (children: readonly Tree[], pack: (entries: { name: string; content: Buffer }[]) => Buffer): Tree => ({
    bytes: pack(children.map(({ bytes }, at) => ({ name: `${at}`, content: bytes }))),
    files: children.flatMap(({ files }, at) => files.map(([path, text]) => [`!/${at}${path}`, text] as const)),
  });
  const PACKS = [
    (entries: { name: string; content: Buffer }[]) => zip(entries),
    (entries: { name: string; content: Buffer }[]) => zip(entries.map((entry) => ({ ...entry, method: 0 }))),
    (entries: { name: string; content: Buffer }[]) => tar(entries),
    (entries: { name: string; content: Buffer }[]) => gzipSync(tar(entries)),
    (entries: { name: string; content: Buffer }[]) => COMPRESSORS.zst?.(tar(entries)) as Buffer,
  ];
  const { tree } = fc.letrec<{ tree: Tree; node: Tree }>((tie) => ({
    node: fc
      .tuple(fc.array(tie('tree'), { minLength: 1, maxLength: 3 }), fc.constantFrom(...PACKS))
      .map(([children, pack]) => packed(children, pack)),
    tree: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie('node')),
  }));
  const archive = fc
    .tuple(fc.array(tree, { minLength: 1, maxLength: 3 }), fc.constantFrom(...PACKS))
    .map(([children, pack]) => packed(children, pack));

  it('gives exactly its files', async () => {
    await fc.assert(
      fc.asyncProperty(archive, fc.boolean(), async ({ bytes, files }, isStream) => {
        const { texts, gaps } = await readMembers(isStream ? streamed(bytes) : bytes, { depth: 20 });
        expect(gaps).toEqual([]);
        const members = new Map([...texts].filter(([path]) => !path.includes('<')));
        expect(members).toEqual(new Map(files.map(([path, text]) => [`outer${path}`, text])));
      }),
      { numRuns: 60 },
    );
  });

  it('gives an answer whatever is done to its bytes', async () => {
    const damage = fc.tuple(fc.nat(), fc.nat({ max: 255 }), fc.nat({ max: 3 }));
    await fc.assert(
      fc.asyncProperty(
        archive,
        fc.array(damage, { maxLength: 5 }),
        fc.boolean(),
        async ({ bytes }, damages, isStream) => {
          let damaged = Buffer.from(bytes);
          for (const [where, value, kind] of damages) {
            const at = where % damaged.length;
            if (kind === 0) damaged = Buffer.concat([damaged.subarray(0, at + 1)]);
            else if (kind === 1)
              damaged = Buffer.concat([damaged.subarray(0, at), Buffer.from([value]), damaged.subarray(at)]);
            else damaged[at] = value;
          }
          const { items } = await readMembers(isStream ? streamed(damaged) : damaged);
          expect(items.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
