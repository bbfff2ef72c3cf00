import manifest from '../../package.json' with { type: 'json' };
import type { Finding } from '../policy/finding.js';
import type { Result } from '../policy/result.js';
import type { ImagePlace } from '../sources/images/image-place.js';
import type { Gap } from '../sources/source.js';
import { policyNotes } from './aside-notes.js';
import { visible } from './escape/visible.js';
import { levelOf } from './level.js';
import { placeHash } from './place-hash.js';
import type { ReportInput } from './report.js';
import { sarifHistory } from './sarif-history.js';
import { sarifLocation, sarifPastLocation } from './sarif-location.js';
import { sarifRules } from './sarif-rules.js';
import { isOnlyPast, spotSentences } from './sentences.js';
import { type Spot, spotsOf } from './spots.js';

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
        notifications: [NOT_SCANNED, POLICY],
      },
    },
    // What GitHub calls a category: a scan of files and one of the history do not close each other's alerts.
    automationDetails: { id: `${manifest.name}/${command}/` },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: SOURCE_ROOT } } },
    invocations: [
      {
        executionSuccessful: result.gaps.length === 0,
        toolExecutionNotifications: [...result.gaps.map(notification), ...policyNotifications(result)],
      },
    ],
    results: result.findings.flatMap((finding) => resultsOf(finding, indexes.get(finding.pattern) as number, input)),
    properties: runProperties(result),
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

const POLICY = {
  id: 'policy',
  shortDescription: {
    text: 'What a range changes in configuration, ignore file and comments, and what counts no more.',
  },
  defaultConfiguration: { level: 'note' },
};

function notification({ subject, reason, advice }: Gap) {
  const sentence = `${visible(subject)}: ${visible(reason)}.`;
  return {
    descriptor: { id: NOT_SCANNED.id, index: 0 },
    level: 'error',
    message: { text: plain(advice === undefined ? sentence : `${sentence} What to do: ${advice}.`) },
  };
}

/** What somebody who reviews the run has to know of configuration and ignore file; it makes no run unsuccessful. */
function policyNotifications({ policy }: Result) {
  return (policy === undefined ? [] : policyNotes(policy)).flatMap(({ title, items }) =>
    items.map(({ place, words }) => ({
      descriptor: { id: POLICY.id, index: 1 },
      level: 'note',
      message: { text: plain(visible(`${title}: ${place === undefined ? words : `${place}: ${words}`}`)) },
    })),
  );
}

function runProperties({ stats, policy, receipt }: Result) {
  const { objects, bytes, ignored } = stats;
  return {
    objects,
    bytes,
    ignored,
    ...(policy !== undefined && { accepted: policy.accepted, excluded: policy.excluded }),
    ...(receipt !== undefined && { receipt: { ...receipt, range: visible(receipt.range) } }),
  };
}

function resultsOf(finding: Finding, ruleIndex: number, { facts, command, base }: ReportInput) {
  const { id, pattern, provider, severity, confidence } = finding;
  const title = facts.get(pattern)?.title ?? pattern;
  const placed = isOnlyPast(finding.history) ? sarifPastLocation : sarifLocation;
  return spotsOf(finding, command).map((spot) => ({
    ruleId: pattern,
    ruleIndex,
    kind: 'fail',
    level: levelOf(finding),
    message: { text: plain(visible(spotSentences(finding, title, spot))) },
    locations: [placed(spot.first, base)],
    ...(spot.others.length > 0 && {
      relatedLocations: spot.others.map((location, index) => ({ id: index + 1, ...sarifLocation(location, base) })),
    }),
    partialFingerprints: fingerprints(placeHash(id, spot)),
    properties: { id, provider, severity, confidence, ...originOf(spot, finding), ...sarifHistory(finding.history) },
  }));
}

/**
 * GitHub knows alerts again by `primaryLocationLineHash` alone, and would make it from the text of the line when it is
 * absent, the same for two secrets on one line; for others there is one of our own.
 */
function fingerprints(hash: string) {
  return { 'findingPlace/v1': hash.slice(0, 32), primaryLocationLineHash: `${hash.slice(0, 16)}:1` };
}

function originOf({ first }: Spot, { history }: Finding) {
  const { blob, commit, author, date, versions, unreachable, line, column, endLine, endColumn, image } = first;
  return {
    ...(isOnlyPast(history) && { region: { startLine: line, startColumn: column, endLine, endColumn } }),
    ...(image !== undefined && { image: sarifImage(image) }),
    ...(blob !== undefined && { object: blob }),
    ...(commit !== undefined && { commit }),
    ...(author !== undefined && { author: visible(author) }),
    ...(date !== undefined && { date }),
    ...(versions !== undefined && { versions }),
    ...(unreachable && { unreachable }),
  };
}

/** Where in a container image it is, with nothing in it that a terminal would take for a command. */
function sarifImage(image: ImagePlace) {
  const shown = Object.entries(image).map(([key, value]) => [key, typeof value === 'string' ? visible(value) : value]);
  return Object.fromEntries(shown);
}

/** In a message of SARIF brackets make links (§3.11.6), and a number in braces stands for an argument (§3.11.5). */
function plain(text: string): string {
  return text.replace(/[[\]]/g, '\\$&').replace(/\{(?=\d+\})/g, '{{');
}
