// A text that comes in pieces is told as a whole one: windows overlap, tell every byte once, and know where they are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Engine } from '../src/detect/engine.js';
import { LongText, type TextWindow } from '../src/long-text.js';
import { PositionFinder } from '../src/policy/position.js';
import { type ScanOptions, scan } from '../src/scan.js';
import type { Source, SourceChunk } from '../src/sources/source.js';
import { patternWith } from './support/pattern.js';

function windowsOf(text: Buffer, sizes: readonly number[], overlap: number): TextWindow[] {
  const long = new LongText(overlap);
  const windows: TextWindow[] = [];
  let at = 0;
  for (const size of sizes) {
    windows.push(long.next(text.subarray(at, at + size), false));
    at += size;
  }
  windows.push(long.next(text.subarray(at), true));
  return windows;
}

const TEXT = fc.array(fc.constantFrom('a', '\n', 'é', '日', '😀', '\r\n', 'key="x"', ' '), { maxLength: 300 });
const SIZES = fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 12 });
const OVERLAP = fc.integer({ min: 0, max: 60 });

describe('the windows of a text, wherever its pieces are cut,', () => {
  const property = (check: (whole: Buffer, windows: readonly TextWindow[], overlap: number) => void) =>
    fc.assert(
      fc.property(TEXT, SIZES, OVERLAP, (texts, sizes, overlap) => {
        const whole = Buffer.from(texts.join(''));
        check(whole, windowsOf(whole, sizes, overlap), overlap);
      }),
    );

  it('tell every byte once', () =>
    property((whole, windows) => {
      const told = windows.map(({ bytes, from, to }) => bytes.subarray(from, to));
      expect(Buffer.concat(told).equals(whole)).toBe(true);
    }));

  it('show as much around what they tell as was asked for, or all there is', () =>
    property((whole, windows, overlap) => {
      let toldBefore = 0;
      for (const { bytes, from, to } of windows) {
        const first = toldBefore - from;
        if (to > from) {
          expect(from).toBeGreaterThanOrEqual(Math.min(overlap, toldBefore));
          expect(bytes.length - to).toBeGreaterThanOrEqual(Math.min(overlap, whole.length - toldBefore - (to - from)));
        }
        expect(bytes.equals(whole.subarray(first, first + bytes.length))).toBe(true);
        toldBefore += to - from;
      }
    }));

  it('have the positions of the whole text', () =>
    property((whole, windows) => {
      const positions = new PositionFinder(whole);
      let told = 0;
      for (const { bytes, from, to, start } of windows) {
        const own = new PositionFinder(bytes, start);
        const starts = Array.from({ length: to - from }, (_, index) => from + index).filter((at) =>
          beginsCharacter(bytes[at] as number),
        );
        expect(starts.map((at) => own.at(at))).toEqual(starts.map((at) => positions.at(told + at - from)));
        told += to - from;
      }
    }));
});

function beginsCharacter(byte: number): boolean {
  return (byte & 0xc0) !== 0x80;
}

/** The pieces of one text, as a source. */
function pieces(text: Buffer, size: number): Source {
  return {
    onlyNew: false,
    async *blobs(): AsyncGenerator<SourceChunk> {
      for (let at = 0; at < text.length; at += size)
        yield { kind: 'chunk', bytes: text.subarray(at, at + size), last: false, place: { path: 'long' } };
      yield { kind: 'chunk', bytes: Buffer.alloc(0), last: true, place: { path: 'long' } };
    },
  };
}

function whole(text: Buffer): Source {
  return {
    onlyNew: false,
    async *blobs() {
      yield { kind: 'blob', bytes: text, places: [{ path: 'long' }] };
    },
  };
}

describe('a scan of a text in pieces', () => {
  const engine = new Engine([
    patternWith({ id: 'acme-key', pairs: [['acme-id']] }),
    patternWith({ id: 'acme-id', anchor: { literals: ['acmeid_'], place: 'anywhere' }, regex: 'acmeid_[a-z]{4}' }),
  ]);
  const line = (n: number) => {
    const letters = Array.from({ length: 8 }, (_, at) => String.fromCharCode(97 + ((n * 7919 * (at + 1) ** 5) % 26)));
    const excused = n % 5 === 0 ? ' // hushkey:ignore' : '';
    return `é 日本 acmeid_${letters.slice(0, 4).join('')} and acme_${letters.join('')}${excused}\n${'.'.repeat(n % 997)}\n`;
  };
  // Longer than several overlaps, so that there are windows of every kind.
  const text = Buffer.from(Array.from({ length: 12_000 }, (_, n) => line(n)).join(''));
  const options: ScanOptions = { now: new Date(0) };

  it.each([700_001, 3_000_000])('finds what a scan of the whole finds, with pieces of %d bytes', async (size) => {
    const expected = await scan(whole(text), engine, options);
    const found = await scan(pieces(text, size), engine, options);
    expect(expected.stats).toMatchObject({ objects: 1, bytes: text.length });
    expect(expected.stats.ignored).toBeGreaterThan(2_000);
    expect(expected.findings.length).toBeGreaterThan(20);
    expect(expected.findings.flatMap(({ locations }) => locations).length).toBeGreaterThan(9_000);
    expect(found.stats).toEqual({ ...expected.stats, ms: found.stats.ms });
    expect(found.findings.length).toBe(expected.findings.length);
    // Compared as text: a difference in so many would be told at great length.
    expect(JSON.stringify(found.findings) === JSON.stringify(expected.findings)).toBe(true);
  });
});
