import manifest from '../../package.json' with { type: 'json' };
import type { Severity } from '../detect/pattern.js';
import type { Finding } from '../policy/finding.js';
import { markdownCode, markdownText } from './escape/markdown.js';
import { visible } from './escape/visible.js';
import { webAddress } from './escape/web-address.js';
import { placeWords } from './place.js';
import { placeHash } from './place-hash.js';
import type { ReportInput } from './report.js';
import { repositoryPath } from './repository-path.js';
import { spotSentences } from './sentences.js';
import { type Spot, spotsOf } from './spots.js';
import { waysOut } from './ways-out.js';

/** The version of the schema that the report says to follow, and GitLab then checks it against. */
const SCHEMA_VERSION = '15.1.4';

/** Longer ones the schema refuses. */
const LONGEST_NAME = 255;
const LONGEST_SOLUTION = 7000;

/**
 * `--format gitlab`: a secret detection report, for `artifacts:reports:secret_detection`. The one property that would hold
 * the secret, `raw_source_code_extract`, is left out.
 *
 * https://gitlab.com/gitlab-org/security-products/security-report-schemas, secret-detection-report-format.json
 * https://docs.gitlab.com/development/integrations/secure/#report
 */
export function gitlabReport(input: ReportInput): string {
  const { result, finished = new Date() } = input;
  const tool = { id: manifest.name, name: manifest.name, version: manifest.version, vendor: { name: manifest.name } };
  const url = `https://www.npmjs.com/package/${manifest.name}`;
  const report = {
    version: SCHEMA_VERSION,
    scan: {
      analyzer: { ...tool, url },
      scanner: { ...tool, url },
      type: 'secret_detection',
      start_time: seconds(new Date(finished.getTime() - result.stats.ms)),
      end_time: seconds(finished),
      status: result.gaps.length === 0 ? 'success' : 'failure',
      messages: result.gaps.map(({ subject, reason, advice }) => ({
        level: 'warn',
        value: visible(`not scanned: ${subject}: ${reason}${advice === undefined ? '' : `. What to do: ${advice}`}`),
      })),
    },
    vulnerabilities: result.findings.flatMap((finding) => vulnerabilities(finding, input)),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** In UTC, as the schema has it: without fractions and without a zone. */
function seconds(date: Date): string {
  return date.toISOString().slice(0, 19);
}

const SEVERITY: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

/** What GitLab's own analyzer writes where there is no commit. */
const NO_COMMIT = '0000000';

function vulnerabilities(finding: Finding, { command, facts, base }: ReportInput) {
  const { pattern, severity } = finding;
  const known = facts.get(pattern);
  const title = known?.title ?? pattern;
  const links = [known?.revoke, known?.rotate, known?.usage].flatMap((url) => webAddress(url ?? '') ?? []);
  const solution = waysOut(finding, known, command).map(visible).join('\n');
  return spotsOf(finding, command).map((spot) => ({
    id: uuid(placeHash(finding.id, spot)),
    name: visible(title).slice(0, LONGEST_NAME),
    // GitLab shows it as Markdown.
    description: `${markdownText(spotSentences(finding, title, spot))} ${markdownCode(placeWords(spot.first))}`,
    severity: SEVERITY[severity],
    solution: solution.slice(0, LONGEST_SOLUTION),
    identifiers: [{ type: 'hushkey_pattern', name: `hushkey ${visible(pattern)}`, value: pattern }],
    ...(links.length > 0 && { links: links.map((url) => ({ url })) }),
    location: locationOf(spot, finding, base),
  }));
}

function locationOf({ first }: Spot, { history }: Finding, base: string | undefined) {
  const { part, blob, commit, author, date } = first;
  const place = repositoryPath(first, base);
  const subject = history?.first !== undefined && history.first.commit === commit ? history.first.subject : undefined;
  return {
    file: place.kind === 'stdin' ? 'stdin' : visible(place.path),
    ...linesOf(first),
    commit: {
      sha: commit ?? (part === 'commit' ? blob : undefined) ?? NO_COMMIT,
      ...(author !== undefined && { author: visible(author) }),
      ...(date !== undefined && { date }),
      ...(subject !== undefined && { message: visible(subject) }),
    },
  };
}

/** Lines of the file; of what is in an archive, its first one. */
function linesOf({ container, line, endLine }: Spot['first']) {
  return container === undefined ? { start_line: line, end_line: endLine } : { start_line: 1, end_line: 1 };
}

/** Version 8 of RFC 9562: what its bits say is up to whoever made it. */
function uuid(hash: string): string {
  const groups = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`];
  return [...groups, hash.slice(20, 32)].join('-');
}
