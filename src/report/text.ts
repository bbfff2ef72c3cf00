import picocolors from 'picocolors';
import type { Finding, Location, Part } from '../policy/finding.js';
import type { Gap } from '../sources/source.js';
import { visible, visibleLine } from './escape/visible.js';
import { firstVersions, historyLines, versionWords } from './history-text.js';
import { imageWords } from './image-words.js';
import { encodingWords, placeWords } from './place.js';
import { policyBlocks } from './policy-text.js';
import type { Command, ReportInput } from './report.js';
import { RISK } from './risk.js';
import { closing, count } from './summary.js';
import { waysOut } from './ways-out.js';

type Colours = ReturnType<typeof picocolors.createColors>;

/** More places than this are counted, not listed: one screen says more than ten. */
const MOST_PLACES = 5;

/** `--format text`: one block per secret, then what could not be read, then one line that sums up. */
export function textReport(input: ReportInput): string {
  const { result, command } = input;
  const colours = picocolors.createColors(input.colour);
  const blocks = result.findings.map((finding) => findingBlock(finding, input, colours));
  const head = headline(input, colours);
  const gaps = result.gaps.map((gap) => gapBlock(gap, colours));
  const policy = result.policy === undefined ? [] : policyBlocks(result.policy, colours);
  return `${[...head, ...blocks, ...gaps, ...policy, closing(result, command)].join('\n\n')}\n`;
}

function headline({ result, command }: ReportInput, { bold, red }: Colours): string[] {
  if (result.findings.length === 0) return [];
  return [bold(red(`hushkey: ${HEADLINE[command](count(result.findings.length, 'secret'))}`))];
}

const HEADLINE: Readonly<Record<Command, (found: string) => string>> = {
  staged: (found) => `commit refused, ${found} in what is staged`,
  history: (found) => `${found} in the history`,
  scan: (found) => `${found} in what was scanned`,
  ci: (found) => `${found} in what is new`,
  'pre-push': (found) => `push refused, ${found} in what would be pushed`,
  'pre-receive': (found) => `push refused, ${found} in what was pushed`,
  'commit-msg': (found) => `commit refused, ${found} in its message`,
  'merge-commit': (found) => `commit refused, ${found} in what git would commit`,
};

function findingBlock(finding: Finding, input: ReportInput, colours: Colours): string {
  const facts = input.facts.get(finding.pattern);
  const { bold, dim, yellow } = colours;
  const certainty = finding.confidence === 'high' ? '' : `, ${finding.confidence} confidence`;
  const lines = [
    `${bold(visibleLine(facts?.title ?? finding.pattern))}  ${yellow(`${finding.severity}${certainty}`)}  ${dim(finding.pattern)}`,
    ...places(finding, input.command, colours),
    ...(finding.history === undefined ? [] : historyLines(finding.history, colours)),
    ...(finding.parts ?? []).map((part) => partLine(part, input, colours)),
    ...finding.notes.map((note) => `  ${visibleLine(note)}`),
    `  ${visibleLine(facts?.risk ?? RISK[finding.severity])}`,
    ...waysOut(finding, facts, input.command).map((line) => dim(`    ${visibleLine(line)}`)),
  ];
  return lines.join('\n');
}

function places({ locations, preview, history }: Finding, command: Command, { cyan, dim, red }: Colours): string[] {
  const told = command === 'history' ? firstVersions(locations) : locations;
  const since = (location: Location) =>
    history?.first !== undefined && location.commit === history.first.commit ? '' : provenance(location);
  const shown = told.slice(0, MOST_PLACES).map((each) => {
    const aside = dim(`${encodings(each)}${versionWords(each)}${since(each)}`);
    return `  ${cyan(visibleLine(placeWords(each)))}${aside}${imageLine(each, dim)}`;
  });
  const { excerpt, line, part, image } = locations[0] as Location;
  // What is in no file of an image has no lines.
  const number = image?.element === undefined ? String(line) : '';
  const gutter = dim(`${number.padStart(7)} | `);
  const shownLine = `${visible(excerpt.before.trimStart())}${red(visible(preview))}${visible(excerpt.after.trimEnd())}`;
  if (part !== 'name' && part !== 'ref') shown.splice(1, 0, `${gutter}${shownLine}`);
  if (told.length > MOST_PLACES) shown.push(dim(`  and at ${count(told.length - MOST_PLACES, 'more place')}`));
  return shown;
}

function imageLine(location: Location, dim: Colours['dim']): string {
  const words = imageWords(location);
  return words.length === 0 ? '' : dim(`\n    ${visibleLine(words.join(', '))}`);
}

/** What belongs to the secret, and the first place at which it was beside it. */
function partLine({ pattern, preview, locations }: Part, { facts }: ReportInput, { cyan, dim, red }: Colours): string {
  const first = locations[0] as Location;
  const title = facts.get(pattern)?.title ?? pattern;
  return `  with ${visible(title)} ${red(visible(preview))}  ${cyan(visible(placeWords(first)))}${dim(encodings(first))}`;
}

/** What has to be decoded at a place to see the secret. */
function encodings(location: Location): string {
  const words = encodingWords(location);
  return words === undefined ? '' : `  in ${words}`;
}

/** Where in the history it stands: since when and by whom, or that nothing leads to it any more. */
function provenance({ commit, author, date, unreachable, part }: Location): string {
  if (unreachable)
    return part === 'tag' ? '  no ref or reflog reaches it' : '  in no commit that a ref or a reflog reaches';
  // A commit or a tag is named by its place already.
  const since = commit !== undefined && part === undefined ? `since ${commit.slice(0, 12)}` : undefined;
  const parts = [since, date?.slice(0, 10), author && visible(author)].filter(Boolean);
  return parts.length === 0 ? '' : `  ${parts.join(', ')}`;
}

function gapBlock({ subject, reason, advice }: Gap, { bold, yellow }: Colours): string {
  return `${bold(yellow('not scanned'))}  ${visible(subject)}\n  ${visibleLine(reason)}${advice === undefined ? '' : `\n  what to do: ${advice}`}`;
}
