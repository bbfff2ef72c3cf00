import { wasm } from './generated/kernel-wasm.js';
import { type HitSink, type Kernel, type Literal, SHORTEST_LITERAL } from './kernel.js';
import { caseVariants, type LiteralPlan, planLiterals } from './literal-plan.js';
import { type Global, type Memory, webAssembly } from './webassembly.js';

/** What `assembly/kernel.ts` exports; the numbers are places in its memory. */
interface Exports {
  readonly memory: Memory;
  readonly NIBBLES: Global;
  readonly TOKENS: Global;
  readonly FOLD: Global;
  readonly KINDS: Global;
  readonly FILTER_ANYWHERE: Global;
  readonly FILTER_IN_RUN: Global;
  readonly SLOTS_ANYWHERE: Global;
  readonly SLOTS_IN_RUN: Global;
  readonly LITERALS: Global;
  readonly MOST_LITERALS: Global;
  readonly TEXT: Global;
  readonly TEXT_SIZE: Global;
  readonly HITS: Global;
  readonly RUNS: Global;
  readonly INPUT: Global;
  readonly hits: Global;
  readonly runs: Global;
  begin(): void;
  scan(from: number, to: number, length: number): number;
  finish(length: number): void;
  look(length: number): number;
}

/** The most bytes that one search takes; longer buffers are cut by the engine, with overlaps. */
export const LARGEST_INPUT = 4 << 20;

const PAGE = 65_536;
const BLOCK = 16;
const LITERAL_SIZE = 12;
/** More literals with the same three bytes than this could overflow the room for hits. */
const LONGEST_CHAIN = 256;

/** The kernel on WebAssembly SIMD. */
export class SimdKernel implements Kernel {
  readonly #wasm: Exports;
  readonly #memory: Uint8Array;
  readonly #view: DataView;
  readonly #hits: Uint32Array;
  readonly #runs: Uint32Array;

  /** True where Node and the processor can run it. */
  static isSupported(): boolean {
    return webAssembly.validate(wasm);
  }

  /** @throws RangeError when a literal is too short, or there are too many or too much alike */
  constructor(literals: readonly Literal[]) {
    const instance = new webAssembly.Instance(new webAssembly.Module(wasm));
    this.#wasm = instance.exports as unknown as Exports;
    const { memory, INPUT, HITS, RUNS } = this.#wasm;
    const needed = Math.ceil((INPUT.value + LARGEST_INPUT + BLOCK) / PAGE);
    const present = memory.buffer.byteLength / PAGE;
    if (needed > present) memory.grow(needed - present);
    this.#memory = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
    this.#hits = new Uint32Array(memory.buffer, HITS.value, (RUNS.value - HITS.value) / 4);
    this.#runs = new Uint32Array(memory.buffer, RUNS.value, (INPUT.value - RUNS.value) / 4);
    this.#writeCharacterTables();
    this.#writeLiterals(literals);
  }

  /** @throws RangeError when there are more than `LARGEST_INPUT` bytes */
  search(bytes: Uint8Array, sink: HitSink): void {
    const { INPUT, begin, scan, finish } = this.#wasm;
    const { length } = bytes;
    if (length > LARGEST_INPUT) throw new RangeError(`a search takes ${LARGEST_INPUT} bytes at most`);
    const end = Math.ceil(length / BLOCK) * BLOCK;
    this.#memory.set(bytes, INPUT.value);
    this.#memory.fill(0, INPUT.value + length, INPUT.value + end);
    begin();
    let at = 0;
    while (at < end) {
      at = scan(at, end, length);
      this.#reportLiterals(sink);
      if (at >= end) finish(length);
      this.#reportRuns(length, sink);
    }
  }

  #reportLiterals(sink: HitSink): void {
    const count = this.#wasm.hits.value;
    for (let hit = 0; hit < count; hit++)
      sink.literal(this.#hits[hit * 2 + 1] as number, this.#hits[hit * 2] as number);
  }

  #reportRuns(length: number, sink: HitSink): void {
    let done = 0;
    while (done === 0) {
      done = this.#wasm.look(length);
      this.#reportLiterals(sink);
    }
    const count = this.#wasm.runs.value;
    for (let run = 0; run < count; run++) {
      const end = this.#runs[run * 2 + 1] as number;
      // The highest bit says that the run looks drawn by chance.
      if (end & 0x80000000) sink.run(this.#runs[run * 2] as number, end & 0x7fffffff);
    }
  }

