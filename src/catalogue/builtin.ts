import type { Pattern } from '../detect/pattern.js';
import type { Facts } from './facts.js';
import { patterns } from './generated/patterns.js';

/** The patterns that hushkey ships. */
export function builtinPatterns(): readonly Pattern[] {
  return patterns;
}

/** What is told about them; a module of its own, loaded when there is something to tell. */
export async function builtinFacts(): Promise<readonly Facts[]> {
  return (await import('./generated/facts.js')).facts;
}
