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
  starts = new Uint32Array(64);
  ends = new Uint32Array(64);
  /** By zone: the first byte that is new or has another neighbour than in the base, and the end of the last. */
  changedFrom = new Uint32Array(64);
  changedTo = new Uint32Array(64);
  /** By zone: what is to be added to an offset behind it, and before the next one, to have its offset in the base. */
  shifts = new Float64Array(64);
  readonly #behind: number;

  /** @param longest bytes of the longest literal that is searched for */
  constructor(longest: number) {
    this.#behind = Math.max(KERNEL_BEHIND, longest);
  }

  /** Reads how a text is put together. What is before the first zone stands in the base at the same offset. */
  read(content: Uint8Array, { base, instructions }: Derivation): void {
    const { count, copies, sources, ends } = instructions;
    this.count = 0;
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
    const last = this.count - 1;
    const end = Math.min(content.length, to + KERNEL_BEFORE);
    const start = Math.max(0, from - this.#behind);
    if (last < 0) this.#add(startOfRun(content, start), end, from, to, shift);
    else if (start - LEAST_GAP <= (this.ends[last] as number)) this.#widen(end, to, shift);
    else {
      const closed = this.#closeLast(content);
      const whole = startOfRun(content, start);
      if (whole - LEAST_GAP <= closed) this.#widen(Math.max(end, closed), to, shift);
      else this.#add(whole, end, from, to, shift);
    }
  }

  #widen(end: number, to: number, shift: number): void {
    const last = this.count - 1;
    this.ends[last] = end;
    this.changedTo[last] = to;
    this.shifts[last] = shift;
  }

  #closeLast(content: Uint8Array): number {
    const end = endOfRun(content, this.ends[this.count - 1] as number);
    this.ends[this.count - 1] = end;
    return end;
  }

  #add(start: number, end: number, from: number, to: number, shift: number): void {
    if (this.count === this.starts.length) this.#grow();
    const at = this.count++;
    this.starts[at] = start;
    this.ends[at] = end;
    this.changedFrom[at] = from;
    this.changedTo[at] = to;
    this.shifts[at] = shift;
  }

  #grow(): void {
    const wider = (from: Uint32Array) => {
      const to = new Uint32Array(from.length * 2);
      to.set(from);
      return to;
    };
    this.starts = wider(this.starts);
    this.ends = wider(this.ends);
    this.changedFrom = wider(this.changedFrom);
    this.changedTo = wider(this.changedTo);
    const shifts = new Float64Array(this.shifts.length * 2);
    shifts.set(this.shifts);
    this.shifts = shifts;
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
