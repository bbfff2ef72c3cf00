import type { Severity } from '../pattern.js';

/** What a secret says about itself, without asking anybody. */
export type Proof = {
  /**
   * - `proved`: its own evidence holds; no placeholder rule applies any more.
   * - `open`: nothing for and nothing against it.
   * - `doubtful`: the evidence does not hold, and the check is not certain enough to drop it: low confidence.
   * - `refuted`: it was never issued; not a finding.
   */
  readonly verdict: 'proved' | 'open' | 'doubtful' | 'refuted';
  /** Facts worth telling a person. Never a part of the secret. */
  readonly notes?: readonly string[];
  /** Where the secret is less (or more) dangerous than its kind. */
  readonly severity?: Severity;
};

/**
 * @param secret the bytes of the secret as latin1 text
 * @param match those of the whole match, which may hold more: the host of a URL, for instance
 */
export type Check = (secret: string, match: string) => Proof;
