import { isAssignedToCredential } from './assignment.js';
import { tokenStarts } from './boundary.js';
import { charset, membersOf } from './charset.js';
import { ContextIndex } from './context-index.js';
import { latin1 } from './latin1.js';
import type { Match } from './match.js';
import { Matcher } from './matcher.js';
import { CONTEXT_REACH, type Pattern, SHORTEST_RUN } from './pattern.js';

/** Patterns of one shape: their regexes are the same, only their context words differ. */
interface Group {
  readonly regex: RegExp;
  /** Lengths that the run must have, in its own alphabet, for a match to have its borders. */
  readonly shortest: number;
  readonly longest: number;
  /** The longest match. */
  readonly furthest: number;
  /** The patterns of the group that have a word. */
  readonly byWord: ReadonlyMap<number, readonly Matcher[]>;
}

/** Shapes over one alphabet. */
interface Alphabet {
  readonly groups: readonly Group[];
  /** The least that any of the shapes needs, and the furthest that any can go. */
  readonly shortest: number;
  readonly reach: number;
}

/**
 * The patterns without a prefix, in the order in which they cost least to rule out.
 *
 * Hundreds of vendors issue keys of the same few shapes (32 hexadecimal digits, a UUID …). A run of token characters is
 * cut into the runs of each alphabet in one pass. Where the length of one fits some shape, the syntax must assign it to
 * a name that says key, token, secret …; then each shape is tried once; only where one fits are the context words around
 * it read, and only the patterns that have such a word judge the place.
 */
export class RunIndex {
  readonly #alphabets: Alphabet[] = [];
  /** For each byte, a bit for each alphabet (32 a table) that has it. */
  readonly #members: Uint32Array[] = [];
  readonly #words: ContextIndex;
  readonly #starts: Uint32Array;

