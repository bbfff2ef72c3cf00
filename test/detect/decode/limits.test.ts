import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/catalogue/random.js';
import { draw } from '../../../src/catalogue/shape.js';
import { SpanFinder } from '../../../src/detect/decode/finder.js';
import { Engine } from '../../../src/detect/engine.js';
import { LONG_RUN } from '../../../src/detect/kernel.js';
import { catalogue, token } from '../../support/token.js';

const engine = new Engine(catalogue.patterns);
const secret = token('huggingface-user-token');

/** Microseconds of the processor; all of these take less than a fifth of it. */
const LONGEST = 10_000_000;

function timed(bytes: Buffer): { found: number; microseconds: number } {
  const started = process.cpuUsage();
  const found = engine.scan(bytes).length;
  return { found, microseconds: process.cpuUsage(started).user };
}

const MIB = 1 << 20;
const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64');
const again = (unit: string, size: number) => unit.repeat(Math.ceil(size / unit.length));

/** Base 64 of base 64 … of a text, as often as fits into so many bytes. */
function nested(text: string, size: number): string {
  let written = text;
  while (written.length < size) written = base64(written);
  return written;
}

const bomb = (size: number) => base64(gzipSync(Buffer.alloc(size, 'lorem ipsum ')));

describe('encoded data made to be slow', () => {
  it.each<[string, () => string]>([
    ['100 MB of one letter', () => 'Q'.repeat(100 * MIB)],
    ['20 MB of zeros', () => 'A'.repeat(20 * MIB)],
    ['a text in base 64 of 20 MB', () => base64(again('lorem ipsum dolor\n', 15 * MIB))],
    ['a text of 20 MB in digits', () => Buffer.from(again('lorem ipsum dolor\n', 10 * MIB)).toString('hex')],
    ['base 64 without end', () => nested('lorem ipsum dolor', 10 * MIB)],
    ['bombs of 100 MB', () => again(`${bomb(100 * MIB)}\n`, 2 * MIB)],
    ['bombs of 10 MB', () => again(`${bomb(10 * MIB)}\n`, 2 * MIB)],
    ['bombs in bombs', () => again(`${base64(gzipSync(again(`${bomb(8 * MIB)} `, 8 * MIB)))}\n`, 2 * MIB)],
    ['beginnings of gzip', () => again('H4sIAAAAAAAAA0tMSk5JTUvPAAB ', 2 * MIB)],
    ['short texts in base 64', () => again(`${base64('lorem ipsum dolor ')} `, 5 * MIB)],
    ['short texts far apart', () => again(`${base64('lorem ipsum dolor ')}${' '.repeat(600)}`, 5 * MIB)],
    ['paths of short names', () => again('a/', 5 * MIB)],
    ['paths in many runs', () => again(`${'a/'.repeat(60)} `, 5 * MIB)],
    ['percent signs', () => again('%', 5 * MIB)],
    ['percent escapes of percent signs', () => again('%25', 5 * MIB)],
    ['percent escapes in short words', () => again('a%41 ', 5 * MIB)],
    ['backslashes', () => again('\\', 5 * MIB)],
    ['backslashes before an x', () => again(`${'\\'.repeat(300)}x41`, 5 * MIB)],
    ['escapes', () => again('\\x41', 5 * MIB)],
    ['escapes of control characters', () => again('\\x00', 5 * MIB)],
    ['entities', () => again('&#65;', 5 * MIB)],
    ['beginnings of entities', () => again('&#', 5 * MIB)],
    ['entities with many digits', () => again(`&#${'0'.repeat(50)}`, 5 * MIB)],
    ['NULs', () => '\0'.repeat(20 * MIB)],
    ['NULs and letters', () => again('a\0', 20 * MIB)],
    ['nearly UTF-16', () => again(`${'a\0'.repeat(15)}bb`, 10 * MIB)],
    ['nearly UTF-32', () => again(`${'a\0\0\0'.repeat(15)}bb`, 10 * MIB)],
    ['lines of 76', () => again(`${base64(again('lorem ipsum ', 57))}\n`, 5 * MIB)],
    ['lines of 76 that end early', () => again(`${base64('lorem ipsum '.repeat(5).slice(0, 57))}\nabc=\n`, 5 * MIB)],
  ])('is read in time: %s', (_, make) => {
    const { found, microseconds } = timed(Buffer.from(make(), 'latin1'));
    expect(found).toBe(0);
    expect(microseconds).toBeLessThan(LONGEST);
  });

  it('hides nothing that is written beside it', () => {
    const bombs = again(`${bomb(10 * MIB)}\n`, 200_000);
    const plain = Buffer.from(`${bombs}a ${secret}\n${bombs}`);
    expect(engine.scan(plain).map(({ decoded }) => decoded)).toEqual([undefined]);
  });
});

