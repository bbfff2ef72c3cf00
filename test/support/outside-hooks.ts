import { vi } from 'vitest';

/**
 * Takes the variables of a hook out of this process, for tests that call hushkey's own functions: the tests may be run
 * by a commit. `vi.unstubAllEnvs` gives them back.
 */
export function leaveHook(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('GIT_')) vi.stubEnv(name, undefined);
}