  constructor(patterns: readonly Pattern[]) {
    const wordIndex = new Map<string, number>();
    const groups = new Map<string, Map<string, Matcher[]>>();
    for (const pattern of patterns) {
      const { anchor, context } = pattern;
      if (!('run' in anchor) || context === undefined) continue;
      for (const word of context.words) if (!wordIndex.has(word)) wordIndex.set(word, wordIndex.size);
      const shapes = groups.get(anchor.run) ?? new Map<string, Matcher[]>();
      groups.set(anchor.run, shapes);
      const key = JSON.stringify([pattern.regex, pattern.ignoreCase, pattern.after]);
      const matchers = shapes.get(key) ?? [];
      matchers.push(new Matcher(pattern));
      shapes.set(key, matchers);
    }
    for (const [run, shapes] of groups)
      this.#addAlphabet(
        run,
        [...shapes.values()].map((matchers) => groupOf(matchers, wordIndex)),
      );
    this.#words = new ContextIndex([...wordIndex.keys()]);
    this.#starts = new Uint32Array(this.#alphabets.length);
  }

  /** Calls `keep` with every match in a run of token characters at [start, end). */
  search(bytes: Uint8Array, start: number, end: number, keep: (match: Match) => void): void {
    const assigned = new Map<number, boolean>();
    for (const [table, members] of this.#members.entries()) {
      const first = table * 32;
      const starts = this.#starts.subarray(first, first + 32).fill(start);
      let inside = 0xffffffff;
      for (let at = start; at <= end; at++) {
        const has = at < end ? (members[bytes[at] as number] as number) : 0;
        // Alphabets whose run ends here, and those whose run begins here.
        for (let left = inside & ~has; left !== 0; left &= left - 1) {
          const bit = 31 - Math.clz32(left & -left);
          const from = starts[bit] as number;
          if (bit < starts.length && at - from >= SHORTEST_RUN) this.#try(first + bit, bytes, from, at, assigned, keep);
        }
        for (let begun = has & ~inside; begun !== 0; begun &= begun - 1) {
          const bit = 31 - Math.clz32(begun & -begun);
          if (bit < starts.length) starts[bit] = at;
        }
        inside = has;
      }
    }
  }

  /**
   * Tries the shapes of an alphabet on a run of its characters.
   *
   * @param end behind the last character of the run; a match may go on in other characters
   * @param assigned what is known of the places in this run already
   */
  #try(
    index: number,
    bytes: Uint8Array,
    from: number,
    end: number,
    assigned: Map<number, boolean>,
    keep: (match: Match) => void,
  ): void {
    const alphabet = this.#alphabets[index] as Alphabet;
    if (end - from < alphabet.shortest) return;
    for (const start of tokenStarts(bytes, from)) {
      const fitting = alphabet.groups.filter(
        ({ shortest, longest }) => end - start >= shortest && end - start <= longest,
      );
      if (fitting.length === 0) continue;
      // Where a value ends counts too: in a URL it is followed by the host. One key for the two numbers.
      const place = start * 0x10000 + Math.min(end - start, 0xffff);
      let isAssigned = assigned.get(place);
      if (isAssigned === undefined) {
        isAssigned = isAssignedToCredential(bytes, start, end, CONTEXT_REACH);
        assigned.set(place, isAssigned);
      }
      if (isAssigned) this.#tryShapes(fitting, bytes, start, latin1(bytes, start, start + alphabet.reach), keep);
    }
  }

  #tryShapes(
    groups: readonly Group[],
    bytes: Uint8Array,
    start: number,
    window: string,
    keep: (match: Match) => void,
  ): void {
    const words = new NearWords(this.#words, bytes, start);
    for (const { regex, byWord } of groups) {
      regex.lastIndex = 0;
      if (!regex.test(window)) continue;
      for (const matcher of matchersWith(words.around(start + regex.lastIndex), byWord)) {
        const match = matcher.matchAt(bytes, start);
        if (match !== undefined) keep(match);
      }
    }
  }

  #addAlphabet(run: string, groups: readonly Group[]): void {
    const has = charset(run);
    const shortest = Math.min(...groups.map((group) => group.shortest));
    const reach = Math.max(...groups.map((group) => group.furthest));
    const index = this.#alphabets.push({ groups, shortest, reach }) - 1;
    const table = index >> 5;
    this.#members[table] ??= new Uint32Array(256);
    const members = this.#members[table];
    for (let byte = 0; byte < 256; byte++) {
      if (has[byte] === 1) members[byte] = (members[byte] as number) | (1 << (index & 31));
    }
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

function matchersWith(words: ReadonlySet<number>, byWord: Group['byWord']): Set<Matcher> {
  const matchers = new Set<Matcher>();
  for (const word of words) for (const matcher of byWord.get(word) ?? []) matchers.add(matcher);
  return matchers;
}

function groupOf(matchers: readonly Matcher[], wordIndex: ReadonlyMap<string, number>): Group {
  const byWord = new Map<number, Matcher[]>();
  for (const matcher of matchers) {
    for (const word of matcher.pattern.context?.words ?? []) {
      const index = wordIndex.get(word) as number;
      byWord.set(index, [...(byWord.get(index) ?? []), matcher]);
    }
  }
  const [{ pattern }] = matchers as [Matcher];
  const { anchor } = pattern;
  if (!('run' in anchor)) throw new RangeError(`pattern ${pattern.id} is not anchored at runs`);
  // A run that goes on in characters that must not follow a match is too long for it.
  const goesOn = membersOf(charset(anchor.run))
    .split('')
    .some((char) => charset(pattern.after)[char.charCodeAt(0)] === 0);
  const regex = new RegExp(pattern.regex, pattern.ignoreCase ? 'yi' : 'y');
  return {
    regex,
    shortest: anchor.shortest,
    longest: goesOn ? Number.POSITIVE_INFINITY : anchor.longest,
    furthest: anchor.longest,
    byWord,
  };
}
