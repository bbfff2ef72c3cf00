import { readFileSync } from 'node:fs';
import type { Pattern } from '../detect/pattern.js';
import type { Facts } from './facts.js';

/**
 * The patterns that hushkey ships. They lie beside the code as JSON: Node reads half a megabyte of it in a fraction of
 * the time that the same data takes as a part of a module.
 */
export function builtinPatterns(): readonly Pattern[] {
  return JSON.parse(readFileSync(new URL('./generated/patterns.json', import.meta.url), 'utf8')) as Pattern[];
}

/** What is told about them; a module of its own, loaded when there is something to tell. */
export async function builtinFacts(): Promise<readonly Facts[]> {
  return (await import('./generated/facts.js')).facts;
}
