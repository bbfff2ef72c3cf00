import { createHash } from 'node:crypto';
import type { EngineRecipe } from '../../catalogue/recipe.js';
import { CODE } from '../generated/code.js';

/**
 * What a memory is good for: this code, with the shipped patterns and what was learned, and the patterns of the user. What
 * is told of the findings, from which confidence on and what is public too, makes no difference to what is remembered.
 */
export function cacheKey({ catalogue }: EngineRecipe): Buffer {
  const hash = createHash('sha256').update(`${CODE}\0`);
  return hash.update(catalogue === undefined ? 'shipped' : JSON.stringify(catalogue)).digest();
}
