import { BYTE_CLASSES } from './assigned-place.js';
import { DIGITS, IS_CONTROL, SIX_BITS } from './encoded-run.js';
import { wasm } from './generated/kernel-wasm.js';
import {
  CASE_CHANGES,
  HINT_REACH,
  type HitSink,
  KERNEL_BEFORE,
  KERNEL_BEHIND,
  type Kernel,
  type Literal,
  LONGEST_HINT,
  SHORTEST_LITERAL,
} from './kernel.js';
import { longestOf } from './kernel-range.js';
import { caseVariants, type LiteralPlan, planLiterals } from './literal-plan.js';
import { bytesAt, EVERY_BYTE, hashOf, LiteralSlots } from './literal-slots.js';
import { type Global, type Memory, webAssembly } from './webassembly.js';

/** What `assembly/kernel.ts` exports; the numbers are places in its memory. */
interface Exports {
  readonly memory: Memory;
  readonly CLASSES: Global;
  readonly TEDDY: Global;
  readonly HINT_TEDDY: Global;
  readonly STEM_TEDDY: Global;
  readonly BYTE_CLASSES: Global;
  readonly FOLD: Global;
  readonly LENGTHS: Global;
  readonly HINTS: Global;
  readonly SIX_BITS: Global;
  readonly DIGITS: Global;
  readonly CONTROL: Global;
  readonly MOST_HINTS: Global;
  readonly HINT_FILTER: Global;
  readonly FIRST_FILTER: Global;
  readonly FILTER: Global;
  readonly RUN_FILTER: Global;
  readonly SLOTS: Global;
  readonly ANYWHERE_SLOTS: Global;
  readonly STEM_SLOTS: Global;
  readonly WORDLESS_FILTER: Global;
  readonly LITERALS: Global;
  readonly MOST_LITERALS: Global;
  readonly TEXT: Global;
  readonly TEXT_SIZE: Global;
  readonly HITS: Global;
  readonly RUNS: Global;
  readonly LONG_RUNS: Global;
  readonly ESCAPES: Global;
  readonly INPUT: Global;
  readonly FOUND: Global;
  configure(hints: number, reach: number, changes: number, anywhere: boolean, stems: boolean): void;
  begin(from: number, to: number, length: number): number;
  scan(from: number, to: number, length: number): number;
}

/** The most bytes that one search takes; longer buffers are cut by the engine, with overlaps. */
export const LARGEST_INPUT = 4 << 20;

const PAGE = 65_536;
const CHUNK = 64;
/** As in `assembly/layout.ts`. */
const BLOCK = 2048;
/** Bytes before a range that are gone over with it: what is introduced there can end in the range. */
const LEAD = CHUNK;
/** Zeros behind the input: the kernel reads ahead, and they end every run. */
const PADDING = 192;
const ZEROS = new Uint8Array(PADDING);

/** A literal and its index among all. */
interface Filed {
  readonly index: number;
  readonly literal: Literal;
}

/** The kernel on WebAssembly SIMD. */
export class SimdKernel implements Kernel {
  readonly #wasm: Exports;
  readonly #memory: Uint8Array;
  readonly #view: DataView;
  /** How many hits, runs, long runs and escapes. Exported variables would be slower to read. */
  readonly #found: Uint32Array;
  readonly #hits: Uint32Array;
  readonly #runs: Uint32Array;
  readonly #longRuns: Uint32Array;
  readonly #escapes: Uint32Array;
  readonly #input: number;
  readonly #slots: LiteralSlots;
  /** Bytes behind a range that are looked at. */
  readonly #behind: number;

  /** True where Node and the processor can run it. */
  static isSupported(): boolean {
    return webAssembly.validate(wasm);
  }

