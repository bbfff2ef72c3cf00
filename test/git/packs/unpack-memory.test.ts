import { constants, deflateSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { Delta } from '../../../src/git/packs/delta.js';
import { UnpackMemory } from '../../../src/git/packs/unpack-memory.js';
import { deltaBytes, type Instruction } from '../../support/delta-bytes.js';

// The oracles are zlib and `delta.ts`. What goes the quick way is the same to the byte, or is left to them.

const LARGEST = 1 << 18;
const CANARY = 0xa5;

let memory: UnpackMemory;
let input: Buffer;
let base: Buffer;
let output: Buffer;

beforeAll(() => {
  const created = UnpackMemory.create();
  if (created === undefined) throw new Error('this machine has no WebAssembly with 128-bit instructions');
  memory = created;
  [input, base, output] = [LARGEST, LARGEST, LARGEST].map((size) => memory.region(size)) as [Buffer, Buffer, Buffer];
});

/** Where so many bytes are to be put, with canaries behind the slack. */
function target(size: number): Buffer {
  output.fill(CANARY, 0, size + memory.slack + 256);
  return output.subarray(0, size);
}

function expectCanaries(size: number): void {
  const behind = output.subarray(size + memory.slack, size + memory.slack + 256);
  expect(behind.every((byte) => byte === CANARY)).toBe(true);
}

function put(region: Buffer, bytes: Uint8Array): Buffer {
  region.set(bytes);
  return region.subarray(0, bytes.length);
}

/** Frequencies that double from one byte to the next: words of up to 15 bits. */
const SKEWED = fc
  .array(fc.nat(2 ** 20 - 1), { maxLength: 3000 })
  .map((drawn) => Buffer.from(drawn.map((number) => Math.clz32(number) * 7)));
const PIECE = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.constantFrom('const ', 'function', '\n', ' = ', 'return', 'a', '\0\0\0\0').map((text) => Buffer.from(text)),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.nat(300))
    .map(([bytes, times]) => Buffer.concat(Array(times).fill(bytes))),
  SKEWED,
);
const CONTENT = fc.array(PIECE, { maxLength: 60 }).map((pieces) => Buffer.concat(pieces).subarray(0, 120_000));
const HOW = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
  windowBits: fc.integer({ min: 9, max: 15 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FILTERED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FIXED,
  ),
});

it('inflates whatever zlib deflates, and nothing else is touched', () => {
  fc.assert(
    fc.property(CONTENT, HOW, fc.nat(7), (content, how, before) => {
      const compressed = deflateSync(content, how);
      const bytes = put(input, Buffer.concat([Buffer.alloc(before), compressed, Buffer.alloc(30, 0xff)]));
      const to = target(content.length);
      expect(memory.inflate(to, bytes, before, before + compressed.length)).toBe(true);
      expect(to.equals(content)).toBe(true);
      expectCanaries(content.length);
    }),
    { numRuns: 500 },
  );
});

it('inflates words of fifteen bits', () => {
  const counts = [1, 1];
  while (counts.length < 22) counts.push((counts.at(-1) as number) + (counts.at(-2) as number));
  const content = Buffer.concat(counts.map((count, byte) => Buffer.alloc(count, byte * 11)));
  const shuffled = Buffer.from(content.map((_, at) => content[(at * 7919) % content.length] as number));
  const compressed = deflateSync(shuffled, { strategy: constants.Z_HUFFMAN_ONLY, memLevel: 9 });
  const to = target(shuffled.length);
  expect(memory.inflate(to, put(input, compressed), 0, compressed.length)).toBe(true);
  expect(to.equals(shuffled)).toBe(true);
});

it('makes of damaged bytes what zlib makes of them, or leaves them to it', () => {
  const change = fc.record({ at: fc.nat(), bit: fc.nat(7), cut: fc.nat(15) });
  let answered = 0;
  fc.assert(
    fc.property(CONTENT, HOW, fc.array(change, { minLength: 1, maxLength: 3 }), (content, how, changes) => {
      let compressed = deflateSync(content.subarray(0, 2000), how);
      for (const { at, bit, cut } of changes) {
        const place = at % compressed.length;
        compressed[place] = (compressed[place] as number) ^ (1 << bit);
        if (cut === 0) compressed = compressed.subarray(0, Math.max(1, place));
      }
      const size = Math.min(2000, content.length);
      const to = target(size);
      // What lies behind is read, and must not count.
      const bytes = put(input, Buffer.concat([compressed, Buffer.alloc(64, 0x55)]));
      if (memory.inflate(to, bytes, 0, compressed.length)) {
        answered++;
        expect(to.equals(inflateRawSync(compressed.subarray(2)))).toBe(true);
      }
      expectCanaries(size);
    }),
    { numRuns: 3000 },
  );
  expect(answered).toBeGreaterThan(10);
});

