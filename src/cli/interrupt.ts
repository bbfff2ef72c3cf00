import { constants } from 'node:os';

/** What a shell says of a process that a signal ended. https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html */
const BY_SIGNAL = 128;

/**
 * From now on Ctrl-C, or a `kill`, does not end this process, but says so: what was found so far shall not be lost. The
 * second one ends it.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(BY_SIGNAL + constants.signals[name]);
      controller.abort();
    });
  return controller.signal;
}

/** Ends this process when all that was printed is on its way, whatever git is still doing. */
export function endNow(code: number): void {
  process.exitCode = code;
  process.stdout.write('', () => process.exit());
}
