import type { Confidence, Severity } from '../detect/pattern.js';

export const FORMATS = ['text', 'json'] as const;
/** The formats of what a scan found. */
export const SCAN_FORMATS = [
  ...FORMATS,
  'sarif',
  'github',
  'gitlab',
  'gitlab-quality',
  'junit',
  'csv',
  'markdown',
  'html',
] as const;
export type ScanFormat = (typeof SCAN_FORMATS)[number];
/** Their readers know files by their paths from the top of the repository. */
export const FORMATS_FROM_TOP: ReadonlySet<ScanFormat> = new Set(['sarif', 'github', 'gitlab', 'gitlab-quality']);
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

interface SpeakingOptions {
  /** The configuration to read instead of the repository's own. */
  readonly config?: string | undefined;
  /** Undefined leaves it to the environment and the terminal. */
  readonly color?: boolean | undefined;
  /** Nothing is said when all is well. */
  readonly quiet: boolean;
}

/** Options that every command takes which reports something, after parsing. */
export interface ReportOptions extends SpeakingOptions {
  readonly format: (typeof FORMATS)[number];
  /** A file to write the report to instead of standard output. */
  readonly output?: string | undefined;
}

/** One report of a scan. */
export interface RequestedReport {
  readonly format: ScanFormat;
  /** The file to write it to; standard output when it is undefined. */
  readonly output?: string | undefined;
}

/** Options that every scanning command takes. */
export interface ScanCommandOptions extends SpeakingOptions {
  /** One at least; no more than one of them to standard output. */
  readonly reports: readonly RequestedReport[];
  /** Undefined leaves it to the policy. */
  readonly minConfidence?: Confidence | undefined;
  /** Report keys too that are meant to be public; undefined leaves it to the policy. */
  readonly includePublic?: boolean | undefined;
  /** Pattern files, or folders of them, to add to the shipped catalogue. */
  readonly patterns?: readonly string[] | undefined;
  /** Look for the values of this machine's own variables; undefined leaves it to the command. */
  readonly known?: boolean | undefined;
}

export const DEFAULT_OPTIONS = {
  reports: [{ format: 'text' }],
  quiet: false,
} as const satisfies ScanCommandOptions;
