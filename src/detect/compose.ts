import { isGeneric } from './generic/patterns.js';
import type { Match } from './match.js';
import { withoutOverlaps } from './overlap.js';
import { Pairs } from './pairs.js';
import { PartnerContext } from './partner-context.js';
import type { Pattern } from './pattern.js';

/**
 * The last step of a search: from all matches in some bytes, in whatever order they were found, to what is told. Chunks
 * and copied ranges of deltas end here: it needs the matches of the whole text, and reads only bytes between them.
 */
export class Composer {
  readonly #patterns: readonly Pattern[];
  #context: PartnerContext | undefined;
  #pairs: Pairs | undefined;

  constructor(patterns: readonly Pattern[]) {
    this.#patterns = patterns;
  }

  /** One place, one match; a secret and its id, one match. By rising offset. */
  compose(found: Match[], bytes: Uint8Array): Match[] {
    const matches = withoutRefuted(found);
    if (matches.length === 0) return matches;
    this.#context ??= new PartnerContext(this.#patterns);
    const all = [...matches, ...this.#context.search(matches, bytes)];
    if (all.length === 1) return all;
    this.#pairs ??= new Pairs(this.#patterns);
    return this.#pairs.in(withoutOverlaps(all), bytes);
  }
}

/** What is refuted goes, and with it what was only judged by the name before the same bytes. */
function withoutRefuted(matches: Match[]): Match[] {
  const refuted = matches.filter((match) => match.refuted);
  if (refuted.length === 0) return matches;
  const isStanding = (match: Match) =>
    !match.refuted &&
    !(isGeneric(match.pattern) && refuted.some(({ start, end }) => match.start < end && start < match.end));
  return matches.filter(isStanding);
}
