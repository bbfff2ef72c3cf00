import { PatternFileError } from '../catalogue/pattern-file-error.js';
import { GitFailedError, GitUnusableError } from '../git/git-error.js';
import { EXIT } from './exit-code.js';
import { hookArguments } from './hook-arguments.js';
import { UsageError } from './usage-error.js';

/**
 * Runs one command.
 *
 * @param argv the words behind `hushkey`
 * @returns the exit code
 */
export async function main(argv: readonly string[]): Promise<number> {
  // Whoever reads our output may stop early (`| head`): that changes neither the result nor the exit code.
  process.stdout.on('error', () => {});
  try {
    const hook = hookArguments(argv);
    if (hook !== undefined) return await (await import('./staged.js')).staged(hook);
    return await (await import('./command-line.js')).runCommandLine(argv);
  } catch (error) {
    const { code, sentence } = explain(error);
    process.stderr.write(`hushkey: ${sentence}\n`);
    return code;
  }
}

/** One clear sentence, no stack trace. What nobody foresaw counts as a scan that did not happen. */
function explain(error: unknown): { code: number; sentence: string } {
  if (error instanceof UsageError || error instanceof GitUnusableError || error instanceof PatternFileError)
    return { code: EXIT.usage, sentence: error.message };
  if (error instanceof GitFailedError) return { code: EXIT.gaps, sentence: `nothing was decided: ${error.message}` };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { code: EXIT.gaps, sentence: `the scan broke off, please report this defect (${name}: ${message})` };
}
