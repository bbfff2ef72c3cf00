import { Engine } from '../detect/engine.js';
import type { Pattern } from '../detect/pattern.js';
import { indexOf, indexWith, type PatternIndex } from '../detect/pattern-index.js';
import { builtinIndex } from './builtin.js';

/** What an engine is made of, in a form that another thread can make the same engine from. */
export interface EngineRecipe {
  /** The whole catalogue; undefined for the shipped one, which every thread reads by itself. */
  readonly catalogue?: readonly Pattern[] | undefined;
  /** Secrets that are known by their value, on top of it. */
  readonly known?: readonly Pattern[] | undefined;
}

/** @param shipped the index of the shipped catalogue, by who has read it already */
export function engineOf({ catalogue, known = [] }: EngineRecipe, shipped?: PatternIndex): Engine {
  const index = catalogue === undefined ? (shipped ?? builtinIndex()) : indexOf(catalogue);
  return new Engine(known.length === 0 ? index : indexWith(index, known), { assignments: true });
}
