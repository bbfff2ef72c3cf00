import type { Decoded, Place, Span } from './span.js';

/**
 * Plain bytes around what was decoded that are read with it: the name that a value is assigned to, a context word, the
 * other half of a pair. As far as context words are looked for.
 */
const AROUND = 256;

/** What may be decoded of one input, in all. */
export interface Budget {
  left: number;
  /** Something stayed encoded that would have been decoded. */
  isExceeded: boolean;
}

/** A stretch of a decoded text, from `at` on. */
interface Piece {
  readonly at: number;
  readonly span?: Span;
  readonly decoded?: Decoded;
  /** Where it begins in the source, when it stands there as it is. */
  readonly source: number;
}

/** Where bytes of a decoded text come from, and what was undone to read them; nothing when they stand there as they are. */
export interface Source extends Place {
  readonly encodings: readonly string[];
}

/** A part of a text as it reads when what is encoded in it is decoded in its place. */
export class DecodedText {
  readonly bytes: Uint8Array;
  readonly #pieces: readonly Piece[];

  /** @param spans near each other, by rising offset; one at least */
  constructor(source: Uint8Array, spans: readonly Span[], budget: Budget) {
    const [from, to] = [(spans[0] as Span).start - AROUND, (spans.at(-1) as Span).end + AROUND];
    const pieces: Piece[] = [];
    const parts: Uint8Array[] = [];
    let length = 0;
    const add = (bytes: Uint8Array, piece: Omit<Piece, 'at'>) => {
      if (bytes.length === 0) return;
      pieces.push({ ...piece, at: length });
      parts.push(bytes);
      length += bytes.length;
    };
    let at = Math.max(0, from);
    for (const span of spans) {
      add(source.subarray(at, span.start), { source: at });
      const decoded = span.decode(Math.max(0, budget.left));
      budget.left -= decoded.cost ?? decoded.bytes.length;
      budget.isExceeded ||= decoded.isCut ?? false;
      add(decoded.bytes, { source: span.start, span, decoded });
      at = span.end;
    }
    add(source.subarray(at, Math.min(source.length, to)), { source: at });
    this.bytes = Buffer.concat(parts, length);
    this.#pieces = pieces;
  }

  /** Where the bytes [start, end), of which there is one at least, come from. */
  sourceOf(start: number, end: number): Source {
    const first = this.#pieceAt(start);
    const last = this.#pieceAt(end - 1);
    const encodings: string[] = [];
    for (let index = first; index <= last; index++)
      for (const encoding of this.#undone(index, start, end))
        if (encodings.at(-1) !== encoding) encodings.push(encoding);
    return {
      start: this.#placeOf(first, start, start + 1).start,
      end: this.#placeOf(last, end - 1, end).end,
      encodings,
    };
  }

  #placeOf(index: number, start: number, end: number): Place {
    const { at, source, decoded } = this.#pieces[index] as Piece;
    return decoded?.place(start - at, end - at) ?? { start: source + start - at, end: source + end - at };
  }

  #undone(index: number, start: number, end: number): readonly string[] {
    const { at, span, decoded } = this.#pieces[index] as Piece;
    if (span === undefined || decoded === undefined) return [];
    const [from, to] = [Math.max(start, at) - at, Math.min(end - at, decoded.bytes.length)];
    return decoded.isEncoded(from, to) ? span.encodings : [];
  }

  #pieceAt(offset: number): number {
    let [low, high] = [0, this.#pieces.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#pieces[middle] as Piece).at <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The spans that belong into one decoded text: those between which there is nothing that would not be read with both. */
export function* neighbours(spans: readonly Span[]): Generator<Span[]> {
  let group: Span[] = [];
  for (const span of spans) {
    const last = group.at(-1);
    if (last !== undefined && span.start - last.end > 2 * AROUND) {
      yield group;
      group = [];
    }
    group.push(span);
  }
  if (group.length > 0) yield group;
}
