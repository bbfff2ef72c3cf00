import type { Confidence } from '../detect/pattern.js';

export const FORMATS = ['text', 'json'] as const;
export const CONFIDENCES = ['low', 'medium', 'high'] as const;

/** Options that every scanning command takes, after parsing. */
export interface ScanCommandOptions {
  readonly format: (typeof FORMATS)[number];
  /** A file to write the report to instead of standard output. */
  readonly output?: string;
  /** Undefined leaves it to the environment and the terminal. */
  readonly color?: boolean;
  readonly quiet: boolean;
  readonly minConfidence: Confidence;
  /** A pattern file, or a folder of them, to add to the shipped catalogue. */
  readonly patterns?: string;
}

export const DEFAULT_OPTIONS = {
  format: 'text',
  quiet: false,
  minConfidence: 'medium',
} as const satisfies ScanCommandOptions;
