import type { Confidence, Severity } from '../detect/pattern.js';

export const FORMATS = ['text', 'json'] as const;
export const CONFIDENCES = ['low', 'medium', 'high'] as const satisfies readonly Confidence[];
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

/** Options that every command takes which reports something, after parsing. */
export interface ReportOptions {
  readonly format: (typeof FORMATS)[number];
  /** A file to write the report to instead of standard output. */
  readonly output?: string | undefined;
  /** Undefined leaves it to the environment and the terminal. */
  readonly color?: boolean | undefined;
  /** Nothing is said when all is well. */
  readonly quiet: boolean;
}

/** Options that every scanning command takes. */
export interface ScanCommandOptions extends ReportOptions {
  readonly minConfidence: Confidence;
  /** Report keys too that are meant to be public. */
  readonly includePublic: boolean;
  /** Pattern files, or folders of them, to add to the shipped catalogue. */
  readonly patterns?: readonly string[] | undefined;
  /** Look for the values of this machine's own variables; undefined leaves it to the command. */
  readonly known?: boolean | undefined;
}

export const DEFAULT_OPTIONS = {
  format: 'text',
  quiet: false,
  minConfidence: 'medium',
  includePublic: false,
} as const satisfies ScanCommandOptions;
