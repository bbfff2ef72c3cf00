import { builtinFacts, builtinIndex, builtinPatterns } from '../catalogue/builtin.js';
import type { Facts } from '../catalogue/facts.js';
import { Engine } from '../detect/engine.js';
import { indexOf, indexWith, type PatternIndex } from '../detect/pattern-index.js';
import type { KnownSecrets } from './known.js';

export interface LoadedEngine {
  readonly engine: Engine;
  /** What to tell about the patterns; read when there is something to tell. */
  readonly facts: () => Promise<ReadonlyMap<string, Facts>>;
}

/**
 * The engine with the shipped catalogue and, on top of it, a user's own patterns and the secrets that are known by value.
 *
 * @param ownPatterns pattern files or folders; what a later one says of a pattern is said last
 * @param known secrets of this machine; they may still be being read
 * @throws PatternFileError when it cannot be used
 */
export async function loadEngine(
  ownPatterns: readonly string[] = [],
  known?: Promise<KnownSecrets> | KnownSecrets,
): Promise<LoadedEngine> {
  const { index, facts } = ownPatterns.length === 0 ? shipped() : await withUserFiles(ownPatterns);
  const secrets = await known;
  const all = async () => new Map([...(await facts()), ...(secrets?.facts ?? [])].map((entry) => [entry.id, entry]));
  if (secrets === undefined || secrets.patterns.length === 0) return { engine: engineOf(index), facts: all };
  return { engine: engineOf(indexWith(index, secrets.patterns)), facts: all };
}

function engineOf(index: PatternIndex): Engine {
  return new Engine(index, { assignments: true });
}

interface Loaded {
  readonly index: PatternIndex;
  readonly facts: () => Promise<readonly Facts[]>;
}

function shipped(): Loaded {
  return { index: builtinIndex(), facts: builtinFacts };
}

async function withUserFiles(ownPatterns: readonly string[]): Promise<Loaded> {
  const { withUserPatterns } = await import('../catalogue/user.js');
  const catalogue = { patterns: builtinPatterns(), facts: await builtinFacts() };
  const { patterns, facts } = withUserPatterns(catalogue, ownPatterns);
  return { index: indexOf(patterns), facts: async () => facts };
}
