import type { Name } from './name.js';
import type { AssignedValue } from './value-after.js';

/** A value that is assigned to a name of a credential, to be judged. */
export interface Candidate extends AssignedValue {
  readonly name: Name;
  /** Where the name ends, in the text in which the value stands. */
  readonly nameEnd: number;
  /** The value itself. */
  readonly value: string;
  /** What stands before the name on its line, as far as it is read. */
  readonly before: string;
  /** What stands behind the value, as far as it is read. */
  readonly after: string;
}
