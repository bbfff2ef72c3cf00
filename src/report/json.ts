import type { Finding, Location } from '../policy/finding.js';
import type { ReportInput } from './report.js';

/** `--format json`: one object of the published form `hushkey/report@1`, on one line a key so that people can read it. */
export function jsonReport({ result }: Pick<ReportInput, 'result'>): string {
  const { findings, gaps, stats, ...aside } = result;
  const report = {
    schema: 'hushkey/report@1',
    complete: gaps.length === 0,
    gaps: gaps.map(({ subject, reason, advice }) => ({ subject, reason, ...(advice !== undefined && { advice }) })),
    findings: findings.map(publicFinding),
    stats,
    // The policy that was followed and the receipt of a range, where the command tells them.
    ...aside,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** Excerpts are for a person at a terminal; a file that is kept gets the place alone. */
function publicFinding({ parts, ...finding }: Finding) {
  return { ...withoutExcerpts(finding), ...(parts !== undefined && { parts: parts.map(withoutExcerpts) }) };
}

function withoutExcerpts<T extends { readonly locations: readonly Location[] }>(found: T) {
  return { ...found, locations: found.locations.map(({ excerpt, ...location }) => location) };
}
