import { tokenStarts } from './boundary.js';
import { type Charset, charset } from './charset.js';
import { partnerDistance } from './context.js';
import type { Match } from './match.js';
import { Matcher } from './matcher.js';
import { PAIR_REACH, type Pattern } from './pattern.js';

/** A secret without a prefix that its partner makes known, and what its runs are made of. */
interface Bare {
  readonly matcher: Matcher;
  readonly run: Charset;
  readonly shortest: number;
  readonly longest: number;
}

/** What was judged already, by where it begins: a text can lie in the reach of many partners. */
type Judged = Map<number, Match | undefined>;

/**
 * Finds secrets that have no name, only their id beside them: `id,secret` in the file that a console hands out, two lines
 * in a note, two arguments of a call. What is bare and everywhere elsewhere (40 characters of base 64) means one thing
 * near an access key id. Only the nearest text of the shape counts, and none when the nearest has a name already.
 */
export class PartnerContext {
  /** By the pattern of the partner. */
  readonly #bare = new Map<string, Bare[]>();

  constructor(patterns: readonly Pattern[]) {
    for (const pattern of patterns) {
      const { anchor, context, pairs = [] } = pattern;
      if (!context?.partner || !('run' in anchor)) continue;
      const bare = { ...anchor, run: charset(anchor.run), matcher: new Matcher(pattern) };
      for (const id of pairs.flat()) this.#bare.set(id, [...(this.#bare.get(id) ?? []), bare]);
    }
  }

  /** @param matches all that was found, in any order */
  search(matches: readonly Match[], bytes: Uint8Array): Match[] {
    const found: Match[] = [];
    const judged = new Map<Bare, Judged>();
    let known: Set<string> | undefined;
    for (const match of matches) {
      for (const bare of this.#bare.get(match.pattern.id) ?? []) {
        if (match.confidence === 'low') continue;
        const before = judged.get(bare) ?? new Map();
        judged.set(bare, before);
        const nearest = nearestTo(match, bare, bytes, before);
        if (nearest === undefined) continue;
        known ??= new Set(matches.map(placeOf));
        if (!known.has(placeOf(nearest))) found.push(nearest);
      }
    }
    return found;
  }
}

function placeOf({ pattern, start }: Match): string {
  return `${pattern.id} ${start}`;
}

function nearestTo(partner: Match, bare: Bare, bytes: Uint8Array, judged: Judged): Match | undefined {
  const { matcher, run, shortest, longest } = bare;
  let best: Match | undefined;
  const last = Math.min(bytes.length, partner.end + PAIR_REACH + longest);
  for (let at = Math.max(0, partner.start - PAIR_REACH - longest); at < last; at++) {
    if (run[bytes[at] as number] === 0) continue;
    const from = at;
    while (at < bytes.length && at - from <= 2 * longest && run[bytes[at] as number] === 1) at++;
    if (at - from < shortest) continue;
    for (const start of tokenStarts(bytes, from)) {
      const distance = distanceTo(partner, start, at, bytes);
      if (distance === undefined || (best !== undefined && best.contextDistance <= distance)) continue;
      if (!judged.has(start)) judged.set(start, matcher.matchAt(bytes, start, { partner: distance }));
      const match = judged.get(start);
      if (match !== undefined) best = { ...match, contextDistance: distance };
    }
  }
  return best;
}

const LINE_FEED = 0x0a;

/** How near a partner stands to the bytes [start, end); undefined when it is in them or too far away. */
function distanceTo(partner: Match, start: number, end: number, bytes: Uint8Array): number | undefined {
  const isBefore = partner.end <= start;
  if (!isBefore && end > partner.start) return undefined;
  const [from, to] = isBefore ? [partner.end, start] : [end, partner.start];
  if (to - from > PAIR_REACH) return undefined;
  return partnerDistance(to - from, isBefore, !bytes.subarray(from, to).includes(LINE_FEED));
}
