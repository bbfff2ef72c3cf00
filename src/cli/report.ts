import type { Facts } from '../catalogue/facts.js';
import type { Result } from '../policy/result.js';
import type { ReportInput } from '../report/report.js';
import { closing } from '../report/summary.js';
import type { RequestedReport, ScanCommandOptions } from './options.js';
import { printOrWrite } from './output.js';

interface Report {
  readonly result: Result;
  readonly command: ReportInput['command'];
  readonly facts: () => Promise<ReadonlyMap<string, Facts>>;
  readonly options: ScanCommandOptions;
  /** Where relative paths begin, seen from the top of the repository: `packages/app/`. Empty at the top. */
  readonly base?: string | undefined;
  /** What the run ends with, unless a report cannot be written. */
  readonly code: number;
}

/**
 * Writes the reports that were asked for, to standard output and to files. Formats are loaded when needed: a clean commit
 * prints one line and loads none.
 *
 * @returns the exit code
 */
export async function writeReport(report: Report): Promise<number> {
  const { result, command, facts, options, base = '' } = report;
  const clean = result.findings.length === 0 && result.gaps.length === 0 && !asksForCare(result);
  let { code } = report;
  let input: ReportInput | undefined;
  for (const { format, output } of options.reports) {
    if (clean && format === 'text' && output === undefined) {
      if (!options.quiet) process.stdout.write(`${closing(result, command)}\n`);
      continue;
    }
    input ??= { result, command, facts: clean ? new Map() : await facts(), colour: false, base };
    code = printOrWrite(await rendered(format, input), { output, color: options.color }, code);
  }
  return code;
}

async function rendered(
  format: RequestedReport['format'],
  input: ReportInput,
): Promise<string | ((colour: boolean) => string)> {
  if (format === 'json') return (await import('../report/json.js')).jsonReport(input);
  if (format === 'sarif') return (await import('../report/sarif.js')).sarifReport(input);
  const { textReport } = await import('../report/text.js');
  return (colour) => textReport({ ...input, colour });
}

/** There is something to tell of the policy, though nothing was found. */
function asksForCare({ policy }: Result): boolean {
  if (policy === undefined) return false;
  return [policy.stale, policy.expired, policy.changes, policy.inline].some(({ length }) => length > 0);
}
