import { reportFailure } from './failure.js';
import { gateArguments } from './gate-arguments.js';
import { hookArguments } from './hook-arguments.js';
import { staged } from './staged.js';

/**
 * The way that hooks take. `hushkey staged` is bundled into one file (see build.js), because loading modules one by one
 * would take longer than the scan; the other gates are loaded when they are run, past the command-line parser.
 *
 * @param argv the words behind `hushkey`
 * @returns the exit code, or undefined when the words ask for more than this
 */
export async function hook(argv: readonly string[]): Promise<number | undefined> {
  const gate = gateArguments(argv);
  if (gate !== undefined) return (await import('./gates.js')).runGate(gate);
  const options = hookArguments(argv);
  return options === undefined ? undefined : await staged(options).catch(reportFailure);
}
