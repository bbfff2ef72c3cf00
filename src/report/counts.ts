import type { Severity } from '../detect/pattern.js';
import type { Result } from '../policy/result.js';
import { count } from './summary.js';

/** The gravest first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

/** How many findings there are of each severity, the gravest first, without those of which there are none. */
export function bySeverity(findings: readonly { readonly severity: Severity }[]): [Severity, number][] {
  return SEVERITIES.map((severity): [Severity, number] => [
    severity,
    findings.filter((finding) => finding.severity === severity).length,
  ]).filter(([, number]) => number > 0);
}

/** The title of a report: `3 secrets, and 1 gap`. What could not be read is never left out of it. */
export function verdict({ findings, gaps }: Pick<Result, 'findings' | 'gaps'>): string {
  if (gaps.length === 0) return findings.length === 0 ? 'no secrets' : count(findings.length, 'secret');
  const found = findings.length === 0 ? 'no secret in what could be read' : count(findings.length, 'secret');
  return `${found}, and ${count(gaps.length, 'gap')}`;
}
