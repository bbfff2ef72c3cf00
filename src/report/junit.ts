import type { Finding, Location } from '../policy/finding.js';
import type { Gap } from '../sources/source.js';
import { xmlText } from './escape/xml.js';
import { placeWords } from './place.js';
import type { ReportInput } from './report.js';
import { spotSentences } from './sentences.js';
import { fileOf, type Spot, spotsOf } from './spots.js';
import { summary } from './summary.js';
import { waysOut } from './ways-out.js';

/**
 * `--format junit`: for CI systems that show tests and nothing else. Each place of a secret is a test that failed, each gap
 * one that broke; a clean scan is one test that passed, because many take a report without tests for a mistake.
 *
 * There is no standard of it; these are the elements and attributes that https://github.com/testmoapp/junitxml finds in
 * common use.
 */
export function junitReport(input: ReportInput): string {
  const { result, command } = input;
  const failures = result.findings.flatMap((finding) =>
    spotsOf(finding, command).map((spot) => failure(finding, spot, input)),
  );
  const errors = result.gaps.map(brokenTest);
  const isClean = failures.length + errors.length === 0;
  const cases = isClean ? [`    <testcase classname="hushkey" name="${xmlText(summary(result, command))}"/>`] : [];
  const counts = `tests="${Math.max(1, failures.length + errors.length)}" failures="${failures.length}" errors="${errors.length}" time="${(result.stats.ms / 1000).toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="hushkey" ${counts}>`,
    `  <testsuite name="hushkey ${command}" ${counts}>`,
    ...failures,
    ...errors,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function failure(finding: Finding, spot: Spot, { facts, command }: ReportInput): string {
  const known = facts.get(finding.pattern);
  const title = known?.title ?? finding.pattern;
  const { first } = spot;
  const words = spotSentences(finding, title, spot);
  const text = [placeWords(first), words, ...waysOut(finding, known, command)].map(xmlText).join('\n');
  return [
    `    <testcase classname="${xmlText(fileOf(first))}" name="${xmlText(`${title} at ${placeWords(first)}`)}"${fileAttributes(first)}>`,
    `      <failure type="${xmlText(finding.pattern)}" message="${xmlText(words)}">${text}</failure>`,
    '    </testcase>',
  ].join('\n');
}

function fileAttributes({ path, line }: Location): string {
  return path === undefined ? '' : ` file="${xmlText(path)}" line="${line}"`;
}

function brokenTest({ subject, reason, advice }: Gap): string {
  const text = advice === undefined ? reason : `${reason}\n${advice}`;
  return [
    `    <testcase classname="hushkey" name="${xmlText(`not scanned: ${subject}`)}">`,
    `      <error type="not-scanned" message="${xmlText(reason)}">${text.split('\n').map(xmlText).join('\n')}</error>`,
    '    </testcase>',
  ].join('\n');
}
