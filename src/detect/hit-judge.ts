import { GENERIC_BEFORE, GENERIC_BEHIND } from './generic/candidate-at.js';
import { assignedAt } from './generic/judge.js';
import { NAME_STEMS } from './generic/stems.js';
import { Verdicts } from './generic/verdicts.js';
import type { Literal } from './kernel.js';
import type { Match } from './match.js';
import { Matcher } from './matcher.js';
import { CONTEXT_REACH, LONGEST_OPENING, type Pattern, SHORTEST_REACH } from './pattern.js';
import type { PatternIndex } from './pattern-index.js';
import { RunIndex } from './run-index.js';

/** Bytes before a run, and behind it, that tell that nothing in it is assigned: a name, what ends an address. */
const AROUND_UNASSIGNED = 192;

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
  #verdicts: Verdicts | undefined;

  /** @param assignments judge what is assigned to the name of a credential, too */
  constructor(index: PatternIndex, assignments: boolean) {
    this.#index = index;
    this.literals = assignments ? [...index.literals, ...NAME_STEMS] : index.literals;
    this.#before = new Uint32Array(this.literals.length);
    this.#behind = new Uint32Array(this.literals.length);
  }

  /** Expects texts that are much like each other, and remembers what was said of parts of them. */
  remember(): void {
    this.#verdicts ??= new Verdicts();
  }

  /**
   * Calls `keep` with every match that belongs to a literal at `offset`; what is refuted too.
   *
   * @returns false when its border and what must stand behind it were enough to see that there is none
   */
  literal(bytes: Uint8Array, literal: number, offset: number, keep: (match: Match) => void): boolean {
    if (literal >= this.#index.literals.length) return this.#stem(bytes, offset, keep);
    let isDeep = false;
    for (const matcher of this.#matchersOf(literal)) if (matcher.matchesAt(bytes, offset, keep)) isDeep = true;
    return isDeep;
  }

  /** Calls `keep` with every match in a run of token characters. @returns as `literal` does */
  run(bytes: Uint8Array, start: number, end: number, keep: (match: Match) => void): boolean {
    this.#runs ??= new RunIndex(this.#index.withoutPrefix());
    return this.#runs.search(bytes, start, end, keep);
  }

  #stem(bytes: Uint8Array, offset: number, keep: (match: Match) => void): boolean {
    const match = assignedAt(bytes, offset, this.#verdicts);
    if (match !== undefined) keep(match);
    return true;
  }

  /**
   * Bytes before the place of a literal on which its judgement depends.
   *
   * @param isDeep what judging it returned
   */
  before(literal: number, isDeep: boolean): number {
    if (!isDeep) return SHORTEST_REACH;
    if (this.#before[literal] === 0) this.#measure(literal);
    return (this.#before[literal] as number) - 1;
  }

  /** Bytes from the place of a literal on, on which its judgement depends. */
  behind(literal: number, isDeep: boolean): number {
    if (!isDeep) return (this.literals[literal] as Literal).text.length + LONGEST_OPENING;
    if (this.#before[literal] === 0) this.#measure(literal);
    return (this.#behind[literal] as number) - 1;
  }

  /** Bytes before a run, and behind it, on which its judgement depends. */
  aroundRun(isDeep: boolean): number {
    if (!isDeep) return AROUND_UNASSIGNED;
    if (this.#reachOfRuns === 0) {
      const reaches = this.#index.withoutPrefix().map(({ reach }) => reach);
      this.#reachOfRuns = Math.max(AROUND_UNASSIGNED, CONTEXT_REACH, ...reaches) + SHORTEST_REACH;
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
