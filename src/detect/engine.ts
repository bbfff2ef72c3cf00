import { tokenStarts } from './boundary.js';
import { type Charset, charset } from './charset.js';
import type { Kernel, Literal } from './kernel.js';
import type { Match } from './match.js';
import { Matcher } from './matcher.js';
import { withoutOverlaps } from './overlap.js';
import { type Pattern, SHORTEST_RUN } from './pattern.js';
import { PortableKernel } from './portable-kernel.js';

/** A pattern without a prefix, with the characters its run is made of. */
interface RunMatcher {
  readonly matcher: Matcher;
  readonly members: Charset;
}

/**
 * Bytes in, matches out. The kernel names the places, the matchers judge them, overlaps are resolved.
 *
 * @example new Engine(patterns).scan(bytes)
 */
export class Engine {
  readonly #kernel: Kernel;
  /** For each literal of the kernel, the patterns that begin with it. */
  readonly #byLiteral: Matcher[][] = [];
  readonly #byRun: RunMatcher[] = [];

  constructor(
    patterns: readonly Pattern[],
    kernel: (literals: readonly Literal[]) => Kernel = (l) => new PortableKernel(l),
  ) {
    const literals = new Map<string, { literal: Literal; index: number }>();
    for (const pattern of patterns) this.#add(new Matcher(pattern), literals);
    this.#kernel = kernel([...literals.values()].map(({ literal }) => literal));
  }

  /** Every match in the bytes, by rising offset, none overlapping another. */
  scan(bytes: Uint8Array): Match[] {
    const matches: Match[] = [];
    const keep = (match: Match | undefined) => {
      if (match !== undefined) matches.push(match);
    };
    this.#kernel.search(bytes, {
      literal: (index, offset) => {
        for (const matcher of this.#byLiteral[index] as Matcher[]) keep(matcher.matchAt(bytes, offset));
      },
      run: (start, end) => {
        for (const { matcher, members } of this.#byRun)
          eachSubRun(bytes, start, end, members, (at) => keep(matcher.matchAt(bytes, at)));
      },
    });
    return matches.length > 1 ? withoutOverlaps(matches) : matches;
  }

  #add(matcher: Matcher, literals: Map<string, { literal: Literal; index: number }>): void {
    const { anchor, ignoreCase } = matcher.pattern;
    if ('run' in anchor) {
      this.#byRun.push({ matcher, members: charset(anchor.run) });
      return;
    }
    for (const text of anchor.literals) {
      const key = `${ignoreCase ? 'i' : 's'}${text}`;
      const entry = literals.get(key) ?? { literal: { text, ignoreCase }, index: literals.size };
      literals.set(key, entry);
      const sharers = this.#byLiteral[entry.index] ?? [];
      sharers.push(matcher);
      this.#byLiteral[entry.index] = sharers;
    }
  }
}

/**
 * A run of token characters can hold the pattern's own run inside it: `name_` before 40 hex digits, say.
 * Calls `found` where a maximal run of the pattern's characters begins, if it is long enough, and behind an escape there.
 */
function eachSubRun(
  bytes: Uint8Array,
  start: number,
  end: number,
  members: Charset,
  found: (at: number) => void,
): void {
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && members[bytes[at] as number] === 1) continue;
    if (at - from >= SHORTEST_RUN) for (const begin of tokenStarts(bytes, from)) found(begin);
    from = at + 1;
  }
}
