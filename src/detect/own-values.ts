import type { Match } from './match.js';
import type { Variable } from './pattern.js';

/**
 * Of matches that hang together, the value of a variable gives way to what a vendor's pattern says of the same bytes:
 * that knows what it opens and where to revoke it. In return what the vendor's pattern found is certain, and known by the
 * variable's name.
 */
export function withOwnValues(group: Match[]): Match[] {
  const own = group.filter(isOwnValue);
  if (own.length === 0) return group;
  const variables = new Map<Match, readonly Variable[]>();
  const dropped = new Set<Match>();
  for (const value of own) {
    for (const other of group) {
      if (other.pattern.specificity === 'generic' || other.end <= value.start || value.end <= other.start) continue;
      variables.set(other, value.pattern.variables ?? []);
      dropped.add(value);
    }
  }
  return group.filter((match) => !dropped.has(match)).map((match) => certain(match, variables.get(match)));
}

function isOwnValue({ pattern }: Match): boolean {
  return pattern.variables !== undefined;
}

function certain(match: Match, variables: readonly Variable[] | undefined): Match {
  return variables === undefined ? match : { ...match, confidence: 'high', proved: true, variables };
}
