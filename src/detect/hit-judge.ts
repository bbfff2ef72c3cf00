import { GENERIC_BEFORE, GENERIC_BEHIND } from './generic/candidate-at.js';
import { assignedAt } from './generic/judge.js';
import { NAME_STEMS } from './generic/stems.js';
import type { Literal } from './kernel.js';
import type { Match } from './match.js';
import { Matcher } from './matcher.js';
import { CONTEXT_REACH, type Pattern, SHORTEST_REACH } from './pattern.js';
import type { PatternIndex } from './pattern-index.js';
import { RunIndex } from './run-index.js';

/** Judges the places that a kernel names. What it needs for one is made when the first such place comes: most never do. */
export class HitJudge {
  /** What kernels are to look for: the literals of the patterns, then the stems of names. */
  readonly literals: readonly Literal[];
  readonly #index: PatternIndex;
  readonly #matchers = new Map<Pattern, Matcher>();
  readonly #byLiteral: (readonly Matcher[])[] = [];
  /** By literal: how many bytes before and behind its place can have a say, plus one; 0 when nobody asked yet. */
  readonly #before: Uint32Array;
  readonly #behind: Uint32Array;
  #runs: RunIndex | undefined;
  #reachOfRuns = 0;

  /** @param assignments judge what is assigned to the name of a credential, too */
  constructor(index: PatternIndex, assignments: boolean) {
    this.#index = index;
    this.literals = assignments ? [...index.literals, ...NAME_STEMS] : index.literals;
    this.#before = new Uint32Array(this.literals.length);
    this.#behind = new Uint32Array(this.literals.length);
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

  /** Bytes before the place of a literal on which its judgement can depend. */
  before(literal: number): number {
    if (this.#before[literal] === 0) this.#measure(literal);
    return (this.#before[literal] as number) - 1;
  }

  /** Bytes from the place of a literal on, on which its judgement can depend. */
  behind(literal: number): number {
    if (this.#before[literal] === 0) this.#measure(literal);
    return (this.#behind[literal] as number) - 1;
  }

  /** Bytes before a run, and behind it, on which its judgement can depend. */
  aroundRun(): number {
    if (this.#reachOfRuns === 0) {
      const reaches = this.#index.withoutPrefix().map(({ reach }) => reach);
      this.#reachOfRuns = Math.max(CONTEXT_REACH, ...reaches) + SHORTEST_REACH;
    }
    return this.#reachOfRuns;
  }

  #measure(literal: number): void {
    const own = literal < this.#index.literals.length ? this.#index.startingWith(literal) : undefined;
    this.#before[literal] = 1 + (own === undefined ? GENERIC_BEFORE : Math.max(...own.map(bytesBefore)));
    this.#behind[literal] = 1 + (own === undefined ? GENERIC_BEHIND : Math.max(...own.map(bytesBehind)));
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

function bytesBefore(pattern: Pattern): number {
  return Math.max(SHORTEST_REACH, bytesAround(pattern));
}

/** A byte behind the match is its border. */
function bytesBehind(pattern: Pattern): number {
  return (pattern.furthest ?? pattern.reach) + Math.max(1, bytesAround(pattern));
}

/** Most patterns look at nothing but the match; a check, a structure, a name or a word can lie around it. */
function bytesAround({ check, inside, context, reach }: Pattern): number {
  if (check === undefined && inside === undefined && context === undefined) return 0;
  return context === undefined ? reach : Math.max(reach, CONTEXT_REACH);
}