  /**
   * @param hints in lower case; see {@link HitSink.run}
   * @throws RangeError when a literal or hint is too short or too long, or there are too many
   */
  constructor(literals: readonly Literal[], hints: readonly string[]) {
    const instance = new webAssembly.Instance(new webAssembly.Module(wasm));
    this.#wasm = instance.exports as unknown as Exports;
    const { memory, INPUT, FOUND, HITS, RUNS, LONG_RUNS, ESCAPES } = this.#wasm;
    const needed = Math.ceil((INPUT.value + LARGEST_INPUT + PADDING) / PAGE);
    const present = memory.buffer.byteLength / PAGE;
    if (needed > present) memory.grow(needed - present);
    this.#memory = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
    this.#found = new Uint32Array(memory.buffer, FOUND.value, 4);
    this.#hits = new Uint32Array(memory.buffer, HITS.value, (RUNS.value - HITS.value) / 4);
    this.#runs = new Uint32Array(memory.buffer, RUNS.value, (LONG_RUNS.value - RUNS.value) / 4);
    this.#longRuns = new Uint32Array(memory.buffer, LONG_RUNS.value, (ESCAPES.value - LONG_RUNS.value) / 4);
    this.#escapes = new Uint32Array(memory.buffer, ESCAPES.value, (INPUT.value - ESCAPES.value) / 4);
    this.#input = INPUT.value;
    this.#behind = Math.max(KERNEL_BEHIND, longestOf(literals));
    this.#slots = new LiteralSlots(this.#wasm, this.#view);
    this.#writeClasses();
    this.#writeHints(hints);
    const wordless = this.#writeLiterals(literals);
    const stems = wordless.filter(({ literal }) => literal.place === 'assigned');
    const others = wordless.filter(({ literal }) => literal.place !== 'assigned');
    this.#writeWordless(this.#wasm.TEDDY, others);
    this.#writeWordless(this.#wasm.STEM_TEDDY, stems);
    this.#wasm.configure(hints.length, HINT_REACH, CASE_CHANGES, others.length > 0, stems.length > 0);
  }

