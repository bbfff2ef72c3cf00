import { latin1 } from '../latin1.js';
import type { Match } from '../match.js';
import { type Budget, DecodedText, neighbours } from './decoded-text.js';
import { withDecoded } from './merge.js';
import type { Span } from './span.js';

/** What a search of a text finds. */
export interface Found {
  /** One place, one match. */
  readonly matches: Match[];
  /** What is encoded in it. */
  readonly spans: readonly Span[];
}

/** How deep it is looked when nothing else is asked for. */
export const DEPTH = 3;

/**
 * Without gzip, nothing is longer when it is decoded, so a few times the input holds all that is in it; gzip may take this
 * on top. Only what is made to be endless needs more, and is read as far as it goes.
 */
const FOR_GZIP = 32 << 20;
const TIMES_THE_INPUT = 8;

/**
 * Finds secrets in what is encoded in a text, and in what is encoded in that: in each decoded text the same is looked for
 * as in the text itself. What is found carries the way to it and has its place in the text.
 */
export class Decoder {
  readonly #search: (bytes: Uint8Array) => Found;
  readonly #depth: number;

  /** @param depth encodings around each other that are undone */
  constructor(search: (bytes: Uint8Array) => Found, depth: number) {
    this.#search = search;
    this.#depth = depth;
  }

  /**
   * All that is found in a text, written as it is and encoded.
   *
   * @param found by a search of the text
   * @param cut called when something stayed encoded, because it would be larger than anything is allowed to be
   */
  all(text: Uint8Array, found: Found, cut: () => void = () => {}): Match[] {
    const budget = { left: FOR_GZIP + TIMES_THE_INPUT * text.length, isExceeded: false };
    const matches = this.#all(text, found, this.#depth, budget);
    if (budget.isExceeded) cut();
    return matches;
  }

  #all(text: Uint8Array, { matches, spans }: Found, depth: number, budget: Budget): Match[] {
    if (depth === 0 || spans.length === 0) return matches;
    const decoded: Match[] = [];
    for (const group of neighbours(spans)) {
      if (budget.left <= 0) {
        budget.isExceeded = true;
        break;
      }
      const inner = new DecodedText(text, group, budget);
      for (const match of this.#all(inner.bytes, this.#search(inner.bytes), depth - 1, budget)) {
        const inText = placedIn(inner, match);
        // What stands in the text as it is was found there.
        if (inText.decoded !== undefined) decoded.push(inText);
        else decoded.push(...(inText.parts?.filter((part) => part.decoded !== undefined) ?? []));
      }
    }
    return withDecoded(matches, decoded);
  }
}

/** A match in a decoded text, in its place in the text that this comes from. */
function placedIn(inner: DecodedText, match: Match): Match {
  const { start, end, encodings } = inner.sourceOf(match.start, match.end);
  const decoded = [...encodings, ...(match.decoded ?? [])];
  return {
    ...match,
    start,
    end,
    ...(decoded.length > 0 && { decoded, text: match.text ?? latin1(inner.bytes, match.start, match.end) }),
    ...(match.parts !== undefined && { parts: match.parts.map((part) => placedIn(inner, part)) }),
  };
}
