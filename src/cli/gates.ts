import type { GateCall } from './gate-arguments.js';
import { RECEIVE_LIMITS } from './receive-limits.js';

/** Runs a gate. Each has code of its own, loaded when it is run. @returns the exit code */
export async function runGate({ gate, words, options }: GateCall): Promise<number> {
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
