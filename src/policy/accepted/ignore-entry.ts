/**
 * The ignore file: one line for each finding that somebody accepted.
 *
 *     # hushkey ignore file 1, salt abcdefgh
 *     abcdefgh-0123456789ab openai-project-key src/client.ts -- an example of the vendor
 *     abcdefgh-ba9876543210 generic-password "test/a b.ts" until=2026-12-31 history -- why
 *
 * A fingerprint, the id of a pattern, a path, and what is optional: the last day on which it counts, `history` for what
 * only the history has, a reason. Lines are sorted, and no line says when it was written or at which line of a file the
 * secret stands, so two branches that both accept something merge as unions: lines twice, headers twice and salts of two
 * files are all the same to whoever reads it.
 */
export const IGNORE_FILE = '.hushkeyignore';

export interface IgnoreEntry {
  readonly fingerprint: string;
  readonly pattern: string;
  /** Where it was accepted, from the top of the repository; for a secret that could be guessed, where it counts. */
  readonly path: string;
  /** YYYY-MM-DD */
  readonly expires?: string;
  /** Only the history has it, so only a scan of the history can say that it is stale. */
  readonly inHistory?: true;
  readonly reason?: string;
}

export interface PlacedEntry extends IgnoreEntry {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface IgnoreFile {
  /** What new entries are salted with; undefined when neither a header nor an entry says. */
  readonly salt: string | undefined;
  readonly entries: readonly PlacedEntry[];
  /** What people wrote into it, to be kept. */
  readonly comments: readonly string[];
}

export const NO_IGNORE_FILE: IgnoreFile = { salt: undefined, entries: [], comments: [] };
