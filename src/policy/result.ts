import type { Gap } from '../sources/source.js';
import type { Finding } from './finding.js';
import type { Proposal } from './judge.js';
import type { PolicyOutcome } from './outcome.js';
import type { Receipt } from './receipt.js';

/** What a scan came to. */
export interface Result {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly stats: Stats;
  /** What configuration and ignore file made of it; undefined when nothing. */
  readonly policy?: PolicyOutcome;
  /** Entries of an ignore file that would accept the findings; only for who asked. */
  readonly proposals?: readonly Proposal[];
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
