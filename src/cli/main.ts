import { runCommandLine } from './command-line.js';
import { reportFailure } from './failure.js';

/**
 * Runs any command.
 *
 * @param argv the words behind `hushkey`
 * @returns the exit code
 */
export function main(argv: readonly string[]): Promise<number> {
  return runCommandLine(argv).catch(reportFailure);
}
