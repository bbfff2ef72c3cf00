import { IN_RUN } from '../charset.js';

/** A text is searched in parts no longer than this. */
const PART = 1 << 20;

/** Goes through a range of a text, however long it is, in parts that a kernel can search. */
export function inParts(
  content: Uint8Array,
  from: number,
  to: number,
  search: (start: number, end: number) => void,
): void {
  for (let start = from; start < to; ) {
    const end = endOfPart(content, start, to);
    search(start, end);
    start = end;
  }
}

/** A part does not end within a run, unless that is longer than anything that is looked for. */
function endOfPart(content: Uint8Array, start: number, to: number): number {
  let end = Math.min(to, start + PART);
  while (end < to && end - start < 2 * PART && IN_RUN[content[end] as number] === 1) end++;
  return end;
}
