import manifest from '../../package.json' with { type: 'json' };
import type { Finding } from '../policy/finding.js';
import type { Gap } from '../sources/source.js';
import { visible } from './escape.js';
import type { ReportInput } from './report.js';
import { sarifFingerprints } from './sarif-fingerprints.js';
import { historySentences, sarifHistory } from './sarif-history.js';
import { sarifLocation } from './sarif-location.js';
import { sarifRules } from './sarif-rules.js';
import { type Spot, spotsOf } from './sarif-spots.js';

/**
 * `--format sarif`: SARIF 2.1.0, as GitHub, Azure DevOps, GitLab and editors read it. One result for each place of a
 * secret; from a history, one for each file that ever had it.
 *
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function sarifReport(input: ReportInput): string {
  const { result, command } = input;
  const rules = sarifRules(result.findings, input.facts);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const run = {
    tool: {
      driver: {
        name: manifest.name,
        semanticVersion: manifest.version,
        informationUri: `https://www.npmjs.com/package/${manifest.name}`,
        rules,
        notifications: [NOT_SCANNED],
      },
    },
    // What GitHub calls a category: a scan of files and one of the history do not close each other's alerts.
    automationDetails: { id: `${manifest.name}/${command}/` },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: SOURCE_ROOT } } },
    invocations: [
      { executionSuccessful: result.gaps.length === 0, toolExecutionNotifications: result.gaps.map(notification) },
    ],
    results: result.findings.flatMap((finding) => resultsOf(finding, indexes.get(finding.pattern) as number, input)),
    properties: { objects: result.stats.objects, bytes: result.stats.bytes, ignored: result.stats.ignored },
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const SOURCE_ROOT = 'The top of the repository; outside of one, the folder in which hushkey was run.';

const NOT_SCANNED = {
  id: 'not-scanned',
  shortDescription: { text: 'Something that was to be scanned could not be read: it may hold secrets.' },
  defaultConfiguration: { level: 'error' },
};

function notification({ subject, reason, advice }: Gap) {
  const sentence = `${visible(subject)}: ${visible(reason)}.`;
  return {
    descriptor: { id: NOT_SCANNED.id, index: 0 },
    level: 'error',
    message: { text: plain(advice === undefined ? sentence : `${sentence} What to do: ${advice}.`) },
  };
}

function resultsOf(finding: Finding, ruleIndex: number, { facts, command, base }: ReportInput) {
  const { id, pattern, provider, severity, confidence } = finding;
  const title = facts.get(pattern)?.title ?? pattern;
  return spotsOf(finding, command === 'history').map((spot) => ({
    ruleId: pattern,
    ruleIndex,
    kind: 'fail',
    level: levelOf(finding),
    message: { text: plain(visible(message(finding, title, spot))) },
    locations: [sarifLocation(spot.first, base)],
    ...(spot.others.length > 0 && {
      relatedLocations: spot.others.map((location, index) => ({ id: index + 1, ...sarifLocation(location, base) })),
    }),
    partialFingerprints: sarifFingerprints(id, spot),
    properties: { id, provider, severity, confidence, ...originOf(spot), ...sarifHistory(finding.history) },
  }));
}

type Level = 'error' | 'warning' | 'note';
const LEVELS: readonly Level[] = ['note', 'warning', 'error'];
const LEVEL: Readonly<Record<Finding['severity'], Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** How grave it is, and one step less where it is doubtful. */
function levelOf({ severity, confidence }: Finding): Level {
  const level = LEVELS.indexOf(LEVEL[severity]) - (confidence === 'low' ? 1 : 0);
  return LEVELS[Math.max(0, level)] as Level;
}

function message({ preview, notes, history, parts = [] }: Finding, title: string, { first, others }: Spot): string {
  const sentences = [
    `${title}: ${preview}`,
    ...(first.part === 'commit' || first.part === 'tag' ? [`In the message of ${messageOf(first)}`] : []),
    ...(first.part === 'name' ? ['In the name of the file or folder itself'] : []),
    ...(first.part === 'ref' ? [`In the name of ${first.ref ?? 'a ref'}`] : []),
    ...(first.part === 'reflog' ? [`In the reflog of ${first.ref ?? 'a ref'}`] : []),
    ...parts.map((part) => `With ${part.pattern} ${part.preview}`),
    ...notes,
    ...(first.commit === undefined ? [] : [`In the history since commit ${first.commit}`]),
    ...(first.unreachable ? ['In the object database, and in no commit that a ref or a reflog reaches'] : []),
    ...historySentences(history),
    ...(others.length === 0 ? [] : ['Other versions of the file have it too']),
  ];
  return `${sentences.join('. ')}.`;
}

/** A message of which nothing was made yet is in no object. */
function messageOf({ part, blob }: Spot['first']): string {
  return blob === undefined ? `the ${part} to be made` : `${part} ${blob}`;
}

function originOf({ first: { blob, commit, author, date, versions, unreachable } }: Spot) {
  return {
    ...(blob !== undefined && { object: blob }),
    ...(commit !== undefined && { commit }),
    ...(author !== undefined && { author: visible(author) }),
    ...(date !== undefined && { date }),
    ...(versions !== undefined && { versions }),
    ...(unreachable && { unreachable }),
  };
}

/** In a message of SARIF brackets make links (§3.11.6), and a number in braces stands for an argument (§3.11.5). */
function plain(text: string): string {
  return text.replace(/[[\]]/g, '\\$&').replace(/\{(?=\d+\})/g, '{{');
}
