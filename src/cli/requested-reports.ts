import { resolve } from 'node:path';
import type { RequestedReport } from './options.js';
import { UsageError } from './usage-error.js';

/**
 * Which reports the words ask for: `--format sarif --output a.sarif --format text` are two, one in a file and one on
 * standard output. A file belongs to the format before it, or to the next one when there is none or it has a file already.
 * Of several formats that have no file the last one counts, as of any option that is given twice.
 *
 * The words were parsed and found good before: this reads in which order the two options were given, which the parser
 * does not tell.
 *
 * @throws UsageError when two reports would be written to one file
 */
export function requestedReports(argv: readonly string[]): RequestedReport[] {
  const reports: { format: RequestedReport['format']; output?: string }[] = [];
  let waiting: string | undefined;
  for (const [option, value] of optionsIn(argv)) {
    const last = reports.at(-1);
    if (option === 'format') {
      const format = value as RequestedReport['format'];
      reports.push(waiting === undefined ? { format } : { format, output: waiting });
      waiting = undefined;
    } else if (last !== undefined && last.output === undefined) last.output = value;
    else waiting = value;
  }
  const last = reports.at(-1) ?? { format: 'text' as const };
  if (waiting !== undefined) last.output = waiting;
  return distinct([...reports.slice(0, -1), last]);
}

/** As a file it is what a report goes to anyway. */
const STANDARD_OUTPUT = '-';

const SPLIT = /^--(format|output)(?:=(.*))?$/s;

/** Every `--format` and `--output` with its value, in the order of the words. */
function* optionsIn(argv: readonly string[]): Generator<readonly [string, string]> {
  for (let at = 0; at < argv.length && argv[at] !== '--'; at++) {
    const [, option, value] = SPLIT.exec(argv[at] as string) ?? [];
    if (option === undefined) continue;
    if (value === undefined) at++;
    const given = value ?? argv[at] ?? '';
    if (option !== 'output' || given !== STANDARD_OUTPUT) yield [option, given];
  }
}

function distinct(reports: readonly RequestedReport[]): RequestedReport[] {
  const [files, rest] = [
    reports.filter(({ output }) => output !== undefined),
    reports.filter(({ output }) => output === undefined),
  ];
  const names = files.map(({ output }) => resolve(output as string));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`two reports cannot be written to one file (${twice})`);
  return [...files, ...rest.slice(-1)];
}
