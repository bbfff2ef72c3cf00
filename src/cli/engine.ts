import { builtinFacts, builtinIndex, builtinPatterns } from '../catalogue/builtin.js';
import type { Facts } from '../catalogue/facts.js';
import { type EngineRecipe, engineOf } from '../catalogue/recipe.js';
import type { Engine } from '../detect/engine.js';
import type { Policy } from '../policy/policy.js';
import type { KnownSecrets } from './known.js';

export interface LoadedRecipe {
  /** What engines are made of, one for each thread that needs one. */
  readonly recipe: EngineRecipe;
  /** What to tell about the patterns; read when there is something to tell. */
  readonly facts: () => Promise<ReadonlyMap<string, Facts>>;
}

export interface LoadedEngine extends LoadedRecipe {
  readonly engine: Engine;
}

/** Patterns besides the shipped ones. */
export interface OwnPatterns {
  /** What the configuration names. */
  readonly packs?: Policy['packs'] | undefined;
  /** What the command line names. */
  readonly paths?: readonly string[] | undefined;
}

const NONE: OwnPatterns = {};

function isEmpty({ packs = [], paths = [] }: OwnPatterns): boolean {
  return packs.length === 0 && paths.length === 0;
}

/**
 * The engine with the shipped catalogue and, on top of it, a user's own patterns and the secrets that are known by value.
 *
 * @param ownPatterns packs that were read, and pattern files or folders; what a later one says of a pattern is said last
 * @param known secrets of this machine; they may still be being read
 * @throws PatternFileError when it cannot be used
 */
export async function loadEngine(
  ownPatterns: OwnPatterns = NONE,
  known?: Promise<KnownSecrets> | KnownSecrets,
): Promise<LoadedEngine> {
  // Read while git is at work on what is known.
  const index = isEmpty(ownPatterns) ? builtinIndex() : undefined;
  const loaded = await loadRecipe(ownPatterns, known);
  return { ...loaded, engine: engineOf(loaded.recipe, index) };
}

/** The same, for who makes the engine elsewhere. @throws PatternFileError when it cannot be used */
export async function loadRecipe(
  ownPatterns: OwnPatterns = NONE,
  known?: Promise<KnownSecrets> | KnownSecrets,
): Promise<LoadedRecipe> {
  const { catalogue, facts } = isEmpty(ownPatterns) ? SHIPPED : await withUserFiles(ownPatterns);
  const secrets = await known;
  const all = async () => new Map([...(await facts()), ...(secrets?.facts ?? [])].map((entry) => [entry.id, entry]));
  return { recipe: { catalogue, known: secrets?.patterns }, facts: all };
}

interface Loaded {
  readonly catalogue?: EngineRecipe['catalogue'];
  readonly facts: () => Promise<readonly Facts[]>;
}

const SHIPPED: Loaded = { facts: builtinFacts };

async function withUserFiles({ packs = [], paths = [] }: OwnPatterns): Promise<Loaded> {
  const { withPatternFiles, withUserPatterns } = await import('../catalogue/user.js');
  const shipped = { patterns: builtinPatterns(), facts: await builtinFacts() };
  const { patterns, facts } = withUserPatterns(packs.reduce(withPatternFiles, shipped), paths);
  return { catalogue: patterns, facts: async () => facts };
}
