import { FOLDED, foldedWord } from './folding.js';

/**
 * Many context words, looked for at once: which of them stand anywhere around a value?
 *
 * A secret without a prefix is judged only where one of its words is near, and hundreds of patterns have such words. So
 * the surroundings are read once for all of them. The answer can name a word too many (one that is inside another); the
 * pattern itself then decides by `context.ts`. It never misses one.
 */
export class ContextIndex {
  readonly #words: readonly string[];
  /** For each hash of three characters, the index of the first word plus one. */
  readonly #slots = new Uint16Array(1 << HASH_BITS);
  readonly #next: Uint16Array;
  /** Words of two characters are too short for the table, and few. */
  readonly #tiny: readonly number[];
  readonly #folded = Buffer.alloc(LONGEST_WINDOW);

  /** @param words as pattern files have them: lower case, perhaps with separators */
  constructor(words: readonly string[]) {
    this.#words = words.map(foldedWord);
    this.#next = new Uint16Array(words.length);
    const tiny: number[] = [];
    for (const [index, word] of this.#words.entries()) {
      if (word.length < 3) tiny.push(index);
      else {
        const slot = hash((word.charCodeAt(0) << 16) | (word.charCodeAt(1) << 8) | word.charCodeAt(2));
        this.#next[index] = this.#slots[slot] as number;
        this.#slots[slot] = index + 1;
      }
    }
    this.#tiny = tiny;
  }

  /** The indexes of the words in bytes [start, end), which are clamped to the buffer. No more than `LONGEST_WINDOW`. */
  collect(bytes: Uint8Array, start: number, end: number): Set<number> {
    const found = new Set<number>();
    const folded = this.#folded;
    const slots = this.#slots;
    const to = Math.min(end, bytes.length);
    let length = 0;
    let three = 0;
    // Folded and looked up in one pass; what a slot holds is compared when the whole text is folded.
    const hits: number[] = [];
    for (let at = Math.max(0, start); at < to; at++) {
      const byte = FOLDED[bytes[at] as number] as number;
      if (byte === 0) continue;
      folded[length++] = byte;
      three = ((three << 8) | byte) & 0xffffff;
      if (slots[hash(three)] !== 0) hits.push(length - 3, slots[hash(three)] as number);
    }
    for (let hit = 0; hit < hits.length; hit += 2)
      this.#compare(hits[hit] as number, hits[hit + 1] as number, length, found);
    if (this.#tiny.length > 0) {
      const text = folded.toString('latin1', 0, length);
      for (const index of this.#tiny) if (text.includes(this.#words[index] as string)) found.add(index);
    }
    return found;
  }

  #compare(at: number, first: number, length: number, found: Set<number>): void {
    for (let link = first; link !== 0; link = this.#next[link - 1] as number) {
      const word = this.#words[link - 1] as string;
      if (at >= 0 && at + word.length <= length && startsAt(this.#folded, at, word)) found.add(link - 1);
    }
  }
}

const HASH_BITS = 13;
/** More than anybody asks for at once. */
const LONGEST_WINDOW = 4096;

function hash(three: number): number {
  return Math.imul(three, 0x9e3779b1) >>> (32 - HASH_BITS);
}

function startsAt(folded: Buffer, at: number, word: string): boolean {
  for (let i = 3; i < word.length; i++) if (folded[at + i] !== word.charCodeAt(i)) return false;
  return (
    folded[at] === word.charCodeAt(0) && folded[at + 1] === word.charCodeAt(1) && folded[at + 2] === word.charCodeAt(2)
  );
}
