import { reportFailure } from './failure.js';
import { hookArguments } from './hook-arguments.js';
import { staged } from './staged.js';

/**
 * The way that hooks take: `hushkey staged`, and no more. It is bundled into one file (see build.js), because loading
 * modules one by one would take longer than the scan.
 *
 * @param argv the words behind `hushkey`
 * @returns the exit code, or undefined when the words ask for more than this
 */
export async function hook(argv: readonly string[]): Promise<number | undefined> {
  const options = hookArguments(argv);
  return options === undefined ? undefined : await staged(options).catch(reportFailure);
}
