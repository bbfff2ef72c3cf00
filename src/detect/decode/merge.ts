import type { Match } from '../match.js';
import { outranks } from '../overlap.js';
import { everyPart } from '../pairs.js';

/**
 * One place, one finding, also where a secret was found both in what is written and in what that means when decoded: what
 * is written stays, unless what it means says more. What was decoded of the same bytes stands side by side.
 *
 * @param plain without overlaps, by rising offset
 * @param decoded in any order
 */
export function withDecoded(plain: readonly Match[], decoded: readonly Match[]): Match[] {
  if (decoded.length === 0) return [...plain];
  const places = new Places(plain);
  const kept: Match[] = [];
  for (const match of decoded) {
    const rivals = places.overlapping(match);
    if (!rivals.every(({ lead, self }) => places.isGone(self) || outranks(match, lead))) continue;
    for (const { self } of rivals) places.remove(self);
    const parts = match.parts?.filter((part) => places.takes(part));
    const { parts: _, ...alone } = match;
    kept.push(parts === undefined || parts.length === 0 ? alone : { ...alone, parts });
  }
  return [...places.left(), ...kept].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** A match, or a part of one, in its place. */
interface Occupant {
  readonly self: Match;
  readonly lead: Match;
}

class Places {
  readonly #plain: readonly Match[];
  /** They do not overlap: by rising end, too. */
  readonly #occupants: readonly Occupant[];
  readonly #gone = new Set<Match>();

  constructor(plain: readonly Match[]) {
    this.#plain = plain;
    const leads = new Map(plain.flatMap((lead) => [lead, ...(lead.parts ?? [])].map((self) => [self, lead])));
    this.#occupants = everyPart(plain).map((self) => ({ self, lead: leads.get(self) as Match }));
  }

  overlapping({ start, end }: Match): Occupant[] {
    let [low, high] = [0, this.#occupants.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#occupants[middle] as Occupant).self.end <= start) low = middle + 1;
      else high = middle;
    }
    const found: Occupant[] = [];
    for (; low < this.#occupants.length; low++) {
      const occupant = this.#occupants[low] as Occupant;
      if (occupant.self.start >= end) break;
      found.push(occupant);
    }
    return found;
  }

  isGone(match: Match): boolean {
    return this.#gone.has(match);
  }

  remove(match: Match): void {
    this.#gone.add(match);
  }

  /** Gives a part to a decoded match: a plain one only when it is nobody's yet. */
  takes(part: Match): boolean {
    const rivals = this.overlapping(part);
    if (rivals.some(({ self, lead }) => self !== lead || self.parts !== undefined || this.isGone(self))) return false;
    if (part.decoded !== undefined && !rivals.every(({ lead }) => outranks(part, lead))) return false;
    for (const { self } of rivals) this.remove(self);
    return true;
  }

  /** What is still told: of a match that is gone, its parts. */
  left(): Match[] {
    return this.#plain.flatMap((lead) => {
      const parts = lead.parts?.filter((part) => !this.isGone(part));
      if (this.isGone(lead)) return parts ?? [];
      if (parts === undefined || parts.length === lead.parts?.length) return [lead];
      const { parts: _, ...alone } = lead;
      return [parts.length === 0 ? alone : { ...alone, parts }];
    });
  }
}