  /** Token characters and case, as bits by half-byte: rows 4 and 6 (letters from @ to o) have the same members. */
  #writeCharacterTables(): void {
    const { TOKENS, FOLD, KINDS } = this.#wasm;
    const bitOfRow: Readonly<Record<number, number>> = { 2: 1, 3: 2, 4: 4, 5: 8, 6: 4, 7: 16 };
    for (const [row, bit] of Object.entries(bitOfRow)) this.#memory[TOKENS.value + 16 + Number(row)] = bit;
    for (let byte = 0; byte < 256; byte++) {
      this.#memory[FOLD.value + byte] = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
      const char = String.fromCharCode(byte);
      this.#memory[KINDS.value + byte] = /[0-9]/.test(char) ? 1 : /[A-Z]/.test(char) ? 2 : /[a-z]/.test(char) ? 4 : 0;
      if (!/[A-Za-z0-9+/_-]/.test(char)) continue;
      const low = TOKENS.value + (byte & 15);
      this.#memory[low] = (this.#memory[low] as number) | (bitOfRow[byte >> 4] as number);
    }
  }

  #writeLiterals(literals: readonly Literal[]): void {
    const { MOST_LITERALS, TEXT, TEXT_SIZE, LITERALS } = this.#wasm;
    if (literals.length > MOST_LITERALS.value)
      throw new RangeError(`too many literals to search for: ${literals.length}`);
    const plans = planLiterals(literals.filter(({ inRun }) => !inRun)).values();
    const chains = new Map<number, number>();
    let text = 0;
    for (const [index, literal] of literals.entries()) {
      const { ignoreCase, inRun } = literal;
      const [spelling = ''] = caseVariants(literal.text, ignoreCase);
      const bytes = Buffer.from(spelling, 'latin1');
      if (bytes.length < SHORTEST_LITERAL) throw new RangeError(`literal is shorter than ${SHORTEST_LITERAL} bytes`);
      if (text + bytes.length > TEXT_SIZE.value) throw new RangeError('the literals to search for are too long in all');
      // Inside a run every byte is looked at, so there the first window is as good as any.
      const { window, bucket } = inRun ? { window: 0, bucket: 0 } : (plans.next().value as LiteralPlan);
      this.#memory.set(bytes, TEXT.value + text);
      const entry = LITERALS.value + index * LITERAL_SIZE;
      this.#view.setUint32(entry, text, true);
      this.#view.setUint16(entry + 4, bytes.length, true);
      this.#view.setUint16(entry + 6, window, true);
      this.#view.setUint8(entry + 10, ignoreCase ? 1 : 0);
      if (!inRun) this.#addToBucket(literal, window, bucket);
      const slot = this.#addToSlot(bytes, window, inRun, index, entry);
      chains.set(slot, (chains.get(slot) ?? 0) + 1);
      text += bytes.length;
    }
    if (Math.max(0, ...chains.values()) > LONGEST_CHAIN) throw new RangeError('too many literals begin alike');
  }

  #addToBucket({ text, ignoreCase }: Literal, window: number, bucket: number): void {
    for (const variant of caseVariants(text, ignoreCase)) {
      for (let i = 0; i < 3; i++) {
        const byte = variant.charCodeAt(window + i);
        for (const at of [(byte & 15) + i * 32, (byte >> 4) + 16 + i * 32]) {
          const place = this.#wasm.NIBBLES.value + at;
          this.#memory[place] = (this.#memory[place] as number) | (1 << bucket);
        }
      }
    }
  }

  /** Files the literal under the hash of its window. @returns the slot's place in memory */
  #addToSlot(bytes: Uint8Array, window: number, inRun: boolean, index: number, entry: number): number {
    const { FOLD, FILTER_ANYWHERE, FILTER_IN_RUN, SLOTS_ANYWHERE, SLOTS_IN_RUN } = this.#wasm;
    const folded = (i: number) => this.#memory[FOLD.value + (bytes[window + i] as number)] as number;
    const hash = Math.imul((folded(0) << 16) | (folded(1) << 8) | folded(2), 0x9e3779b1) >>> 17;
    const filter = (inRun ? FILTER_IN_RUN : FILTER_ANYWHERE).value + (hash >>> 5) * 4;
    const slot = (inRun ? SLOTS_IN_RUN : SLOTS_ANYWHERE).value + hash * 2;
    this.#view.setUint32(filter, this.#view.getUint32(filter, true) | (1 << (hash & 31)), true);
    this.#view.setUint16(entry + 8, this.#view.getUint16(slot, true), true);
    this.#view.setUint16(slot, index + 1, true);
    return slot;
  }
}
