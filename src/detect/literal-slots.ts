import type { Literal } from './kernel.js';
import { rarestWord } from './literal-word.js';
import type { Global } from './webassembly.js';

/** The places in the kernel's memory that are filled here; see `assembly/layout.ts`. */
interface Places {
  readonly FILTER: Global;
  readonly SLOTS: Global;
  readonly SHORT_SLOTS: Global;
  readonly ANYWHERE_SLOTS: Global;
  readonly LITERALS: Global;
}

const ENTRY_SIZE = 12;
const [IGNORE_CASE, AT_WORD, IN_RUN] = [1, 2, 4];

/** Files literals under the bytes by which the SIMD kernel comes upon them. */
export class LiteralSlots {
  readonly #places: Places;
  readonly #view: DataView;
  /** For each slot how many literals it has, and in which ways they can all match at one place. */
  readonly #chains = new Map<number, { crowd: number; readonly alike: Set<string> }>();
  /** No more hits than this can come of one look at a place. */
  mostAlike = 0;

  constructor(places: Places, view: DataView) {
    this.#places = places;
    this.#view = view;
  }

  /** @param text offset of the literal's bytes among those of all */
  write(index: number, text: number, { text: { length }, ignoreCase, place }: Literal): void {
    const entry = this.#entry(index);
    const flags =
      (ignoreCase ? IGNORE_CASE : 0) | (place === 'anywhere' ? 0 : AT_WORD) | (place === 'run' ? IN_RUN : 0);
    this.#view.setUint32(entry, text, true);
    this.#view.setUint16(entry + 4, length, true);
    this.#view.setUint8(entry + 10, flags);
  }

  /** @returns false when the literal holds no word to be filed under */
  fileUnderWord(index: number, literal: Literal): boolean {
    const { text } = literal;
    const word = rarestWord(literal, (at) => this.#chains.get(this.#wordSlot(text, at))?.crowd ?? 0);
    if (word === undefined) return false;
    this.#link(this.#wordSlot(text, word), index, literal, word);
    // Of a short literal the fourth byte is not known: whatever it is, the filter lets it through.
    const fourths =
      word + 3 < text.length ? [text.charCodeAt(word + 3)] : literal.place === 'run' ? TOKENS : EVERY_BYTE;
    for (const fourth of fourths) {
      const hash = hashOf((threeAt(text, word) | ((fourth | 0x20) << 24)) >>> 0) >>> 16;
      const at = this.#places.FILTER.value + (hash >>> 3);
      this.#view.setUint8(at, this.#view.getUint8(at) | (1 << (hash & 7)));
    }
    return true;
  }

  /** @param window the offset in the literal of three bytes by which Teddy finds it */
  fileAnywhere(index: number, literal: Literal, window: number): void {
    const hash = hashOf(threeAt(literal.text, window)) >>> 17;
    this.#link(this.#places.ANYWHERE_SLOTS.value + hash * 2, index, literal, window);
  }

  #wordSlot(text: string, word: number): number {
    const three = threeAt(text, word);
    if (word + 3 >= text.length) return this.#places.SHORT_SLOTS.value + (hashOf(three) >>> 20) * 2;
    const four = (three | ((text.charCodeAt(word + 3) | 0x20) << 24)) >>> 0;
    return this.#places.SLOTS.value + (hashOf(four) >>> 16) * 2;
  }

  #link(slot: number, index: number, { text, ignoreCase, place }: Literal, offset: number): void {
    const entry = this.#entry(index);
    this.#view.setUint16(entry + 6, offset, true);
    this.#view.setUint16(entry + 8, this.#view.getUint16(slot, true), true);
    this.#view.setUint16(slot, index + 1, true);
    const chain = this.#chains.get(slot) ?? { crowd: 0, alike: new Set() };
    this.#chains.set(slot, chain);
    chain.crowd++;
    // Two literals of one length that stand at one place are the same.
    chain.alike.add(`${text.length}/${offset}/${ignoreCase}/${place}`);
    this.mostAlike = Math.max(this.mostAlike, chain.alike.size);
  }

  #entry(index: number): number {
    return this.#places.LITERALS.value + index * ENTRY_SIZE;
  }
}

export const EVERY_BYTE = Array.from({ length: 256 }, (_, byte) => byte);
const TOKENS = EVERY_BYTE.filter((byte) => /[A-Za-z0-9+/_-]/.test(String.fromCharCode(byte)));

/** Three bytes without case, as a number that has the first one lowest, as WebAssembly reads it. */
function threeAt(text: string, at: number): number {
  return text.charCodeAt(at) | (text.charCodeAt(at + 1) << 8) | (text.charCodeAt(at + 2) << 16) | 0x202020;
}

/** Knuth's multiplicative hash (2^32 / golden ratio); the highest bits are the best. */
function hashOf(bytes: number): number {
  return Math.imul(bytes, 0x9e3779b1);
}
