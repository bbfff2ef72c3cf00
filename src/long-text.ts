import { cutOffCharacter, type Position, PositionFinder } from './policy/position.js';

/** Part of a text, with as much around what it is to tell as that depends on. */
export interface TextWindow {
  readonly bytes: Buffer;
  /** What begins at `from` or behind it, and before `to`, is told by this window; the rest by those beside it. */
  readonly from: number;
  readonly to: number;
  /** The position of the first character that is not cut; undefined at the beginning of the text. */
  readonly start?: Position;
}

/** Lines, comments that excuse one, and lists of pairs are read this far around a match, whatever the patterns reach. */
export const LEAST_OVERLAP = 1 << 20;

/**
 * Windows that overlap, over a text that comes in pieces. By the law of locality what they tell, all together, is what a
 * search of the whole text would tell; no more than a piece and two overlaps is held at a time.
 */
export class LongText {
  readonly #overlap: number;
  /** The end of what came, kept for the next window. */
  #kept: Buffer = Buffer.alloc(0);
  /** How much of it the last window told already. */
  #told = 0;
  /** The position of its first whole character; undefined at the beginning of the text. */
  #start: Position | undefined;

  /** @param overlap bytes on either side of a match that what is told of it can depend on */
  constructor(overlap: number) {
    this.#overlap = overlap;
  }

  /** @param last nothing comes behind this piece, which may be empty */
  next(piece: Buffer, last: boolean): TextWindow {
    const bytes = this.#kept.length === 0 ? piece : Buffer.concat([this.#kept, piece]);
    const from = this.#told;
    const to = last ? bytes.length : Math.max(from, bytes.length - this.#overlap);
    const window = { bytes, from, to, ...(this.#start !== undefined && { start: this.#start }) };
    if (!last) this.#keep(bytes, to);
    return window;
  }

  #keep(bytes: Buffer, to: number): void {
    const wanted = Math.max(0, to - this.#overlap);
    const next = wanted - (wanted % UNIT);
    if (next > 0) this.#start = new PositionFinder(bytes, this.#start).at(next + cutOffCharacter(bytes, next));
    this.#kept = bytes.subarray(next);
    this.#told = to - next;
  }
}

/** UTF-16 and UTF-32 are read in units of two and four bytes: a window begins where the whole text has such a unit. */
const UNIT = 4;
