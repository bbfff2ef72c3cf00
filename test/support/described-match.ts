import { createHash } from 'node:crypto';
import type { Match } from '../../src/detect/match.js';

/** All that a match says of itself, for comparisons whose failures are printed: of the secret no more than its length. */
function describedMatch({ pattern, text, parts, ...rest }: Match): object {
  return {
    pattern: pattern.id,
    ...rest,
    ...(text !== undefined && { text: `${text.length} characters, ${digest(text)}` }),
    ...(parts !== undefined && { parts: parts.map(describedMatch) }),
  };
}

export function describedMatches(matches: readonly Match[]): object[] {
  return matches.map(describedMatch);
}

/** Enough to tell two secrets apart, and too little to tell what they are. */
function digest(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex').slice(0, 6);
}
