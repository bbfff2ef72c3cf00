import type { Finding, Location } from '../policy/finding.js';

/** What is one result of a SARIF report: a place, and those that go with it. */
export interface Spot {
  readonly first: Location;
  readonly others: readonly Location[];
  /** How many spots of the same secret in the same file come before this one. */
  readonly number: number;
}

/** Readers of reports show no more than a hundred; the first ones tell where to begin. */
const MOST_OTHERS = 100;

/**
 * The spots of a finding. In files as they are, each place is one. In a history, all versions of a file that have the
 * secret are one: nobody wants thirty alerts for a file that was edited thirty times.
 */
export function spotsOf({ locations }: Finding, byFile: boolean): Spot[] {
  const files = new Map<string, Location[]>();
  for (const location of locations) {
    const file = location.path ?? location.ref ?? location.blob ?? '';
    files.set(file, [...(files.get(file) ?? []), location]);
  }
  return [...files.values()].flatMap(([first, ...others]) => {
    const earliest = first as Location;
    if (byFile) return [{ first: earliest, others: others.slice(0, MOST_OTHERS), number: 0 }];
    return [earliest, ...others].map((location, number) => ({ first: location, others: [], number }));
  });
}