  /** @throws RangeError when more than `LARGEST_INPUT` bytes are to be searched */
  search(bytes: Uint8Array, sink: HitSink, from = 0, to = bytes.length): void {
    const first = from < LEAD + KERNEL_BEFORE ? 0 : from - LEAD;
    const last = Math.min(bytes.length, to + this.#behind);
    // Blocks begin at multiples of their length, and what is before the first one has room there.
    const shift = first === 0 ? 0 : first - BLOCK;
    const origin = first === 0 ? 0 : first - KERNEL_BEFORE;
    const length = last - shift;
    if (length > LARGEST_INPUT) throw new RangeError(`a search takes ${LARGEST_INPUT} bytes at most`);
    this.#memory.set(bytes.subarray(origin, last), this.#input + origin - shift);
    this.#memory.set(ZEROS, this.#input + length);
    // What begins in the range may be found by bytes behind it.
    const gone = Math.min(length, to - shift + this.#slots.furthest);
    const end = (Math.ceil(gone / CHUNK) + 1) * CHUNK;
    let at = this.#wasm.begin(first - shift, end, length);
    for (;;) {
      this.#report(sink, shift, from - shift, to - shift);
      if (at > end) break;
      at = this.#wasm.scan(at, end, length);
    }
  }

  /** What begins in [from, to) of the memory, in its place in the text. */
  #report(sink: HitSink, shift: number, from: number, to: number): void {
    const [hits, runs, longRuns, escapes] = this.#found as unknown as [number, number, number, number];
    for (let hit = 0; hit < hits; hit++) {
      const at = this.#hits[hit * 2] as number;
      if (at >= from && at < to) sink.literal(this.#hits[hit * 2 + 1] as number, at + shift);
    }
    for (let run = 0; run < runs; run++) {
      const at = this.#runs[run * 2] as number;
      if (at >= from && at < to) sink.run(at + shift, (this.#runs[run * 2 + 1] as number) + shift);
    }
    for (let run = 0; run < longRuns; run++) {
      const at = this.#longRuns[run * 2] as number;
      if (at >= from && at < to) sink.longRun(at + shift, (this.#longRuns[run * 2 + 1] as number) + shift);
    }
    // Those of one chunk come kind by kind.
    for (const at of this.#escapes.subarray(0, escapes).sort()) if (at >= from && at < to) sink.escape(at + shift);
  }

  /** The bits that `assembly/layout.ts` names, by half-byte: rows 4 and 6 (letters from @ to o) have the same members. */
  #writeClasses(): void {
    const { CLASSES, FOLD } = this.#wasm;
    this.#memory.set(SIX_BITS, this.#wasm.SIX_BITS.value);
    this.#memory.set(DIGITS, this.#wasm.DIGITS.value);
    this.#memory.set(IS_CONTROL, this.#wasm.CONTROL.value);
    this.#memory.set(BYTE_CLASSES, this.#wasm.BYTE_CLASSES.value);
    for (let byte = 0; byte < 256; byte++) {
      this.#memory[FOLD.value + byte] = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
      const bit = classOf(byte);
      for (const at of [CLASSES.value + (byte & 15), CLASSES.value + 16 + (byte >> 4)])
        this.#memory[at] = (this.#memory[at] as number) | bit;
    }
  }

  #writeHints(hints: readonly string[]): void {
    const { HINTS, MOST_HINTS, HINT_TEDDY, HINT_FILTER } = this.#wasm;
    if (hints.length > MOST_HINTS.value) throw new RangeError(`too many hints: ${hints.length}`);
    // The kernel takes the first that fits, and the shortest is never wrong.
    const byLength = [...hints].sort((a, b) => a.length - b.length);
    const plans = planLiterals(
      byLength.map((text) => ({ text, ignoreCase: true })),
      0,
    );
    for (const [index, hint] of byLength.entries()) {
      if (hint.length < 2 || hint.length > LONGEST_HINT)
        throw new RangeError(`hint is shorter than 2 bytes or longer than ${LONGEST_HINT}`);
      this.#memory.set([hint.length, ...Buffer.from(hint, 'latin1')], HINTS.value + index * 16);
      this.#addToBucket(HINT_TEDDY.value, { text: hint, ignoreCase: true }, 0, (plans[index] as LiteralPlan).bucket);
      for (const third of hint.length === 2 ? EVERY_BYTE : [hint.charCodeAt(2)])
        this.#memory[HINT_FILTER.value + (hashOf(bytesAt(hint, 0, 2) | ((third | 0x20) << 16), 0) >>> 20)] = 1;
    }
  }

  /** @returns those that hold no word */
  #writeLiterals(literals: readonly Literal[]): Filed[] {
    const { MOST_LITERALS, TEXT, TEXT_SIZE } = this.#wasm;
    if (literals.length > MOST_LITERALS.value)
      throw new RangeError(`too many literals to search for: ${literals.length}`);
    this.#slots.writeLengths();
    const wordless: Filed[] = [];
    let text = 0;
    for (const [index, literal] of literals.entries()) {
      const [spelling = ''] = caseVariants(literal.text, literal.ignoreCase);
      const bytes = Buffer.from(spelling, 'latin1');
      if (bytes.length < SHORTEST_LITERAL) throw new RangeError(`literal is shorter than ${SHORTEST_LITERAL} bytes`);
      if (text + bytes.length > TEXT_SIZE.value) throw new RangeError('the literals to search for are too long in all');
      this.#memory.set(bytes, TEXT.value + text);
      this.#slots.write(index, text, literal);
      if (!this.#slots.fileUnderWord(index, literal)) wordless.push({ index, literal });
      text += bytes.length;
    }
    return wordless;
  }

  #writeWordless(tables: Global, wordless: readonly Filed[]): void {
    const plans = planLiterals(wordless.map(({ literal }) => literal));
    for (const [at, { index, literal }] of wordless.entries()) {
      const { window, bucket } = plans[at] as LiteralPlan;
      this.#addToBucket(tables.value, literal, window, bucket);
      this.#slots.fileAnywhere(index, literal, window);
    }
  }

  /** What is behind the end of a short text can be anything. */
  #addToBucket(
    tables: number,
    { text, ignoreCase }: Pick<Literal, 'text' | 'ignoreCase'>,
    window: number,
    bucket: number,
  ): void {
    for (const variant of caseVariants(text, ignoreCase)) {
      for (let i = 0; i < 3; i++) {
        const bytes = window + i < variant.length ? [variant.charCodeAt(window + i)] : EVERY_BYTE;
        for (const at of bytes.flatMap((byte) => [(byte & 15) + i * 32, (byte >> 4) + 16 + i * 32]))
          this.#memory[tables + at] = (this.#memory[tables + at] as number) | (1 << bucket);
      }
    }
  }
}

/** A byte's class; 0 for what is neither part of a token nor the beginning of an escape. */
function classOf(byte: number): number {
  const char = String.fromCharCode(byte);
  if (/[0-9]/.test(char)) return 128;
  if (/[A-Oa-o]/.test(char)) return 4;
  if (/[P-Zp-z]/.test(char)) return 8;
  return CLASSES_OF_SYMBOLS[char] ?? 0;
}

const CLASSES_OF_SYMBOLS: Readonly<Record<string, number>> = {
  '+': 1,
  '-': 1,
  '/': 1,
  _: 16,
  '\\': 32,
  '%': 64,
  '\x1b': 2,
};
