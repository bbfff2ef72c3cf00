import { aligned } from './alignment.js';
import type { Match } from './match.js';
import { CONFIDENCES, PAIR_REACH, type Pattern, type Severity } from './pattern.js';

/** Secrets, and the ids of which each of them has one. */
interface Relation {
  readonly leads: Set<string>;
  readonly partners: readonly string[];
}

/**
 * Puts a secret and what belongs to it (an access key id, an account, a client id) together as one match. The secret leads:
 * its pattern, its place and its text are those of the pair, so that whoever excused or knows the secret need not know the
 * pair; the others become its parts.
 *
 * Only matches that stand near each other make a pair, each makes one, and a list of pairs comes apart in its order. Of
 * two that are secrets both, neither is a part: a pattern file pairs a secret with what is less grave.
 */
export class Pairs {
  readonly #relations: readonly Relation[];

  constructor(patterns: readonly Pattern[]) {
    const relations = new Map<string, Relation>();
    for (const { id, pairs } of patterns) {
      for (const partners of pairs ?? []) {
        const key = [...partners].sort().join(' ');
        const relation = relations.get(key) ?? { leads: new Set(), partners };
        relation.leads.add(id);
        relations.set(key, relation);
      }
    }
    // In an order that does not depend on that of the files.
    this.#relations = [...relations].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, relation]) => relation);
  }

  /** @param matches without overlaps, by rising offset */
  in(matches: Match[], bytes: Uint8Array): Match[] {
    const byPattern = grouped(matches);
    const partsOf = new Map<Match, Match[]>();
    const taken = new Set<Match>();
    for (const { leads, partners } of this.#relations) {
      const free = among(partners, byPattern).filter((match) => !taken.has(match) && !partsOf.has(match));
      if (free.length === 0) continue;
      const secrets = among(leads, byPattern).filter((match) => !taken.has(match));
      for (const [lead, part] of aligned(secrets, free, PAIR_REACH, (a, b) => costOf(a, b, bytes))) {
        partsOf.set(lead, [...(partsOf.get(lead) ?? []), part]);
        taken.add(part);
      }
    }
    if (taken.size === 0) return matches;
    return matches.filter((match) => !taken.has(match)).map((match) => withParts(match, partsOf.get(match) ?? []));
  }
}

/** A match and its parts, each alone, by rising offset: every place that holds something. */
export function everyPart(matches: readonly Match[]): Match[] {
  return matches.flatMap((match) => [match, ...(match.parts ?? [])]).sort((a, b) => a.start - b.start);
}

function grouped(matches: readonly Match[]): ReadonlyMap<string, readonly Match[]> {
  const groups = new Map<string, Match[]>();
  for (const match of matches) {
    const group = groups.get(match.pattern.id);
    if (group === undefined) groups.set(match.pattern.id, [match]);
    else group.push(match);
  }
  return groups;
}

function among(ids: Iterable<string>, byPattern: ReadonlyMap<string, readonly Match[]>): Match[] {
  return [...ids].flatMap((id) => byPattern.get(id) ?? []).sort((a, b) => a.start - b.start);
}

const LINE_FEED = 0x0a;
/** A line break is further than any bytes on a line: a table of ids and secrets has a pair on each line. */
const LINE = 1000;

/**
 * How far apart the two are, in lines and then in bytes; of two that are equally near, an id belongs to what follows it.
 *
 * @returns undefined when they do not go together: a doubtful secret does not hide an id that is none
 */
function costOf(lead: Match, part: Match, bytes: Uint8Array): number | undefined {
  if (lead.confidence === 'low' && part.confidence !== 'low' && !part.pattern.public) return undefined;
  const [from, to] = part.end <= lead.start ? [part.end, lead.start] : [lead.end, part.start];
  let lines = 0;
  for (let at = from; at < to; at++) if (bytes[at] === LINE_FEED) lines++;
  return lines * LINE + (to - from) + (part.start < lead.start ? 0 : 0.5);
}

const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

function withParts(lead: Match, unordered: readonly Match[]): Match {
  if (unordered.length === 0) return lead;
  const parts = [...unordered].sort((a, b) => a.start - b.start);
  const reported = [lead, ...parts.filter(({ pattern }) => !pattern.public)];
  // Two that know their whole layouts, or carry their own evidence, stand together by no chance.
  const isCertain = lead.confidence !== 'low' && isExact(lead) && parts.some(isExact);
  return {
    ...lead,
    confidence: isCertain
      ? 'high'
      : highest(
          CONFIDENCES,
          reported.map(({ confidence }) => confidence),
        ),
    severity: highest(
      SEVERITIES,
      reported.map(({ severity }) => severity),
    ),
    parts,
  };
}

function isExact({ proved, confidence, pattern }: Match): boolean {
  return proved || (pattern.specificity === 'exact' && confidence !== 'low');
}

function highest<T>(order: readonly T[], values: readonly T[]): T {
  return order[Math.max(...values.map((value) => order.indexOf(value)))] as T;
}
