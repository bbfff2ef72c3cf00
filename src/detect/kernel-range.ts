import { type HitSink, KERNEL_BEFORE, KERNEL_BEHIND, type Literal } from './kernel.js';

/**
 * Searches a range of a text, with as much around it as a kernel looks at.
 *
 * @param longest bytes of the longest literal
 * @param search tells of what is in a text of its own
 */
export function searchRange(
  bytes: Uint8Array,
  from: number,
  to: number,
  longest: number,
  sink: HitSink,
  search: (part: Uint8Array, sink: HitSink) => void,
): void {
  const origin = Math.max(0, from - KERNEL_BEFORE);
  const end = Math.min(bytes.length, to + Math.max(KERNEL_BEHIND, longest));
  const isHere = (offset: number) => offset + origin >= from && offset + origin < to;
  search(bytes.subarray(origin, end), {
    literal: (literal, offset) => {
      if (isHere(offset)) sink.literal(literal, offset + origin);
    },
    run: (start, last) => {
      if (isHere(start)) sink.run(start + origin, last + origin);
    },
    longRun: (start, last) => {
      if (isHere(start)) sink.longRun(start + origin, last + origin);
    },
    escape: (offset) => {
      if (isHere(offset)) sink.escape(offset + origin);
    },
  });
}

export function longestOf(literals: readonly Literal[]): number {
  return literals.reduce((most, { text }) => Math.max(most, text.length), 0);
}