it('leaves to zlib what is longer or shorter than it should be, and what lies elsewhere', () => {
  const compressed = deflateSync(Buffer.from('some text, some more text'));
  const bytes = put(input, compressed);
  for (const size of [0, 24, 26, 1000]) expect(memory.inflate(target(size), bytes, 0, bytes.length)).toBe(false);
  expect(memory.inflate(target(25), bytes, 0, bytes.length - 1)).toBe(false);
  expect(memory.inflate(target(25), bytes, 0, 3)).toBe(false);
  expect(memory.inflate(target(25), compressed, 0, compressed.length)).toBe(false);
  expect(memory.inflate(Buffer.alloc(25), bytes, 0, bytes.length)).toBe(false);
  expect(memory.inflate(target(25), bytes, 0, bytes.length)).toBe(true);
});

const DRAWN = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 127 }),
  fc.record({ from: fc.double({ min: 0, max: 1, noNaN: true }), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
);

/** A delta of this base, as an encoder would write it. */
function deltaOf(from: Uint8Array, drawn: readonly (Uint8Array | { from: number; part: number })[]): Buffer {
  let size = 0;
  const instructions = drawn.map((one): Instruction => {
    const offset = one instanceof Uint8Array ? 0 : Math.floor(one.from * (from.length - 1));
    const copied = one instanceof Uint8Array ? 0 : 1 + Math.floor(one.part ** 3 * (from.length - offset - 1));
    size += one instanceof Uint8Array ? one.length : copied;
    return one instanceof Uint8Array ? one : { offset, size: copied };
  });
  return deltaBytes(from.length, size, instructions);
}

it('puts together what `delta.ts` does, instruction by instruction, and leaves to it what is damaged', () => {
  const [plain, quick] = [new Delta(), new Delta()];
  const change = fc.option(fc.record({ at: fc.nat(), byte: fc.nat(255) }), { freq: 2 });
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 3000 }),
      fc.array(DRAWN, { maxLength: 40 }),
      change,
      (from, drawn, changed) => {
        const delta = deltaOf(from, drawn);
        if (changed) delta[changed.at % delta.length] = changed.byte;
        let expected: Uint8Array | undefined;
        try {
          plain.parse(delta);
          expected = new Uint8Array(plain.targetSize);
          plain.apply(from, expected);
        } catch {
          expected = undefined;
        }
        try {
          quick.begin(put(input, delta));
        } catch {
          expect(expected).toBeUndefined();
          return;
        }
        if (quick.sourceSize !== from.length || quick.targetSize > LARGEST / 2) return;
        const to = target(quick.targetSize);
        const isDone = quick.patch(memory, put(base, from), to);
        expect(isDone).toBe(expected !== undefined);
        expectCanaries(quick.targetSize);
        if (expected === undefined) return;
        expect(to.equals(expected)).toBe(true);
        expect(quick.count).toBe(plain.count);
        for (const part of ['copies', 'sources', 'ends'] as const)
          expect([...quick[part].subarray(0, quick.count)]).toEqual([...plain[part].subarray(0, plain.count)]);
      },
    ),
    { numRuns: 2000 },
  );
});

it.each<[string, Instruction]>([
  ['a copy', { offset: 100, size: 700 }],
  ['a copy of few bytes', { offset: 100, size: 120 }],
  ['an insertion', Buffer.alloc(127, 'x')],
])('writes nothing behind an object that %s would make longer than it says', (_, last) => {
  const from = put(base, Buffer.alloc(1000, 'b'));
  const delta = new Delta();
  for (const size of [10, 11, 20]) {
    delta.begin(put(input, deltaBytes(1000, size, [{ offset: 0, size: 10 }, last, last])));
    expect(delta.patch(memory, from, target(size))).toBe(false);
    expectCanaries(size);
  }
});

it('gives no more memory than it has', () => {
  const other = UnpackMemory.create() as UnpackMemory;
  let regions = 0;
  while (other.region(1 << 20) !== undefined) regions++;
  expect(regions).toBeGreaterThan(30);
  expect(regions).toBeLessThan(1000);
});
