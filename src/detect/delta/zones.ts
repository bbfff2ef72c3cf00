import { doubled } from '../../doubled.js';
import { IN_RUN } from '../charset.js';
import { KERNEL_BEFORE, KERNEL_BEHIND } from '../kernel.js';
import type { Derivation } from './instructions.js';

/** To search a zone costs as much as so many bytes: two that are nearer are one. */
const LEAST_GAP = 256;

/**
 * The parts of a text that have to be searched when its base was: what is new, each seam, and so many bytes around them
 * as a kernel looks at. Between two zones the text is one range of the base, and a kernel would tell of the same as there.
 *
 * Copies that go on where the one before ended are one range: git cuts a range every 64 KB.
 */
export class Zones {
  count = 0;
  /** By zone: where it begins and ends. No run of token characters lies across a border. */
  starts = new Float64Array(64);
  ends = new Float64Array(64);
  /** How many changes there are: bytes that are new, and seams, which are changes of no bytes. */
  changes = 0;
  changesFrom = new Float64Array(256);
  changesTo = new Float64Array(256);
  /** By change: what is to be added to an offset behind it, and before the next one, to have its offset in the base. */
  shifts = new Float64Array(256);
  readonly #behind: number;

  /** @param longest bytes of the longest literal that is searched for */
  constructor(longest: number) {
    this.#behind = Math.max(KERNEL_BEHIND, longest);
  }

  /** Reads how a text is put together. What is before the first zone stands in the base at the same offset. */
  read(content: Uint8Array, { base, instructions }: Derivation): void {
    const { count, copies, sources, ends } = instructions;
    this.count = 0;
    this.changes = 0;
    let start = 0;
    // Where in the base the range goes on that ends here; -1 behind what is new.
    let next = 0;
    for (let at = 0; at < count; at++) {
      const end = ends[at] as number;
      if (copies[at] === 1) {
        const source = sources[at] as number;
        if (source !== next) this.#change(content, start, start, source - start);
        next = source + end - start;
      } else {
        // The range behind it says how it goes on; until then there is none.
        this.#change(content, start, end, 0);
        next = -1;
      }
      start = end;
    }
    if (next !== base.length) this.#change(content, content.length, content.length, 0);
    if (this.count > 0) this.#closeLast(content);
  }

  /** @param shift of what comes behind it */
  #change(content: Uint8Array, from: number, to: number, shift: number): void {
    this.#note(from, to, shift);
    const last = this.count - 1;
    const end = Math.min(content.length, to + KERNEL_BEFORE);
    const start = Math.max(0, from - this.#behind);
    if (last < 0) this.#add(startOfRun(content, start), end);
    else if (start - LEAST_GAP <= (this.ends[last] as number)) this.ends[last] = end;
    else {
      const closed = this.#closeLast(content);
      const whole = startOfRun(content, start);
      if (whole - LEAST_GAP <= closed) this.ends[last] = Math.max(end, closed);
      else this.#add(whole, end);
    }
  }

  #note(from: number, to: number, shift: number): void {
    if (this.changes === this.shifts.length) {
      this.changesFrom = doubled(this.changesFrom);
      this.changesTo = doubled(this.changesTo);
      this.shifts = doubled(this.shifts);
    }
    const at = this.changes++;
    this.changesFrom[at] = from;
    this.changesTo[at] = to;
    this.shifts[at] = shift;
  }

  #closeLast(content: Uint8Array): number {
    const end = endOfRun(content, this.ends[this.count - 1] as number);
    this.ends[this.count - 1] = end;
    return end;
  }

  #add(start: number, end: number): void {
    if (this.count === this.starts.length) {
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
    }
    const at = this.count++;
    this.starts[at] = start;
    this.ends[at] = end;
  }
}

function startOfRun(content: Uint8Array, offset: number): number {
  let at = offset;
  while (at > 0 && IN_RUN[content[at - 1] as number] === 1) at--;
  return at;
}

function endOfRun(content: Uint8Array, offset: number): number {
  let at = offset;
  while (at < content.length && IN_RUN[content[at] as number] === 1) at++;
  return at;
}
