import type { Result } from '../policy/result.js';

/** What a run ends with. Leaks and failures are never the same number. */
export const EXIT = { clean: 0, found: 1, usage: 2, gaps: 3 } as const;

/** Secrets weigh more than gaps; gaps never count as clean. */
export function exitCode({ findings, gaps }: Result): number {
  if (findings.length > 0) return EXIT.found;
  return gaps.length > 0 ? EXIT.gaps : EXIT.clean;
}
