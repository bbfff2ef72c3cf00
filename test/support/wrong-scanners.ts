import type { Engine } from '../../src/detect/engine.js';
import type { Match } from '../../src/detect/match.js';
import type { DeltaScanner, DeltaView } from './delta-scanner.js';

export interface Mistake {
  /** Bytes around a match that have to be copied with it, so that it is believed. */
  readonly reach: number;
  /** Takes the last object for the base, instead of the last one with a depth of one less. */
  readonly forgetsBranches?: true;
  /** A match that is copied twice comes once. */
  readonly copiesOnce?: true;
}

/** A scanner through deltas with a mistake: what is not noticed proves nothing. It knows the truth, and tells less. */
export class WrongScanner implements DeltaScanner {
  readonly #engine: Engine;
  readonly #mistake: Mistake;
  readonly #path: (readonly Match[])[] = [];
  #last: readonly Match[] = [];

  constructor(engine: Engine, mistake: Mistake) {
    this.#engine = engine;
    this.#mistake = mistake;
  }

  scan(content: Uint8Array, depth: number, delta: DeltaView | undefined): Match[] {
    const truth = this.#engine.scan(content);
    const base = this.#mistake.forgetsBranches ? this.#last : (this.#path[depth - 1] ?? []);
    const matches = delta === undefined ? truth : this.#through(delta, base, truth);
    this.#path[depth] = matches;
    this.#last = matches;
    return matches;
  }

  /** What lies well inside a copy is translated, the rest is true. */
  #through({ instructions }: DeltaView, base: readonly Match[], truth: readonly Match[]): Match[] {
    const { count, copies, sources, ends } = instructions;
    const { reach, copiesOnce } = this.#mistake;
    const translated: Match[] = [];
    const taken = new Set<Match>();
    const isInside = ({ start, end }: Match, from: number, to: number) => start - reach >= from && end + reach <= to;
    let rest = truth;
    for (let at = 0, from = 0; at < count; from = ends[at++] as number) {
      if (copies[at] !== 1) continue;
      const [start, to, source] = [from, ends[at] as number, sources[at] as number];
      rest = rest.filter((match) => !isInside(match, start, to));
      for (const match of base) {
        if (!isInside(match, source, source + to - start) || (copiesOnce && taken.has(match))) continue;
        taken.add(match);
        translated.push(this.#moved(match, start - source));
      }
    }
    return [...translated, ...rest].sort((a, b) => a.start - b.start);
  }

  #moved(match: Match, by: number): Match {
    const { start, end, parts } = match;
    const moved = parts && { parts: parts.map((part) => this.#moved(part, by)) };
    return { ...match, start: start + by, end: end + by, ...moved };
  }
}
