import type { Facts } from '../catalogue/facts.js';
import type { Result } from '../policy/result.js';

/**
 * What was scanned: `staged` speaks of a commit that can still be mended, `history` of what has happened, `scan` of files
 * as they are.
 */
export type Command = 'staged' | 'history' | 'scan';

/** What a report is made from, whatever its format. */
export interface ReportInput {
  readonly result: Result;
  readonly command: Command;
  readonly facts: ReadonlyMap<string, Facts>;
  readonly colour: boolean;
  /** Where relative paths begin, seen from the top of the repository: `packages/app/`. Empty at the top. */
  readonly base?: string;
  /** When the scan ended; now, when it is left out. */
  readonly finished?: Date;
}
