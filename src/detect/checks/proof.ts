import type { Severity } from '../pattern.js';

/** What a secret says about itself, without asking anybody. */
export type Proof = {
  /**
   * - `proved`: its own evidence holds; no placeholder rule applies any more.
   * - `open`: nothing for and nothing against it.
   * - `unproven`: its evidence does not hold, and how such evidence is made is known from other scanners only, or has
   *   changed over time: medium confidence at most.
   * - `doubtful`: it is not what it says it is, and may be damaged or invented: low confidence.
   * - `refuted`: it was never issued; not a finding.
   */
  readonly verdict: 'proved' | 'open' | 'unproven' | 'doubtful' | 'refuted';
  /** Facts worth telling a person. Never a part of the secret. */
  readonly notes?: readonly string[];
  /** Where the secret is less (or more) dangerous than its kind. */
  readonly severity?: Severity;
  /** From when on nobody accepts it any more: seconds since 1970. What the clock says to that is not for a check to ask. */
  readonly expires?: number;
};

/**
 * @param secret the bytes of the secret as latin1 text
 * @param match those of the whole match, which may hold more: the host of a URL, for instance
 * @param around the bytes within the pattern's reach on either side, for the checks of secrets that belong to something
 *   beside them
 */
export type Check = (secret: string, match: string, around: () => string) => Proof;

/**
 * What a sum that is wrong, or a structure that is not there, says. `refuted` where the vendor documents it (D), its own
 * source makes it (S), or it was reproduced on published tokens (V); `unproven` where only other scanners know of it (P).
 */
export type Otherwise = 'refuted' | 'unproven';
