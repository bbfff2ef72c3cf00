import type { Finding, Location } from '../policy/finding.js';
import type { Gap } from '../sources/source.js';
import { type AsideNote, asideNotes } from './aside-notes.js';
import { bySeverity, verdict } from './counts.js';
import { markdownCode, markdownLink, markdownText } from './escape/markdown.js';
import { firstVersions, historyAnswers } from './history-text.js';
import { asideWords, placeWords } from './place.js';
import type { ReportInput } from './report.js';
import { RISK } from './risk.js';
import { count, summary } from './summary.js';
import { wayLine, waysOf } from './ways-out.js';

/** More places than this are counted. */
const MOST_PLACES = 20;

/**
 * `--format markdown`: for a merge request, an issue, a wiki. A heading for each secret with its places, its history and
 * what to do. All that comes from the repository is code, where nothing is read into it.
 *
 * @param room bytes that it may take; what does not fit is left out whole and counted. Where not even that fits, the
 * report is empty
 */
export function markdownReport(input: ReportInput, room = Number.POSITIVE_INFINITY): string {
  const { result, command } = input;
  const head = [`# hushkey: ${verdict(result)}`, ...severityTable(result.findings)];
  // Gaps come before secrets: there are few of them, and nobody may take a cut report for a whole one.
  const gaps = result.gaps.length === 0 ? [] : ['## Not scanned', result.gaps.map(gapItem).join('\n')];
  const secrets = result.findings.map((finding, index) => findingBlock(finding, index + 1, input));
  const end = [...asideNotes(result).map(noteBlock), `${summary(result, command)}\n`].join('\n\n');
  const whole = [...head, ...gaps, ...secrets, end].join('\n\n');
  return Buffer.byteLength(whole) <= room ? whole : cut({ head, gaps, secrets, end }, room);
}

interface Blocks {
  readonly head: readonly string[];
  readonly gaps: readonly string[];
  readonly secrets: readonly string[];
  readonly end: string;
}

function cut({ head, gaps, secrets, end }: Blocks, room: number): string {
  const shown: string[] = [];
  let left = room - bytes([...head, restWords(secrets.length), end]);
  if (left < 0) return '';
  for (const block of [...gaps, ...secrets]) {
    left -= bytes([block]);
    if (left < 0) break;
    shown.push(block);
  }
  const hidden = secrets.length - Math.max(0, shown.length - gaps.length);
  return [...head, ...shown, restWords(hidden), end].join('\n\n');
}

function restWords(secrets: number): string {
  const words =
    secrets === 0 ? 'What was not scanned is' : `${count(secrets, 'secret')} ${secrets === 1 ? 'is' : 'are'}`;
  return `**The rest did not fit in here: ${words} not shown.** Other formats have all, as files: \`--format html --output hushkey.html\`.`;
}

/** With the empty line behind each. */
function bytes(blocks: readonly string[]): number {
  return blocks.reduce((sum, block) => sum + Buffer.byteLength(block) + 2, 0);
}

function severityTable(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const rows = bySeverity(findings).map(([severity, number]) => `| ${severity} | ${number} |`);
  return [['| severity | secrets |', '| --- | ---: |', ...rows].join('\n')];
}

function findingBlock(finding: Finding, number: number, input: ReportInput): string {
  const { pattern, preview, severity, confidence, history, parts = [], notes } = finding;
  const facts = input.facts.get(pattern);
  const places = firstVersions(finding.locations);
  const items = [
    ...places.slice(0, MOST_PLACES).map((location) => placeItem(location, history?.first?.commit)),
    ...(places.length > MOST_PLACES ? [`- and at ${count(places.length - MOST_PLACES, 'more place')}`] : []),
    ...(history === undefined ? [] : historyAnswers(history)).map(
      ({ question, words }) => `- ${question}: ${question === 'pushed' ? words : markdownCode(words)}`,
    ),
    ...parts.map((part) => `- with ${markdownText(part.pattern)} ${markdownCode(part.preview)}`),
    ...notes.map((note) => `- ${markdownText(note)}`),
  ];
  const certainty = confidence === 'high' ? '' : `, ${confidence} confidence`;
  return [
    `## ${number}. ${markdownText(facts?.title ?? pattern)} ${markdownCode(preview)}`,
    `**${severity}**${certainty}, ${markdownCode(pattern)}, id ${markdownCode(finding.id)}`,
    items.join('\n'),
    facts?.risk === undefined ? RISK[severity] : markdownText(facts.risk),
    waysOf(finding, facts, input.command).map(way).join('\n'),
  ].join('\n\n');
}

function placeItem(location: Location, first: string | undefined): string {
  return `- ${[markdownCode(placeWords(location)), ...asideWords(location, first).map(markdownText)].join(', ')}`;
}

/** Lines of an item of a numbered list are indented by the width of its number. */
function way([first = '', ...rest]: readonly string[], index: number): string {
  const lines = rest.map((line) => {
    const told = wayLine(line);
    if (told.kind === 'link') return markdownLink(told.name, told.url);
    return told.kind === 'command' ? markdownCode(told.text) : markdownText(told.text);
  });
  const number = `${index + 1}. `;
  return [`${number}${markdownText(first)}`, ...lines.map((line) => `${' '.repeat(number.length)}- ${line}`)].join(
    '\n',
  );
}

function noteBlock({ title, items }: AsideNote): string {
  const lines = items.map(({ place, words }) =>
    place === undefined ? `- ${markdownText(words)}` : `- ${markdownCode(place)}: ${markdownText(words)}`,
  );
  return `## ${title}\n\n${lines.join('\n')}`;
}

function gapItem({ subject, reason, advice }: Gap): string {
  const words = `- ${markdownCode(subject)}: ${markdownText(reason)}`;
  return advice === undefined ? words : `${words}. What to do: ${markdownText(advice)}`;
}
