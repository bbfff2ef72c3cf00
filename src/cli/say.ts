import { visible } from '../report/escape/visible.js';

/**
 * Says one sentence on standard error. Names of files and git's own words can be in it: what they hold must not drive
 * the terminal. That nobody reads it (`2>&1 | head`) changes neither the result nor the exit code.
 */
export function say(sentence: string): void {
  listenForClosedStderr();
  process.stderr.write(`hushkey: ${visible(sentence)}\n`);
}

/** Nobody has to read standard error. */
export function listenForClosedStderr(): void {
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {});
}
