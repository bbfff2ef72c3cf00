import type { Facts } from '../catalogue/facts.js';
import type { Result } from '../policy/result.js';

/**
 * What was scanned: `staged`, `merge-commit` and `commit-msg` speak of a commit that can still be mended, `pre-push` and
 * `pre-receive` of commits that did not get through, `ci` and `history` of what has happened, `scan` of files as they are.
 */
export type Command = 'staged' | 'history' | 'scan' | 'ci' | 'pre-push' | 'pre-receive' | 'commit-msg' | 'merge-commit';

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
