/**
 * How far containers are looked into. All but the depth are counted for each file that is scanned, with all that is in
 * it.
 */
export interface ArchiveLimits {
  /** Containers in each other; a compressed one counts twice: `a.tar.gz` is two deep. */
  readonly depth: number;
  readonly entries: number;
  /** Bytes that a single entry is expanded to. */
  readonly entryBytes: number;
  /** Bytes that all entries together are expanded to. */
  readonly bytes: number;
  /** Expanded bytes for each byte of the file, once they are many. */
  readonly ratio: number;
}

/** More than anybody packs, and little enough that a bomb is through in seconds. */
export const ARCHIVE_LIMITS: ArchiveLimits = {
  depth: 8,
  entries: 1_000_000,
  entryBytes: 5_000_000_000,
  bytes: 20_000_000_000,
  ratio: 250,
};

/** The option that raises a limit. */
export const LIMIT_OPTIONS: Readonly<Record<keyof ArchiveLimits, string>> = {
  depth: '--max-archive-depth',
  entries: '--max-archive-entries',
  entryBytes: '--max-archive-entry-bytes',
  bytes: '--max-archive-bytes',
  ratio: '--max-archive-ratio',
};
