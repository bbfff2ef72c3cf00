import type { Pattern, Severity } from '../detect/pattern.js';
import type { Catalogue } from './compile.js';
import type { Facts } from './facts.js';

/** One kind of secret, as the engine and as a person knows it. */
export interface CatalogueEntry {
  readonly pattern: Pattern;
  readonly facts: Facts;
}

export interface CatalogueQuery {
  /** All of them must fit. */
  readonly words: readonly string[];
  readonly category?: string | undefined;
  readonly severity?: Severity | undefined;
}

/** Every kind of secret, by category and id. */
export function catalogueEntries({ patterns, facts }: Catalogue): CatalogueEntry[] {
  const byId = new Map(facts.map((entry) => [entry.id, entry]));
  return patterns
    .flatMap((pattern) => {
      const known = byId.get(pattern.id);
      return known === undefined ? [] : [{ pattern, facts: known }];
    })
    .sort((a, b) => compare(a.facts.category, b.facts.category) || compare(a.pattern.id, b.pattern.id));
}

/**
 * The entries of which each word is a part: of the id, the provider, the name, a variable, or of what such secrets begin
 * with. A word may also be the beginning of a secret itself. Case does not count.
 */
export function searchCatalogue(
  entries: readonly CatalogueEntry[],
  { words, category, severity }: CatalogueQuery,
): CatalogueEntry[] {
  const wanted = words.map((word) => word.toLowerCase());
  return entries.filter(
    (entry) =>
      (category === undefined || entry.facts.category === category) &&
      (severity === undefined || entry.pattern.severity === severity) &&
      wanted.every((word) => fits(word, entry)),
  );
}

function fits(word: string, { pattern, facts }: CatalogueEntry): boolean {
  const literals = literalsOf(pattern).map((literal) => literal.toLowerCase());
  const texts = [facts.id, facts.provider, facts.title, ...facts.env].map((text) => text.toLowerCase());
  return [...texts, ...literals].some((text) => text.includes(word)) || literals.some((text) => word.startsWith(text));
}

/** What secrets of a pattern begin with, when it says so. */
export function literalsOf({ anchor }: Pattern): readonly string[] {
  return 'literals' in anchor ? anchor.literals : [];
}

/** By code units, so that the order does not depend on anybody's language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
