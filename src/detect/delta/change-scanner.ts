import { SpanFinder } from '../decode/finder.js';
import type { Engine } from '../engine.js';
import type { HitSink } from '../kernel.js';
import type { Match } from '../match.js';
import { Difference } from './difference.js';
import { inParts } from './parts.js';

/**
 * Tells texts in which something may be new from those that hold nothing which their earlier text had not. Only places
 * are judged of which anything that has a say was changed: by the law of locality the others were judged in the earlier
 * text, at which nobody looks.
 *
 * It never says too little. It says too much where what was changed cannot be told from what was not: the caller looks
 * at the whole text then.
 */
export class ChangeScanner {
  readonly #engine: Engine;
  readonly #difference = new Difference();
  #content: Uint8Array = new Uint8Array(0);
  #spans = new SpanFinder(this.#content);
  #found = false;
  readonly #keep = (_: Match) => {
    this.#found = true;
  };
  readonly #sink: HitSink = {
    literal: (literal, offset) => this.#literal(literal, offset),
    run: (start, end) => this.#run(start, end),
    longRun: (start, end) => this.#spans.run(start, end),
    escape: (offset) => this.#spans.escape(offset),
  };

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Whether a match, one that is refuted too, may be in the text for the first time. */
  mayHoldNew(base: Uint8Array, content: Uint8Array): boolean {
    this.#difference.read(base, content);
    if (this.#difference.count === 0) return false;
    this.#content = content;
    this.#spans = new SpanFinder(content);
    this.#found = false;
    const kernel = this.#engine.kernel(content.length);
    inParts(content, 0, content.length, (start, end) => kernel.search(content, this.#sink, start, end));
    return this.#found || (this.#engine.decodes && this.#hasChangedSpan());
  }

  #literal(literal: number, offset: number): void {
    const { judge } = this.#engine;
    if (this.#found) return;
    if (this.#difference.touches(offset - judge.before(literal, true), offset + judge.behind(literal, true)))
      judge.literal(this.#content, literal, offset, this.#keep);
  }

  #run(start: number, end: number): void {
    const { judge } = this.#engine;
    if (this.#found) return;
    const around = judge.aroundRun(true);
    if (this.#difference.touches(start - around, end + around)) judge.run(this.#content, start, end, this.#keep);
  }

  /** What is encoded is judged as it stands when it is decoded in its place: what is around it has a say. */
  #hasChangedSpan(): boolean {
    const { margin } = this.#engine;
    return this.#spans.spans().some(({ start, end }) => this.#difference.touches(start - margin, end + margin));
  }
}
