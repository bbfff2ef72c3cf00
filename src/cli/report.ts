import type { Facts } from '../catalogue/facts.js';
import type { Result } from '../policy/result.js';
import { summary } from '../report/summary.js';
import type { ScanCommandOptions } from './options.js';
import { printOrWrite } from './output.js';

interface Report {
  readonly result: Result;
  readonly command: 'staged' | 'history';
  readonly facts: () => Promise<ReadonlyMap<string, Facts>>;
  readonly options: ScanCommandOptions;
  /** What the run ends with, unless the report cannot be written. */
  readonly code: number;
}

/**
 * Writes the report in the format that was asked for, to standard output or a file. Formats are loaded when needed: a
 * clean commit prints one line and loads none.
 *
 * @returns the exit code
 */
export async function writeReport({ result, command, facts, options, code }: Report): Promise<number> {
  const { format, output, quiet } = options;
  const clean = result.findings.length === 0 && result.gaps.length === 0;
  if (clean && format === 'text' && output === undefined) {
    if (!quiet) process.stdout.write(`${summary(result, command)}\n`);
    return code;
  }
  const input = { result, command, facts: clean ? new Map() : await facts() };
  if (format === 'json') return printOrWrite((await import('../report/json.js')).jsonReport(input), options, code);
  const { textReport } = await import('../report/text.js');
  return printOrWrite((colour) => textReport({ ...input, colour }), options, code);
}
