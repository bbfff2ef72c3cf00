import { builtinFacts, builtinPatterns } from '../catalogue/builtin.js';
import type { Catalogue } from '../catalogue/compile.js';
import { GENERIC_PATTERNS } from '../detect/generic/patterns.js';

/**
 * The shipped catalogue with what is told about it and, on top of it, a user's own patterns.
 *
 * @param ownPatterns pattern files or folders
 * @throws PatternFileError when it cannot be used
 */
export async function loadCatalogue(ownPatterns: readonly string[] | undefined): Promise<Catalogue> {
  const shipped = { patterns: [...builtinPatterns(), ...GENERIC_PATTERNS], facts: await builtinFacts() };
  if (ownPatterns === undefined) return shipped;
  return (await import('../catalogue/user.js')).withUserPatterns(shipped, ownPatterns);
}
