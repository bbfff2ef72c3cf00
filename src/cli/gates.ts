import { reportFailure } from './failure.js';
import type { GateCall } from './gate-arguments.js';
import { RECEIVE_LIMITS } from './receive-limits.js';

/**
 * Runs a gate. Each has code of its own, loaded when it is run. What fails is told here: the file that hooks load first
 * has its own copies of the classes of errors (see build.js), and would know none of these.
 *
 * @returns the exit code
 */
export function runGate(call: GateCall): Promise<number> {
  return run(call).catch(reportFailure);
}

async function run({ gate, words, options }: GateCall): Promise<number> {
  const [first] = words;
  switch (gate) {
    case 'pre-push':
      return (await import('./pre-push.js')).prePush({ ...options, remote: first });
    case 'pre-receive':
      return (await import('./pre-receive.js')).preReceive({ ...options, ...RECEIVE_LIMITS });
    case 'commit-msg':
      return (await import('./commit-msg.js')).commitMsg({ ...options, file: first as string });
    case 'merge-commit':
      return (await import('./merge-commit.js')).mergeCommit({ ...options, words });
  }
}
