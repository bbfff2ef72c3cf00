/** What configuration and ignore file made of what was found. */
export interface PolicyOutcome {
  /** Findings that an entry of the ignore file, or an allowed value of the configuration, excused. */
  readonly accepted: number;
  /** Places that were left out, because the configuration says so of their path or of their pattern. */
  readonly excluded: number;
  /** Entries that fit nothing. Told only by who looked at everything that could fit. */
  readonly stale: readonly IgnoreEntryNote[];
  /** Entries that excuse nothing any more, because their day is over. */
  readonly expired: readonly IgnoreEntryNote[];
  /** What the range that was scanned changes in configuration and ignore file. */
  readonly changes: readonly PolicyChange[];
  /** Inline ignores that the range adds, and those that were there and excuse what it brings. */
  readonly inline: readonly InlineNote[];
}

/** Nothing was made of it. */
export const NO_OUTCOME: PolicyOutcome = { accepted: 0, excluded: 0, stale: [], expired: [], changes: [], inline: [] };

/** An entry of the ignore file, or an allowed value of the configuration, to be told. */
export interface IgnoreEntryNote {
  readonly file: string;
  readonly line: number;
  readonly fingerprint: string;
  /** Empty when the entry names none. */
  readonly pattern: string;
  /** Empty when the entry names none. */
  readonly path: string;
  readonly reason?: string;
  /** The last day on which it counts, as YYYY-MM-DD. */
  readonly expires?: string;
}

/** One change of the policy, as a sentence without its full stop. */
export interface PolicyChange {
  readonly file: string;
  readonly what: string;
}

/** A comment that excuses a line. */
export interface InlineNote {
  readonly path: string;
  readonly line: number;
  /** What it excuses: ids with commas between them, or `*` for whatever is found there. */
  readonly pattern: string;
  /** As it is written: `hushkey:ignore`, `gitleaks:allow`. */
  readonly marker: string;
  readonly reason?: string;
}
