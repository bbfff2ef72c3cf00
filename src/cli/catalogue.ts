import { builtinFacts, builtinPatterns } from '../catalogue/builtin.js';
import type { Catalogue } from '../catalogue/compile.js';
import { GENERIC_PATTERNS } from '../detect/generic/patterns.js';
import type { OwnPatterns } from './engine.js';
import { policyHere } from './policy.js';

/**
 * The shipped catalogue with what is told about it and, on top of it, a user's own patterns.
 *
 * @param ownPatterns what the configuration and the command line name
 * @throws PatternFileError when it cannot be used
 */
export async function loadCatalogue({ packs = [], paths = [] }: OwnPatterns): Promise<Catalogue> {
  const shipped = { patterns: [...builtinPatterns(), ...GENERIC_PATTERNS], facts: await builtinFacts() };
  if (packs.length === 0 && paths.length === 0) return shipped;
  const { withPatternFiles, withUserPatterns } = await import('../catalogue/user.js');
  return withUserPatterns(packs.reduce(withPatternFiles, shipped), paths);
}

/** Patterns besides the shipped ones, for commands that scan nothing. @throws PolicyError when the configuration cannot be used */
export async function ownPatternsOf(options: {
  readonly config?: string | undefined;
  readonly patterns?: readonly string[] | undefined;
}): Promise<OwnPatterns> {
  const { policy } = await policyHere({ config: options.config });
  return { packs: policy.packs, paths: options.patterns };
}
