import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Delta } from '../../../src/git/packs/delta.js';
import { UnreadError } from '../../../src/git/packs/unread-error.js';
import { deltaBytes, type Instruction } from '../../support/delta-bytes.js';

const BASE = fc.uint8Array({ minLength: 1, maxLength: 400 });
/** Places as fractions, so that they fit whatever base comes with them. */
const INSTRUCTION = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 127 }),
  fc.record({ from: fc.double({ min: 0, max: 1, noNaN: true }), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
);
const INSTRUCTIONS = fc.array(INSTRUCTION, { maxLength: 40 });
type Drawn = typeof INSTRUCTION extends fc.Arbitrary<infer T> ? T : never;

function fitted(base: Uint8Array, drawn: readonly Drawn[]): Instruction[] {
  return drawn.map((one) => {
    if (one instanceof Uint8Array) return one;
    const offset = Math.floor(one.from * (base.length - 1));
    return { offset, size: 1 + Math.floor(one.part * (base.length - offset - 1)) };
  });
}

/** What the instructions mean, put together in the plainest way. */
function result(base: Uint8Array, instructions: readonly Instruction[]): Buffer {
  return Buffer.concat(
    instructions.map((one) => (one instanceof Uint8Array ? one : base.subarray(one.offset, one.offset + one.size))),
  );
}

function apply(delta: Delta, base: Uint8Array, bytes: Uint8Array): Uint8Array {
  delta.parse(bytes);
  const target = new Uint8Array(delta.targetSize);
  delta.apply(base, target);
  return target;
}

it('puts together what the instructions say, and tells them one by one', () => {
  const delta = new Delta();
  fc.assert(
    fc.property(BASE, INSTRUCTIONS, (base, drawn) => {
      const instructions = fitted(base, drawn);
      const expected = result(base, instructions);
      expect(Buffer.from(apply(delta, base, deltaBytes(base.length, expected.length, instructions)))).toEqual(expected);
      expect(delta.count).toBe(instructions.length);
      let end = 0;
      for (const [index, one] of instructions.entries()) {
        const size = one instanceof Uint8Array ? one.length : one.size;
        end += size;
        expect(delta.ends[index]).toBe(end);
        const from = delta.copies[index] === 1 ? base : delta.bytes;
        const source = delta.sources[index] as number;
        const start = one instanceof Uint8Array ? undefined : one.offset;
        if (start !== undefined) expect(source).toBe(start);
        expect(Buffer.from(from.subarray(source, source + size))).toEqual(expected.subarray(end - size, end));
      }
    }),
    { numRuns: 300 },
  );
});

it('answers a changed delta with what it says or an error of its own kind, and takes no memory for it', () => {
  const delta = new Delta();
  const change = fc.record({ at: fc.nat(), byte: fc.nat(255), cut: fc.nat(3) });
  fc.assert(
    fc.property(BASE, INSTRUCTIONS, fc.array(change, { minLength: 1, maxLength: 4 }), (base, drawn, changes) => {
      const instructions = fitted(base, drawn);
      let bytes = deltaBytes(base.length, result(base, instructions).length, instructions);
      for (const { at, byte, cut } of changes) {
        bytes[at % bytes.length] = byte;
        if (cut === 0) bytes = bytes.subarray(0, Math.max(1, bytes.length - (at % 8)));
      }
      try {
        delta.parse(bytes);
        if (delta.targetSize > 1 << 24) return; // A copy stands for 16 MiB at most, and base and size fit it.
        delta.apply(base, new Uint8Array(delta.targetSize));
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadError);
      }
      expect(delta.ends.length).toBeLessThanOrEqual(8192);
    }),
    { numRuns: 2000 },
  );
});

it('takes an offset of four bytes, a size of three, and a copy of none for one of 64 KiB', () => {
  const delta = new Delta();
  delta.parse(
    deltaBytes(2 ** 32, 0x10000 + 0x123456, [
      { offset: 0, size: 0x10000 },
      { offset: 0xfedcba98, size: 0x123456 },
    ]),
  );
  expect([...delta.sources.subarray(0, 2)]).toEqual([0, 0xfedcba98]);
  expect([...delta.ends.subarray(0, 2)]).toEqual([0x10000, 0x10000 + 0x123456]);
});

it.each<[string, Buffer]>([
  ['ends in a size', Buffer.of(0x80, 0x80)],
  ['has only one size', Buffer.of(5)],
  ['has a size beyond all numbers', Buffer.concat([Buffer.alloc(20, 0xff), Buffer.of(1, 1)])],
  ['copies what the base does not have', deltaBytes(10, 5, [{ offset: 6, size: 5 }])],
  ['copies from beyond the base', deltaBytes(10, 5, [{ offset: 0xffffffff, size: 5 }])],
  ['makes less than its size', deltaBytes(10, 11, [{ offset: 0, size: 10 }])],
  ['makes more than its size', deltaBytes(10, 9, [{ offset: 0, size: 10 }])],
  ['has the reserved instruction', Buffer.concat([deltaBytes(10, 10, [{ offset: 0, size: 10 }]), Buffer.of(0)])],
  ['ends in an insertion', deltaBytes(10, 3, [Buffer.from('abc')]).subarray(0, -1)],
  ['ends in a copy', deltaBytes(0x1000, 0x300, [{ offset: 0x101, size: 0x300 }]).subarray(0, -1)],
  ['says that it becomes a petabyte', deltaBytes(10, 2 ** 50, [{ offset: 0, size: 10 }])],
  ['is empty', Buffer.alloc(0)],
])('refuses a delta that %s', (_, bytes) => {
  expect(() => new Delta().parse(bytes)).toThrow(UnreadError);
});

it('refuses a base of another size', () => {
  const delta = new Delta();
  delta.parse(deltaBytes(10, 5, [{ offset: 0, size: 5 }]));
  expect(() => delta.apply(new Uint8Array(11), new Uint8Array(5))).toThrow(UnreadError);
});
