import { GENERIC_BEFORE, GENERIC_BEHIND } from './generic/candidate-at.js';
import { assignedAt } from './generic/judge.js';
import { NAME_STEMS } from './generic/stems.js';
import { HINT_REACH, type Literal } from './kernel.js';
import type { Match } from './match.js';
import { Matcher } from './matcher.js';
import { CONTEXT_REACH, type Pattern, SHORTEST_REACH } from './pattern.js';
import type { PatternIndex } from './pattern-index.js';
import { RunIndex } from './run-index.js';

/** How far from where it begins the bytes lie on which the judgement of a place can depend, in bytes. */
export interface Extent {
  readonly before: number;
  readonly behind: number;
}

/** Judges the places that a kernel names. What it needs for one is made when the first such place comes: most never do. */
export class HitJudge {
  /** What kernels are to look for: the literals of the patterns, then the stems of names. */
  readonly literals: readonly Literal[];
  readonly #index: PatternIndex;
  readonly #matchers = new Map<Pattern, Matcher>();
  readonly #byLiteral: (readonly Matcher[])[] = [];
  readonly #extents: Extent[] = [];
  #runs: RunIndex | undefined;
  #runExtent: Extent | undefined;

  /** @param assignments judge what is assigned to the name of a credential, too */
  constructor(index: PatternIndex, assignments: boolean) {
    this.#index = index;
    this.literals = assignments ? [...index.literals, ...NAME_STEMS] : index.literals;
  }

  /** Calls `keep` with every match that belongs to a literal at `offset`; what is refuted too. */
  literal(bytes: Uint8Array, literal: number, offset: number, keep: (match: Match) => void): void {
    if (literal < this.#index.literals.length) {
      for (const matcher of this.#matchersOf(literal)) matcher.matchesAt(bytes, offset, keep);
      return;
    }
    const match = assignedAt(bytes, offset);
    if (match !== undefined) keep(match);
  }

  /** Calls `keep` with every match in a run of token characters. */
  run(bytes: Uint8Array, start: number, end: number, keep: (match: Match) => void): void {
    this.#runs ??= new RunIndex(this.#index.withoutPrefix());
    this.#runs.search(bytes, start, end, keep);
  }

  extentOfLiteral(literal: number): Extent {
    this.#extents[literal] ??=
      literal < this.#index.literals.length
        ? extentOf(this.#index.startingWith(literal))
        : { before: GENERIC_BEFORE, behind: GENERIC_BEHIND };
    return this.#extents[literal];
  }

  /** A value can begin a little behind where its run does. */
  extentOfRun(): Extent {
    this.#runExtent ??= extentOf(this.#index.withoutPrefix());
    return { before: this.#runExtent.before, behind: this.#runExtent.behind + HINT_REACH };
  }

  #matchersOf(literal: number): readonly Matcher[] {
    this.#byLiteral[literal] ??= this.#index.startingWith(literal).map((pattern) => {
      const matcher = this.#matchers.get(pattern) ?? new Matcher(pattern);
      this.#matchers.set(pattern, matcher);
      return matcher;
    });
    return this.#byLiteral[literal];
  }
}

/** A match is no longer than its pattern's reach, and depends on as many bytes around it, or those that have context words. */
function extentOf(patterns: readonly Pattern[]): Extent {
  const reach = Math.max(CONTEXT_REACH, ...patterns.map((pattern) => pattern.reach));
  return { before: reach + SHORTEST_REACH, behind: 2 * reach + SHORTEST_REACH };
}
