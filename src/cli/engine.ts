import { builtinFacts, builtinIndex, builtinPatterns } from '../catalogue/builtin.js';
import type { Facts } from '../catalogue/facts.js';
import { Engine } from '../detect/engine.js';

export interface LoadedEngine {
  readonly engine: Engine;
  /** What to tell about the patterns; read when there is something to tell. */
  readonly facts: () => Promise<ReadonlyMap<string, Facts>>;
}

/**
 * The engine with the shipped catalogue and, on top of it, a user's own patterns.
 *
 * @param ownPatterns pattern files or folders; what a later one says of a pattern is said last
 * @throws PatternFileError when it cannot be used
 */
export async function loadEngine(ownPatterns: readonly string[] = []): Promise<LoadedEngine> {
  const byId = (facts: readonly Facts[]) => new Map(facts.map((entry) => [entry.id, entry]));
  if (ownPatterns.length === 0)
    return { engine: new Engine(builtinIndex()), facts: async () => byId(await builtinFacts()) };
  const { withUserPatterns } = await import('../catalogue/user.js');
  const { patterns, facts } = withUserPatterns(
    { patterns: builtinPatterns(), facts: await builtinFacts() },
    ownPatterns,
  );
  return { engine: new Engine(patterns), facts: async () => byId(facts) };
}
