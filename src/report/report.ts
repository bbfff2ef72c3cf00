import type { Facts } from '../catalogue/facts.js';
import type { Result } from '../policy/result.js';

/** What a report is made from, whatever its format. */
export interface ReportInput {
  readonly result: Result;
  /** `staged` speaks of a commit that can still be mended, `history` of what has happened. */
  readonly command: 'staged' | 'history';
  readonly facts: ReadonlyMap<string, Facts>;
  readonly colour: boolean;
}
