import type { Gap } from '../sources/source.js';
import { visible } from './escape/visible.js';
import { workflowCommand } from './escape/workflow-command.js';
import { levelOf } from './level.js';
import { placeWords } from './place.js';
import type { ReportInput } from './report.js';
import { repositoryPath } from './repository-path.js';
import { isOnlyPast, spotSentences } from './sentences.js';
import { type Spot, spotsOf } from './spots.js';
import { count, summary } from './summary.js';

/**
 * So many annotations of each kind are shown of a step, whatever it prints:
 * https://docs.github.com/en/actions/reference/limits
 */
const MOST_OF_A_KIND = 10;

type Kind = 'error' | 'warning' | 'notice';
interface Annotation {
  readonly kind: Kind;
  readonly line: string;
}

/**
 * `--format github`: annotations for the log of a job, which GitHub shows at the lines they speak of. What is beyond its
 * limits is counted in one more notice. Ends with a line for the person who reads the log.
 */
export function githubReport(input: ReportInput): string {
  const { result, command } = input;
  const annotations = [
    ...result.findings.flatMap((finding) => annotationsOf(finding, input)),
    ...result.gaps.map(ofGap),
  ];
  const room: Record<Kind, number> = { error: MOST_OF_A_KIND, warning: MOST_OF_A_KIND, notice: MOST_OF_A_KIND - 1 };
  const hidden: Record<Kind, number> = { error: 0, warning: 0, notice: 0 };
  const shown = annotations.filter(({ kind }) => {
    if (room[kind]-- > 0) return true;
    hidden[kind]++;
    return false;
  });
  const lines = [...shown.map(({ line }) => line), ...rest(hidden), visible(summary(result, command))];
  return `${lines.join('\n')}\n`;
}

function annotationsOf(finding: ReportInput['result']['findings'][number], input: ReportInput): Annotation[] {
  const title = input.facts.get(finding.pattern)?.title ?? finding.pattern;
  const level = levelOf(finding);
  const kind = level === 'note' ? 'notice' : level;
  return spotsOf(finding, input.command).map((spot) => {
    const message = `${spotSentences(finding, title, spot)} ${placeWords(spot.first)}`;
    const properties = { ...target(spot, isOnlyPast(finding.history), input.base), title: `Secret: ${title}` };
    return { kind, line: workflowCommand(kind, properties, message) };
  });
}

/**
 * The file and lines to show it at. Columns make sense on one line only. What only the history has, or an archive, is at no
 * line of the files as they are; and a name that cannot be shown as it is names no file.
 */
function target({ first }: Spot, isPast: boolean, base: string | undefined) {
  const place = repositoryPath(first, base);
  if (place.kind !== 'inside' || first.path === undefined || visible(place.path) !== place.path) return {};
  if (isPast || first.part !== undefined || first.container !== undefined) return { file: place.path };
  const { line, column, endLine, endColumn } = first;
  const columns = line === endLine ? { col: column, endColumn: Math.max(column, endColumn - 1) } : {};
  return { file: place.path, line, endLine, ...columns };
}

function ofGap({ subject, reason, advice }: Gap): Annotation {
  const message = `${subject}: ${reason}.${advice === undefined ? '' : ` What to do: ${advice}.`}`;
  return { kind: 'error', line: workflowCommand('error', { title: 'Not scanned' }, message) };
}

function rest(hidden: Readonly<Record<Kind, number>>): string[] {
  const kinds = (['error', 'warning', 'notice'] as const).filter((kind) => hidden[kind] > 0);
  if (kinds.length === 0) return [];
  const numbers = kinds.map((kind) => count(hidden[kind], kind)).join(', ');
  const message = `${numbers} more than GitHub shows of one step. The job summary has them, and every other format.`;
  return [workflowCommand('notice', { title: 'hushkey' }, message)];
}
