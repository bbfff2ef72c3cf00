import { ControlFailedError, UnclearEventError } from '../gate/gate-error.js';
import { GitFailedError } from '../git/git-error.js';
import { EXIT } from './exit-code.js';
import { say } from './say.js';

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

/**
 * What whoever typed, or configured, can mend. Told by name: what a hook loads late is a bundle of its own, with classes of
 * its own.
 */
const USAGE: ReadonlySet<string> = new Set([
  'UsageError',
  'GitUnusableError',
  'PatternFileError',
  'PolicyError',
  'ImageUnavailableError',
]);

/** What nobody foresaw counts as a scan that did not happen. */
function explain(error: unknown): { code: number; sentence: string } {
  if (error instanceof Error && USAGE.has(error.name)) return { code: EXIT.usage, sentence: error.message };
  if (error instanceof ControlFailedError) return { code: EXIT.gaps, sentence: error.message };
  if (error instanceof GitFailedError || error instanceof UnclearEventError)
    return { code: EXIT.gaps, sentence: `nothing was decided: ${error.message}` };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { code: EXIT.gaps, sentence: `the scan broke off, please report this defect (${name}: ${message})` };
}
