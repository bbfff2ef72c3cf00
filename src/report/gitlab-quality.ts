import { createHash } from 'node:crypto';
import type { Severity } from '../detect/pattern.js';
import type { Gap } from '../sources/source.js';
import { visible } from './escape/visible.js';
import { placeHash } from './place-hash.js';
import type { ReportInput } from './report.js';
import { repositoryPath } from './repository-path.js';
import { spotSentences } from './sentences.js';
import { spotsOf } from './spots.js';

/** The degrees that the format has. */
const SEVERITY: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
};

/**
 * `--format gitlab-quality`: for `artifacts:reports:codequality`, which every edition of GitLab shows beside the lines of a
 * merge request. A list of what a part of the Code Climate format says; a gap is in it too.
 *
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function gitlabQualityReport({ result, command, facts, base }: ReportInput): string {
  const secrets = result.findings.flatMap((finding) => {
    const title = facts.get(finding.pattern)?.title ?? finding.pattern;
    return spotsOf(finding, command).map((spot) => {
      const place = repositoryPath(spot.first, base);
      return {
        description: visible(spotSentences(finding, title, spot)),
        check_name: finding.pattern,
        fingerprint: placeHash(finding.id, spot).slice(0, 32),
        severity: SEVERITY[finding.severity],
        location: {
          path: place.kind === 'stdin' ? 'stdin' : visible(place.path),
          lines:
            spot.first.container === undefined ? { begin: spot.first.line, end: spot.first.endLine } : { begin: 1 },
        },
      };
    });
  });
  return `${JSON.stringify([...secrets, ...result.gaps.map(ofGap)], undefined, 2)}\n`;
}

function ofGap({ subject, reason, advice }: Gap) {
  return {
    description: visible(`Not scanned: ${reason}${advice === undefined ? '' : `. What to do: ${advice}`}.`),
    check_name: 'not-scanned',
    fingerprint: createHash('sha256').update(`${subject}\0${reason}`).digest('hex').slice(0, 32),
    severity: 'blocker',
    location: { path: visible(subject), lines: { begin: 1 } },
  };
}
