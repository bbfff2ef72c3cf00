import { tokenStarts } from '../boundary.js';
import { IN_RUN } from '../charset.js';
import { IS_SEPARATOR, LONGEST_LEAD } from '../encoded-run.js';
import { LONG_RUN } from '../kernel.js';
import { BACKSLASH_ESCAPES } from './backslash.js';
import { base64Span } from './base64.js';
import { ENTITIES } from './entity.js';
import { escapesSpan, type Notation } from './escapes.js';
import { hexSpan } from './hex.js';
import { PERCENT_ESCAPES } from './percent.js';
import { LONGEST_SPAN, type Span } from './span.js';
import { wideSpans } from './wide.js';

const [PERCENT, AMPERSAND, BACKSLASH] = [0x25, 0x26, 0x5c];

const NOTATIONS: Readonly<Record<number, Notation>> = {
  [PERCENT]: PERCENT_ESCAPES,
  [AMPERSAND]: ENTITIES,
  [BACKSLASH]: BACKSLASH_ESCAPES,
};

/** Gathers what is encoded in a text, from what a kernel says could be. */
export class SpanFinder {
  readonly #bytes: Uint8Array;
  readonly #runs: Span[] = [];
  readonly #escapes: Span[] = [];
  /** What ends before these is known. */
  #runsDone = 0;
  #escapesDone = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** A run of token characters. @param end perhaps only that of what the kernel saw of it */
  run(start: number, end: number): void {
    if (start < this.#runsDone) return;
    const span = this.#encodedRun(start, end);
    if (span === undefined) return;
    this.#runs.push(span);
    this.#runsDone = span.end;
  }

  #encodedRun(start: number, end: number): Span | undefined {
    const bytes = this.#bytes;
    for (const first of tokenStarts(bytes, start)) {
      const span = this.#spanAt(first, end);
      if (span !== undefined) return span;
    }
    const last = Math.min(end - LONG_RUN, start + LONGEST_LEAD);
    for (let at = start + 1; at <= last; at++) {
      if (IS_SEPARATOR[bytes[at - 1] as number] === 0) continue;
      const span = this.#spanAt(at, end);
      if (span !== undefined) return span;
    }
    return undefined;
  }

  #spanAt(start: number, end: number): Span | undefined {
    const last = this.#endOfRun(end);
    return hexSpan(this.#bytes, start, last) ?? base64Span(this.#bytes, start, last);
  }

  /** A kernel sees a text in chunks, and a run goes on in the next one. */
  #endOfRun(seen: number): number {
    let end = seen;
    while (end < this.#bytes.length && end - seen < LONGEST_SPAN && IN_RUN[this.#bytes[end] as number] === 1) end++;
    return end;
  }

  /** What introduces an escape. */
  escape(offset: number): void {
    if (offset < this.#escapesDone) return;
    const notation = NOTATIONS[this.#bytes[offset] as number];
    // Of several backslashes the kernel names the last.
    let start = offset;
    if (notation === BACKSLASH_ESCAPES)
      while (start > this.#escapesDone && this.#bytes[start - 1] === BACKSLASH) start--;
    const span = notation && escapesSpan(this.#bytes, start, notation);
    if (span === undefined) return;
    this.#escapes.push(span);
    this.#escapesDone = span.end;
  }

  /** All that is encoded, by rising offset, none overlapping another. */
  spans(): Span[] {
    const wide = wideSpans(this.#bytes);
    if (this.#runs.length + this.#escapes.length + wide.length === 0) return wide;
    const runs = this.#escapes.length === 0 ? this.#runs : this.#runs.filter((run) => !this.#isBroken(run));
    return [...runs, ...this.#escapes, ...wide].sort((a, b) => a.start - b.start).filter(behindTheLast());
  }

  /** A run that has escapes in it, or goes on in one, is whole when these are read: it is found then. */
  #isBroken(run: Span): boolean {
    const at = firstEndingFrom(this.#escapes, run.start);
    for (let index = at; index < this.#escapes.length; index++) {
      const { start, end, edges } = this.#escapes[index] as Span;
      if (start > run.end) return false;
      const goesOn = (code = 0) => IN_RUN[code] === 1;
      if (start < run.end && end > run.start) return true;
      if (start === run.end ? goesOn(edges?.[0]) : goesOn(edges?.[1])) return true;
    }
    return false;
  }
}

function behindTheLast(): (span: Span) => boolean {
  let end = 0;
  return (span) => {
    if (span.start < end) return false;
    end = span.end;
    return true;
  };
}

/** The first span that ends at an offset or behind it. */
function firstEndingFrom(spans: readonly Span[], offset: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle] as Span).end < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
