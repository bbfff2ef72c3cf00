import { writeFileSync } from 'node:fs';
import type { Facts } from '../catalogue/facts.js';
import type { Result } from '../policy/result.js';
import { useColour } from '../report/colour.js';
import { summary } from '../report/summary.js';
import { EXIT } from './exit-code.js';
import type { ScanCommandOptions } from './options.js';

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
  const colour = output === undefined && useColour(options.color, process.stdout, process.env);
  const input = { result, command, facts: clean ? new Map() : await facts(), colour };
  const text =
    format === 'json'
      ? (await import('../report/json.js')).jsonReport(input)
      : (await import('../report/text.js')).textReport(input);
  if (output === undefined) {
    process.stdout.write(text);
    return code;
  }
  return writeToFile(output, text) ? code : EXIT.gaps;
}

function writeToFile(file: string, text: string): boolean {
  try {
    writeFileSync(file, text);
    return true;
  } catch (error) {
    process.stderr.write(
      `hushkey: the report cannot be written to ${JSON.stringify(file)} (${(error as NodeJS.ErrnoException).code})\n`,
    );
    return false;
  }
}
