import type { Confidence, Pattern } from '../detect/pattern.js';
import type { ForeignMarker } from './config/config-file.js';

/** What of all that is found counts. */
export interface Wanted {
  /** The lowest confidence that is reported; `medium` by default. */
  readonly minConfidence?: Confidence;
  /** Report keys too that are meant to be public (publishable keys); they are left out by default. */
  readonly includePublic?: boolean;
  /** Whose inline comments excuse a line too. */
  readonly markers?: readonly ForeignMarker[];
  /** What inline comments do: excuse, by default; excuse and be told of, one by one; or be told of and excuse nothing. */
  readonly inline?: 'excuse' | 'tell' | 'refuse';
}

/** What is public claims its bytes, so that nothing else does, and is reported only when that was asked for. */
export function isReported({ pattern }: { readonly pattern: Pattern }, { includePublic = false }: Wanted): boolean {
  return includePublic || !pattern.public;
}
