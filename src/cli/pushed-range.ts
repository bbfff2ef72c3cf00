import type { RefUpdate } from '../git/range/ref-updates.js';
import type { ObjectRange } from '../sources/range.js';

/**
 * What a push brings. Refs that are deleted bring nothing, and names of refs are new when there was no such ref.
 *
 * @param not what the other side has
 */
export function rangeOf(updates: readonly RefUpdate[], not: readonly string[]): ObjectRange {
  const tips = new Set(updates.flatMap(({ after }) => after ?? []));
  const names = updates.filter(({ before, after }) => before === undefined && after !== undefined);
  return { tips: [...tips], not: [...new Set(not)], names: names.map(({ ref }) => ref) };
}
