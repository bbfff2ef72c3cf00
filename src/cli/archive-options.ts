import type { Argv } from 'yargs';
import { ARCHIVE_LIMITS, type ArchiveLimits, LIMIT_OPTIONS } from '../sources/containers/archive-limits.js';
import { UsageError } from './usage-error.js';

/** How far archives are looked into, as the command line says it. */
export interface ArchiveOptions {
  readonly archives: boolean;
  readonly maxArchiveDepth: number;
  readonly maxArchiveEntries: number;
  readonly maxArchiveEntryBytes: number;
  readonly maxArchiveBytes: number;
  readonly maxArchiveRatio: number;
}

export function archiveOptions<T>(y: Argv<T>) {
  const limit = (value: number, describe: string) =>
    ({ type: 'number', requiresArg: true, default: value, describe }) as const;
  return y
    .option('archives', {
      type: 'boolean',
      default: true,
      describe: 'look into archives: zip, tar, gzip and what is like them (--no-archives: scan them as they are)',
    })
    .option('max-archive-depth', limit(ARCHIVE_LIMITS.depth, 'how deep, archives in archives'))
    .option('max-archive-entries', limit(ARCHIVE_LIMITS.entries, 'entries of one file, with all that is in it'))
    .option('max-archive-entry-bytes', limit(ARCHIVE_LIMITS.entryBytes, 'bytes of one entry, expanded'))
    .option('max-archive-bytes', limit(ARCHIVE_LIMITS.bytes, 'bytes of one file, with all that is in it, expanded'))
    .option('max-archive-ratio', limit(ARCHIVE_LIMITS.ratio, 'how many times its size, from 256 MiB on'));
}

/** @returns false when none is to be looked into. @throws UsageError when one of them is no limit */
export function archiveLimits(options: ArchiveOptions): ArchiveLimits | false {
  const limits = {
    depth: options.maxArchiveDepth,
    entries: options.maxArchiveEntries,
    entryBytes: options.maxArchiveEntryBytes,
    bytes: options.maxArchiveBytes,
    ratio: options.maxArchiveRatio,
  };
  for (const [name, value] of Object.entries(limits))
    if (!(value > 0)) throw new UsageError(`${LIMIT_OPTIONS[name as keyof ArchiveLimits]} is a number above 0`);
  return options.archives && limits;
}
