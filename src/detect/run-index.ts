import { AlphabetRuns } from './alphabet-runs.js';
import { type Assignment, assignmentAt, isCredential, mayBeAssigned } from './assignment.js';
import { LONGEST_MIMICRY, tokenStarts } from './boundary.js';
import { charset } from './charset.js';
import { ContextIndex } from './context-index.js';
import { latin1 } from './latin1.js';
import type { Match } from './match.js';
import { Matcher } from './matcher.js';
import { CONTEXT_REACH, type Pattern } from './pattern.js';

/** Patterns of one shape: their regexes are the same, only their context words differ. */
interface Group {
  readonly regex: RegExp;
  /** Lengths that the run must have, in its own alphabet, for a match to have its borders. */
  readonly shortest: number;
  readonly longest: number;
  /** The longest match. */
  readonly furthest: number;
  /** The patterns of the group that have a word. */
  readonly byWord: ReadonlyMap<number, readonly Pattern[]>;
}

/** Shapes over one alphabet. */
interface Alphabet {
  readonly groups: readonly Group[];
  /** The least and the most that any of the shapes needs of a run, and the furthest that any can go. */
  readonly shortest: number;
  readonly longest: number;
  readonly reach: number;
  /** By length, up to the longest that has a bound: 1 when some shape has it. What is longer fits when the last does. */
  readonly fits: Uint8Array;
}

/**
 * The patterns without a prefix, in the order in which they cost least to rule out.
 *
 * Hundreds of vendors issue keys of the same few shapes (32 hexadecimal digits, a UUID …). A run of token characters is
 * cut into the runs of each alphabet. Where the length of one fits some shape, the syntax must assign it to a name that
 * says key, token, secret …; then each shape is tried once; only where one fits are the context words around it read,
 * and only the patterns that have such a word judge the place.
 */
export class RunIndex {
  readonly #alphabets: readonly Alphabet[];
  readonly #runs: AlphabetRuns;
  readonly #words: ContextIndex;
  /** Made when a pattern is asked: most never are. */
  readonly #matchers = new Map<Pattern, Matcher>();

  constructor(patterns: readonly Pattern[]) {
    const wordIndex = new Map<string, number>();
    const shapes = new Map<string, Map<string, Pattern[]>>();
    for (const pattern of patterns) {
      const { anchor, context } = pattern;
      if (!('run' in anchor) || context === undefined) continue;
      for (const word of context.words) if (!wordIndex.has(word)) wordIndex.set(word, wordIndex.size);
      const ofAlphabet = shapes.get(anchor.run) ?? new Map<string, Pattern[]>();
      shapes.set(anchor.run, ofAlphabet);
      const key = `${pattern.ignoreCase}\n${pattern.after}\n${pattern.regex}`;
      ofAlphabet.set(key, [...(ofAlphabet.get(key) ?? []), pattern]);
    }
    this.#alphabets = [...shapes.values()].map((byShape) =>
      alphabetOf([...byShape.values()].map((alike) => groupOf(alike, wordIndex))),
    );
    this.#runs = new AlphabetRuns([...shapes.keys()].map(charset));
    this.#words = new ContextIndex([...wordIndex.keys()]);
  }

  /**
   * Calls `keep` with every match in a run of token characters at [start, end).
   *
   * @returns false when nothing in it is assigned to the name of a credential: the words around it were not read then
   */
  search(bytes: Uint8Array, start: number, end: number, keep: (match: Match) => void): boolean {
    let places: ValuePlaces | undefined;
    let isAssigned = false;
    this.#runs.find(bytes, start, end, latestValue(bytes, start, end), (index, from, to) => {
      const { groups, shortest, longest, reach, fits } = this.#alphabets[index] as Alphabet;
      // An escape at the beginning can make the run shorter, and no longer.
      if (to - from < shortest || to - from > longest + LONGEST_MIMICRY) return;
      places ??= new ValuePlaces(bytes);
      for (const first of places.startsAt(from)) {
        // Most lengths are nobody's, and that is seen sooner than what a value is assigned to.
        if (fits[Math.min(to - first, fits.length - 1)] === 0 || !places.isCredential(first, to)) continue;
        isAssigned = true;
        const fitting = groups.filter((group) => to - first >= group.shortest && to - first <= group.longest);
        const value = { start: first, window: latin1(bytes, first, first + reach), isNamed: places.isNamed(first) };
        this.#tryShapes(fitting, bytes, value, keep);
      }
    });
    return isAssigned;
  }

  #matcherOf(pattern: Pattern): Matcher {
    let matcher = this.#matchers.get(pattern);
    if (matcher === undefined) {
      matcher = new Matcher(pattern);
      this.#matchers.set(pattern, matcher);
    }
    return matcher;
  }

  #tryShapes(
    groups: readonly Group[],
    bytes: Uint8Array,
    { start, window, isNamed }: Value,
    keep: (match: Match) => void,
  ): void {
    const known = { isNamed };
    const words = new NearWords(this.#words, bytes, start);
    for (const { regex, byWord } of groups) {
      regex.lastIndex = 0;
      if (!regex.test(window)) continue;
      for (const pattern of patternsWith(words.around(start + regex.lastIndex), byWord)) {
        const match = this.#matcherOf(pattern).matchAt(bytes, start, known);
        if (match !== undefined) keep(match);
      }
    }
  }
}

