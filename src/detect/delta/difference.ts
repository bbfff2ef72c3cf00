import { doubled } from '../../doubled.js';

/** A stretch of fewer equal bytes is not worth being told apart: whatever stands in it looks farther than that. */
const LEAST_STRETCH = 256;

const LINE_FEED = 0x0a;

/** Compared at once where many bytes are expected to be equal. */
const BLOCK = 4096;

/** By line number, the hashes of so many lines are told apart at most. */
const MOST_SLOTS = 1 << 16;

/**
 * What of a text is not as it was in an earlier one. Between two changes the text is one stretch of the earlier one;
 * stretches may come from anywhere, but a text begins, and ends, as the earlier one does unless a change says otherwise.
 *
 * It is no shortest edit script: equal lines that are not noticed count as changed, which costs time and nothing else.
 */
export class Difference {
  count = 0;
  /** By change, rising: where it begins and ends in the text. Where something was only taken out both are the same. */
  from = new Float64Array(64);
  to = new Float64Array(64);
  /** By the hash of a line: where it begins in the earlier text, plus one; of lines with the same hash the first. */
  readonly #lines = new Int32Array(MOST_SLOTS);

  read(base: Uint8Array, content: Uint8Array): void {
    this.count = 0;
    const shorter = Math.min(base.length, content.length);
    const ahead = equalAhead(base, 0, content, 0, shorter);
    if (ahead === base.length && ahead === content.length) return;
    const behind = equalBehind(base, content, shorter - ahead);
    const [baseEnd, end] = [base.length - behind, content.length - behind];
    if (baseEnd === ahead || end === ahead) this.#add(ahead, end);
    else this.#readMiddle(base, content, { baseStart: ahead, baseEnd, start: ahead, end });
  }

  /** Whether anything in [from, to) is new, or something was taken out of its inside. */
  touches(from: number, to: number): boolean {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.to[middle] as number) <= from) low = middle + 1;
      else high = middle;
    }
    return low < this.count && (this.from[low] as number) < to;
  }

  /** Looks for lines of the earlier text, and takes what is equal from there on as a stretch. */
  #readMiddle(base: Uint8Array, content: Uint8Array, { baseStart, baseEnd, start, end }: Middle): void {
    const mask = this.#remember(base, baseStart, baseEnd, end - start);
    let changed = start;
    for (let line = start; line < end; ) {
      const next = endOfLine(content, line, end);
      const known = (this.#lines[hashOf(content, line, next) & mask] as number) - 1;
      const length = known < 0 ? 0 : equalAhead(base, known, content, line, Math.min(baseEnd - known, end - line));
      if (length < LEAST_STRETCH) line = next;
      else {
        this.#add(changed, line);
        changed = line + length;
        line = content[changed - 1] === LINE_FEED ? changed : endOfLine(content, changed, end);
      }
    }
    this.#add(changed, end);
  }

  /** @returns what is to be taken of a hash */
  #remember(base: Uint8Array, start: number, end: number, size: number): number {
    const slots = Math.min(MOST_SLOTS, 2 ** Math.ceil(Math.log2(Math.max(end - start, size) / 8 + 64)));
    this.#lines.fill(0, 0, slots);
    for (let line = start; line < end; ) {
      const next = endOfLine(base, line, end);
      const slot = hashOf(base, line, next) & (slots - 1);
      if (this.#lines[slot] === 0) this.#lines[slot] = line + 1;
      line = next;
    }
    return slots - 1;
  }

  #add(from: number, to: number): void {
    if (this.count === this.from.length) {
      this.from = doubled(this.from);
      this.to = doubled(this.to);
    }
    const at = this.count++;
    this.from[at] = from;
    this.to[at] = to;
  }
}

/** What is between the beginnings and the ends that are equal. */
interface Middle {
  readonly baseStart: number;
  readonly baseEnd: number;
  readonly start: number;
  readonly end: number;
}

/** How many bytes are equal from two offsets on. */
function equalAhead(a: Uint8Array, fromA: number, b: Uint8Array, fromB: number, most: number): number {
  let length = 0;
  while (
    most - length >= BLOCK &&
    Buffer.compare(viewOf(a, fromA + length, BLOCK), viewOf(b, fromB + length, BLOCK)) === 0
  )
    length += BLOCK;
  while (length < most && a[fromA + length] === b[fromB + length]) length++;
  return length;
}

/** How many bytes are equal before the ends. */
function equalBehind(a: Uint8Array, b: Uint8Array, most: number): number {
  let length = 0;
  while (most - length >= BLOCK) {
    const [fromA, fromB] = [a.length - length - BLOCK, b.length - length - BLOCK];
    if (Buffer.compare(viewOf(a, fromA, BLOCK), viewOf(b, fromB, BLOCK)) !== 0) break;
    length += BLOCK;
  }
  while (length < most && a[a.length - length - 1] === b[b.length - length - 1]) length++;
  return length;
}

function viewOf(bytes: Uint8Array, from: number, length: number): Uint8Array {
  return bytes.subarray(from, from + length);
}

/** Behind the line feed, or the end. */
function endOfLine(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== LINE_FEED) at++;
  return Math.min(end, at + 1);
}

/** FNV-1a, folded so that its low bits depend on all. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash ^ (hash >>> 16);
}
