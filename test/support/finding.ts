import type { Finding, Location } from '../../src/policy/finding.js';
import type { Result, Stats } from '../../src/policy/result.js';

/** A place for a test, with everyday values for what the test does not care about. */
export function locationWith(parts: Partial<Location> = {}): Location {
  return {
    path: 'src/app.ts',
    line: 3,
    column: 7,
    endLine: 3,
    endColumn: 20,
    excerpt: { before: 'KEY=', after: '' },
    ...parts,
  };
}

/** A finding for a test. */
export function findingWith(parts: Partial<Finding> = {}): Finding {
  return {
    id: '0123456789ab',
    pattern: 'acme-key',
    provider: 'acme',
    severity: 'high',
    confidence: 'high',
    preview: 'acme_…',
    notes: [],
    locations: [locationWith()],
    new: true,
    ...parts,
  };
}

/** A result for a test. */
export function resultWith(parts: Partial<Omit<Result, 'stats'>> & { readonly stats?: Partial<Stats> } = {}): Result {
  return {
    findings: [],
    gaps: [],
    ...parts,
    stats: { objects: 2, bytes: 1234, ms: 56, ignored: 0, belowConfidence: 0, ...parts.stats },
  };
}