/** Where a value may begin, the text from there on, and whether its name alone makes it a credential. */
interface Value {
  readonly start: number;
  readonly window: string;
  readonly isNamed: boolean;
}

/**
 * Behind this, no value in a run can be assigned to a name by the syntax. What stands before a value is an operator, a
 * quote or a bracket, an escape of one, or `://`; of their characters a run holds only the last ones of an escape, two
 * slashes, and the signs that operators have.
 */
function latestValue(bytes: Uint8Array, start: number, end: number): number {
  let at = start + LONGEST_MIMICRY;
  const most = Math.min(end, at + LONGEST_OPERATOR);
  while (at < most && (bytes[at] === PLUS || bytes[at] === MINUS)) at++;
  return at;
}

const [PLUS, MINUS] = [0x2b, 0x2d];
/** With opening quotes; `assignment.ts` reads no further back. */
const LONGEST_OPERATOR = 64;

/** Where values begin in one run and what they are assigned to. Nearly all alphabets ask about the same place. */
class ValuePlaces {
  readonly #bytes: Uint8Array;
  #from = -1;
  #starts: readonly number[] = [];
  readonly #asked: number[] = [];
  readonly #assignments: (Assignment | undefined)[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  startsAt(from: number): readonly number[] {
    if (from !== this.#from) [this.#from, this.#starts] = [from, tokenStarts(this.#bytes, from)];
    return this.#starts;
  }

  /** It is assigned to the name of a credential, wherever it ends. */
  isNamed(start: number): boolean {
    return this.#assignmentAt(start)?.toCredential ?? false;
  }

  isCredential(start: number, end: number): boolean {
    const assignment = this.#assignmentAt(start);
    return assignment !== undefined && isCredential(assignment, this.#bytes, end, CONTEXT_REACH);
  }

  #assignmentAt(start: number): Assignment | undefined {
    let index = this.#asked.indexOf(start);
    if (index === -1) {
      index = this.#asked.push(start) - 1;
      const mayBe = mayBeAssigned(this.#bytes, start);
      this.#assignments.push(mayBe ? assignmentAt(this.#bytes, start, CONTEXT_REACH) : undefined);
    }
    return this.#assignments[index];
  }
}

/** The context words around a value, read once for all shapes that fit it. */
class NearWords {
  readonly #index: ContextIndex;
  readonly #bytes: Uint8Array;
  readonly #start: number;
  #before: ReadonlySet<number> | undefined;
  #end = -1;
  #around: ReadonlySet<number> = new Set();

  constructor(index: ContextIndex, bytes: Uint8Array, start: number) {
    this.#index = index;
    this.#bytes = bytes;
    this.#start = start;
  }

  /** @param end behind the last byte of the value */
  around(end: number): ReadonlySet<number> {
    if (end === this.#end) return this.#around;
    this.#before ??= this.#index.collect(this.#bytes, this.#start - CONTEXT_REACH, this.#start);
    this.#around = new Set([...this.#before, ...this.#index.collect(this.#bytes, end, end + CONTEXT_REACH)]);
    this.#end = end;
    return this.#around;
  }
}

function alphabetOf(groups: readonly Group[]): Alphabet {
  const bounds = groups.flatMap(({ shortest, longest }) => [shortest, Number.isFinite(longest) ? longest : shortest]);
  const fits = Uint8Array.from({ length: Math.max(...bounds) + 2 }, (_, length) =>
    groups.some(({ shortest, longest }) => length >= shortest && length <= longest) ? 1 : 0,
  );
  return {
    fits,
    groups,
    shortest: Math.min(...groups.map((group) => group.shortest)),
    longest: Math.max(...groups.map((group) => group.longest)),
    reach: Math.max(...groups.map((group) => group.furthest)),
  };
}

function patternsWith(words: ReadonlySet<number>, byWord: Group['byWord']): Set<Pattern> {
  const patterns = new Set<Pattern>();
  for (const word of words) for (const pattern of byWord.get(word) ?? []) patterns.add(pattern);
  return patterns;
}

/** @param alike patterns of one shape, one at least */
function groupOf(alike: readonly Pattern[], wordIndex: ReadonlyMap<string, number>): Group {
  const byWord = new Map<number, Pattern[]>();
  for (const pattern of alike) {
    for (const word of pattern.context?.words ?? []) {
      const index = wordIndex.get(word) as number;
      const known = byWord.get(index);
      if (known === undefined) byWord.set(index, [pattern]);
      else known.push(pattern);
    }
  }
  const [{ id, anchor, regex, ignoreCase, after }] = alike as [Pattern];
  if (!('run' in anchor)) throw new RangeError(`pattern ${id} is not anchored at runs`);
  const mustNotFollow = charset(after);
  // A run that goes on in characters that must not follow a match is too long for it.
  const goesOn = charset(anchor.run).some((has, byte) => has === 1 && mustNotFollow[byte] === 0);
  return {
    regex: new RegExp(regex, ignoreCase ? 'yi' : 'y'),
    shortest: anchor.shortest,
    longest: goesOn ? Number.POSITIVE_INFINITY : anchor.longest,
    furthest: anchor.longest,
    byWord,
  };
}