describe('what can be decoded', () => {
  it('has a limit for each input, which only what is inflated can reach', () => {
    const encoded = base64(`lorem ipsum ${secret}`);
    const filler = again(`${base64('lorem ipsum dolor sit amet')}\n`, 8 * MIB);
    expect(engine.scan(Buffer.from(`${filler}${encoded}\n`))).toHaveLength(1);
    const bombs = `${bomb(10 * MIB)}\n`.repeat(20);
    let isCut = false;
    const cut = () => {
      isCut = true;
    };
    expect(engine.scan(Buffer.from(`${filler}${encoded}\n`), cut)).toHaveLength(1);
    expect(isCut).toBe(false);
    expect(engine.scan(Buffer.from(`${bombs}${encoded}\n`), cut)).toHaveLength(0);
    expect(isCut).toBe(true);
    expect(engine.scan(Buffer.from(`${encoded}\n${bombs}`))).toHaveLength(1);
  });

  it('is a text of megabytes, whatever stands at its end', () => {
    const text = `${again('lorem ipsum dolor\n', 4 * MIB)}${secret}\n`;
    expect(engine.scan(Buffer.from(`x=${base64(text)}`))).toHaveLength(1);
    expect(engine.scan(Buffer.from(text, 'utf16le'))).toHaveLength(1);
    expect(engine.scan(Buffer.from(`x=${base64(gzipSync(text))}`))).toHaveLength(1);
  });

  it('may be damaged or cut off', () => {
    const compressed = gzipSync(`${secret}\n${draw('{A-Za-z0-9:3000}', seededRandom(1))}`);
    expect(engine.scan(Buffer.from(base64(compressed.subarray(0, 1500))))).toHaveLength(1);
    const damaged = Buffer.from(compressed);
    damaged.fill(0xff, 10, 30);
    expect(engine.scan(Buffer.from(base64(damaged)))).toEqual([]);
    expect(engine.scan(Buffer.from(base64(deflateRawSync(secret))))).toEqual([]);
  });
});

describe('what is not decoded', () => {
  /** Bytes that would be decoded. */
  function encodedIn(text: string): number {
    const finder = new SpanFinder(Buffer.from(text, 'latin1'));
    for (const { index, 0: run } of text.matchAll(/[A-Za-z0-9+/_-]+/g))
      if (run.length >= LONG_RUN) finder.run(index, index + run.length);
    for (const { index } of text.matchAll(/[\\%&]/g)) finder.escape(index);
    return finder.spans().reduce((sum, { start, end }) => sum + end - start, 0);
  }

  const bytesOf = (size: number) => Buffer.from(draw(`{0-9a-f:${size * 2}}`, seededRandom(size)), 'hex');

  it.each<[string, () => string]>([
    [
      'pictures, fonts and programs',
      () =>
        [
          '\x89PNG\r\n\x1a\n\0\0\0\rIHDR',
          'GIF89a\x20\x03',
          'wOF2\0\x01\0\0',
          '\0asm\x01\0\0\0',
          '\x7fELF\x02\x01\x01\0',
          '\xff\xd8\xff\xe0\0\x10JFIF',
        ]
          .map((magic) => `data:;base64,${base64(Buffer.concat([Buffer.from(magic, 'latin1'), bytesOf(600)]))}`)
          .join('\n'),
    ],
    ['random bytes', () => Array.from({ length: 2000 }, (_, index) => base64(bytesOf(20 + (index % 90)))).join('\n')],
    [
      'digests',
      () => Array.from({ length: 2000 }, (_, index) => bytesOf(16 + (index % 48)).toString('hex')).join('\n'),
    ],
    [
      'names',
      () => 'getElementsByTagNameAndAttribute applicationConfigurationManagerFactory SOME_VERY_LONG_CONSTANT_NAME',
    ],
    ['paths', () => 'node_modules/some-package/dist/internal/components/index src/detect/decode/decoded-text'],
    [
      'escapes of control characters and other alphabets',
      () => String.raw`"\x00\x01\x02\x03\x1b[0m" "\u4e2d\u6587\u00e9" '100% of\n'`,
    ],
    ['short escapes', () => String.raw`\x41 a%20b x &#39;tis &#8217; %d%% %5B`],
  ])('is %s', (_, make) => {
    expect(encodedIn(make())).toBe(0);
  });

  it('is told apart from text', () => {
    expect(encodedIn(base64('lorem ipsum dolor sit amet'))).toBeGreaterThan(0);
    expect(encodedIn(String.raw`\x6c\x6f\x72\x65\x6d\x20\x69\x70\x73\x75\x6d\x20`)).toBeGreaterThan(0);
  });
});
