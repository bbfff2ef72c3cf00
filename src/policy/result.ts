import type { Gap } from '../sources/source.js';
import type { Finding } from './finding.js';

/** What a scan came to. */
export interface Result {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly stats: Stats;
}

export interface Stats {
  /** Blobs and messages that were scanned. */
  readonly objects: number;
  readonly bytes: number;
  readonly ms: number;
  /** Findings that an inline comment excused. */
  readonly ignored: number;
  /** Matches below the confidence that was asked for. */
  readonly belowConfidence: number;
}
