import type { Finding, SecretHistory } from '../policy/finding.js';
import type { PolicyOutcome } from '../policy/outcome.js';
import type { Receipt } from '../policy/receipt.js';
import type { Result } from '../policy/result.js';
import { visible } from './escape/visible.js';
import type { Command } from './report.js';

/** What ends every report: the summary, and behind it what a gate has read. */
export function closing(result: Result, command: Command): string {
  const { receipt } = result;
  return [summary(result, command), ...(receipt === undefined ? [] : receiptLines(receipt))].join('\n');
}

/** That a gate had nothing to look at is said in so many words: it must not look like a scan that found nothing. */
function receiptLines(receipt: Receipt): string[] {
  const { objects, gaps } = receipt;
  return [
    ...(objects === 0 && gaps === 0 ? ['hushkey: the range is empty, nothing is new'] : []),
    `hushkey: ${readWords(receipt)}`,
    `hushkey: ${visible(rangeWords(receipt))}`,
  ];
}

/** What a gate has read. */
export function readWords({ refs, commits, objects, bytes, gaps, control }: Omit<Receipt, 'range' | 'from'>): string {
  const read = [
    count(refs, 'ref'),
    count(commits, 'commit'),
    count(objects, 'object'),
    size(bytes),
    count(gaps, 'gap'),
  ];
  return `read ${read.join(', ')}; the control was ${control}`;
}

/** What a gate looked at, and how it knows. */
export function rangeWords({ range, from }: Pick<Receipt, 'range' | 'from'>): string {
  return `${range} (from ${from.join(', ')})`;
}

/** The one line that sums up every report: what was read, and what was not shown. */
export function summary({ findings, gaps, stats, policy }: Result, command: Command): string {
  const verdict =
    findings.length > 0
      ? [count(findings.length, 'secret'), ...whatBecameOf(findings)].join(', ')
      : gaps.length > 0
        ? 'no secret in what could be read'
        : 'no secrets';
  const read = `${WHAT[command](stats.objects)}, ${size(stats.bytes)}, ${stats.ms} ms`;
  const aside = [
    gaps.length > 0 && count(gaps.length, 'gap'),
    stats.ignored > 0 && `${stats.ignored} ignored by comments`,
    ...policyWords(policy),
    stats.belowConfidence > 0 && `${stats.belowConfidence} of low confidence not shown (--min-confidence low)`,
  ].filter((part) => part !== false);
  return `hushkey: ${[`${verdict} (${read})`, ...aside].join(', ')}`;
}

/** Nothing is left out in silence. */
function policyWords(policy: PolicyOutcome | undefined): (string | false)[] {
  if (policy === undefined) return [];
  const { accepted, excluded, stale, expired } = policy;
  return [
    accepted > 0 && `${accepted} accepted`,
    excluded > 0 && `${excluded} excluded by configuration (hushkey config)`,
    stale.length > 0 && `${count(stale.length, 'stale acceptance')} (hushkey baseline --prune)`,
    expired.length > 0 && `${count(expired.length, 'expired acceptance')}`,
  ];
}

/** Of secrets in a history: where are they still? Zeros are told too, they are good news. */
function whatBecameOf(findings: readonly Finding[]): string[] {
  const histories = findings.flatMap(({ history }) => (history === undefined ? [] : [history]));
  if (histories.length === 0) return [];
  const number = (is: (history: SecretHistory) => boolean) => histories.filter(is).length;
  return [
    `${number(({ inHead }) => inHead)} still in HEAD`,
    `${number(({ pushed }) => pushed)} pushed`,
    `${number(({ unreachable }) => unreachable)} only unreachable`,
  ];
}

const WHAT: Readonly<Record<Command, (objects: number) => string>> = {
  staged: (objects) => `${count(objects, 'file')} staged`,
  history: (objects) => `${objects} objects of the history`,
  scan: (objects) => count(objects, 'file'),
  ci: (objects) => `${count(objects, 'object')} of the range`,
  'pre-push': (objects) => `${count(objects, 'object')} to push`,
  'pre-receive': (objects) => `${count(objects, 'object')} pushed`,
  'commit-msg': () => 'the message of the commit',
  'merge-commit': (objects) => `${count(objects, 'file')} to commit`,
};

/** `1 secret`, `2 secrets`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Bytes in decimal units, as disks and networks count them. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
