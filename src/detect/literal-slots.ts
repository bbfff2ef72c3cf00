import type { Literal } from './kernel.js';
import { rarestWord } from './literal-word.js';
import type { Global } from './webassembly.js';

/** The places in the kernel's memory that are filled here; see `assembly/layout.ts`. */
interface Places {
  readonly LENGTHS: Global;
  readonly FIRST_FILTER: Global;
  readonly FILTER: Global;
  readonly RUN_FILTER: Global;
  readonly SLOTS: Global;
  readonly ANYWHERE_SLOTS: Global;
  readonly STEM_SLOTS: Global;
  readonly WORDLESS_FILTER: Global;
  readonly LITERALS: Global;
}

const ENTRY_SIZE = 12;
const [IGNORE_CASE, AT_WORD, IN_RUN, FILED_IN_RUN, AHEAD, ASSIGNED] = [1, 2, 4, 8, 16, 32];
const PLACES = { anywhere: 0, ahead: AHEAD, word: AT_WORD, run: AT_WORD | IN_RUN, assigned: ASSIGNED };

/** As many bytes of a word a literal can be filed under, and the bit that says so in the filter. */
const LENGTHS = [
  [8, 16],
  [6, 8],
  [5, 4],
  [4, 2],
  [3, 1],
] as const;

/** What the first filter has to say: the size of a place in the list of those that pass. */
const FIRST = 4;

/** Files literals under the bytes by which the SIMD kernel comes upon them. */
export class LiteralSlots {
  readonly #places: Places;
  readonly #view: DataView;
  readonly #memory: Uint8Array;
  /** The largest offset in a literal of the bytes by which it is found. */
  furthest = 0;
  /** How many literals each slot has. */
  readonly #crowds = new Map<number, number>();

  constructor(places: Places, view: DataView) {
    this.#places = places;
    this.#view = view;
    this.#memory = new Uint8Array(view.buffer);
  }

  /** The masks of as many bytes as literals are filed under, by their bits. */
  writeLengths(): void {
    for (const [length, bit] of LENGTHS)
      this.#memory.fill(
        0xff,
        this.#places.LENGTHS.value + 8 * Math.log2(bit),
        this.#places.LENGTHS.value + 8 * Math.log2(bit) + length,
      );
  }

  /** @param text offset of the literal's bytes among those of all */
  write(index: number, text: number, { text: { length }, ignoreCase, place }: Literal): void {
    const entry = this.#entry(index);
    const flags = (ignoreCase ? IGNORE_CASE : 0) | PLACES[place];
    this.#view.setUint32(entry, text, true);
    this.#view.setUint16(entry + 4, length, true);
    this.#view.setUint8(entry + 10, flags);
  }

  /** @returns false when the literal holds no word to be filed under */
  fileUnderWord(index: number, literal: Literal): boolean {
    const { text, place } = literal;
    const inRun = place === 'run' && /^[A-Za-z0-9][A-Za-z0-9+/_-]/.test(text);
    const word = inRun ? 0 : rarestWord(literal, (at) => this.#crowds.get(this.#wordSlot(text, at)) ?? 0);
    if (word === undefined) return false;
    this.#link(this.#wordSlot(text, word), index, word);
    if (inRun)
      this.#memory[this.#entry(index) + 10] = IN_RUN | AT_WORD | FILED_IN_RUN | (literal.ignoreCase ? IGNORE_CASE : 0);
    const filter = (inRun ? this.#places.RUN_FILTER : this.#places.FILTER).value;
    const [length, bit] = lengthAt(text, word);
    if (length === 8) this.#flag(filter, hashOf(bytesAt(text, word, 4), bytesAt(text, word + 4, 4)), bit);
    for (const four of firstFour(text, word)) {
      const hash = hashOf(four, 0);
      if (length !== 8) this.#flag(filter, hash, bit);
      if (!inRun) this.#flag(this.#places.FIRST_FILTER.value, hash, FIRST);
    }
    return true;
  }

  /** @param window the offset in the literal of three bytes by which Teddy finds it */
  fileAnywhere(index: number, { text, place }: Literal, window: number): void {
    const hash = hashOf(bytesAt(text, window, 3), 0);
    const { ANYWHERE_SLOTS, STEM_SLOTS, WORDLESS_FILTER } = this.#places;
    const isStem = place === 'assigned';
    const slot = isStem ? STEM_SLOTS.value + (hash >>> 20) * 2 : ANYWHERE_SLOTS.value + (hash >>> 17) * 2;
    this.#link(slot, index, window);
    for (const four of firstFour(text, window)) this.#flag(WORDLESS_FILTER.value, hashOf(four, 0), isStem ? 2 : 1);
  }

  #flag(filter: number, hash: number, bit: number): void {
    const at = filter + (hash >>> 16);
    this.#memory[at] = (this.#memory[at] as number) | bit;
  }

  #wordSlot(text: string, word: number): number {
    const [length] = lengthAt(text, word);
    const hash = hashOf(bytesAt(text, word, Math.min(4, length)), bytesAt(text, word + 4, length - 4));
    return this.#places.SLOTS.value + (hash >>> 16) * 2;
  }

  #link(slot: number, index: number, offset: number): void {
    const entry = this.#entry(index);
    this.furthest = Math.max(this.furthest, offset);
    this.#view.setUint16(entry + 6, offset, true);
    this.#view.setUint16(entry + 8, this.#view.getUint16(slot, true), true);
    this.#view.setUint16(slot, index + 1, true);
    this.#crowds.set(slot, (this.#crowds.get(slot) ?? 0) + 1);
  }

  #entry(index: number): number {
    return this.#places.LITERALS.value + index * ENTRY_SIZE;
  }
}

export const EVERY_BYTE = Array.from({ length: 256 }, (_, byte) => byte);

function lengthAt(text: string, word: number): (typeof LENGTHS)[number] {
  return LENGTHS.find(([length]) => word + length <= text.length) ?? [3, 1];
}

/** Four bytes from `at`; of a short literal the fourth is not known: whatever it is, the filters let it through. */
function firstFour(text: string, at: number): number[] {
  const fourth = at + 3 < text.length ? [text.charCodeAt(at + 3)] : EVERY_BYTE;
  return fourth.map((byte) => (bytesAt(text, at, 3) | ((byte | 0x20) << 24)) >>> 0);
}

/** Bytes without case, as a number that has the first one lowest, as WebAssembly reads it. */
export function bytesAt(text: string, at: number, count: number): number {
  let bytes = 0;
  for (let i = 0; i < count; i++) bytes |= (text.charCodeAt(at + i) | 0x20) << (8 * i);
  return bytes >>> 0;
}

/** See `assembly/hash.ts`. */
export function hashOf(four: number, next: number): number {
  return (Math.imul(four, 0x9e3779b1) + Math.imul(next, 0x85ebca6b)) >>> 0;
}
