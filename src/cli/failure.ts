import { PatternFileError } from '../catalogue/pattern-file-error.js';
import { GitFailedError, GitUnusableError } from '../git/git-error.js';
import { PolicyError } from '../policy/policy-error.js';
import { EXIT } from './exit-code.js';
import { say } from './say.js';
import { UsageError } from './usage-error.js';

/**
 * Says why a command could not run: one clear sentence on standard error, no stack trace.
 *
 * @returns the exit code
 */
export function reportFailure(error: unknown): number {
  const { code, sentence } = explain(error);
  say(sentence);
  return code;
}

/** What whoever typed, or configured, can mend. */
const USAGE = [UsageError, GitUnusableError, PatternFileError, PolicyError];

/** What nobody foresaw counts as a scan that did not happen. */
function explain(error: unknown): { code: number; sentence: string } {
  if (USAGE.some((kind) => error instanceof kind)) return { code: EXIT.usage, sentence: (error as Error).message };
  if (error instanceof GitFailedError) return { code: EXIT.gaps, sentence: `nothing was decided: ${error.message}` };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { code: EXIT.gaps, sentence: `the scan broke off, please report this defect (${name}: ${message})` };
}
