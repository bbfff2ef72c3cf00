import type { Finding, Location } from '../policy/finding.js';
import type { Command } from './report.js';

/** What is told as one of a report of places: a place, and those that go with it. */
export interface Spot {
  readonly first: Location;
  readonly others: readonly Location[];
  /** How many spots of the same secret in the same file come before this one. */
  readonly number: number;
}

/** Readers of reports show no more than a hundred; the first ones tell where to begin. */
const MOST_OTHERS = 100;

/** These look at files as they are; all other commands look at what happened to them. */
const OF_FILES_AS_THEY_ARE: ReadonlySet<Command> = new Set(['staged', 'scan']);

/**
 * The spots of a finding. In files as they are, each place is one. In a history, all versions of a file that have the
 * secret are one: nobody wants thirty alerts for a file that was edited thirty times.
 */
export function spotsOf({ locations }: Finding, command: Command): Spot[] {
  return [...byName(locations, fileOf).values()].flatMap(([first, ...others]) => {
    const earliest = first as Location;
    if (!OF_FILES_AS_THEY_ARE.has(command))
      return [{ first: earliest, others: others.slice(0, MOST_OTHERS), number: 0 }];
    return [earliest, ...others].map((location, number) => ({ first: location, others: [], number }));
  });
}

/** What a place is in, as one name. */
export function fileOf({ path, ref, blob, part }: Location): string {
  return path ?? ref ?? blob ?? part ?? '';
}

/** Places by a name of theirs, in the order in which they come. */
export function byName(
  locations: readonly Location[],
  nameOf: (location: Location) => string,
): Map<string, Location[]> {
  const groups = new Map<string, Location[]>();
  for (const location of locations) {
    const name = nameOf(location);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [location]);
    else group.push(location);
  }
  return groups;
}
