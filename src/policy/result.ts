import type { Gap } from '../sources/source.js';
import type { Finding } from './finding.js';
import type { Receipt } from './receipt.js';

/** What a scan came to. */
export interface Result {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly stats: Stats;
  /** What a gate has read. */
  readonly receipt?: Receipt;
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
