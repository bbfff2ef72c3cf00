import type { Change } from './changes.js';
import type { RangeObject } from './range-list.js';

/** An object to be read. */
export interface PlannedObject extends RangeObject {
  /** It belongs to the range; the others are read for what was made from them. */
  readonly isOurs: boolean;
  /** What stood before at every path at which it came in. It is read earlier. */
  readonly base: string | undefined;
  /** How many of the objects behind it have it as their base. */
  readonly derived: number;
}

/** Files and symbolic links have contents; a folder, a submodule and nothing have none. */
const HAS_CONTENT = /^1[02]0/;

/**
 * The order in which the objects of a range are read so that each comes behind its base, and soon enough behind it that
 * few bases have to be kept: what is on the way to much comes last.
 *
 * @param listed the objects of the range
 * @param changes of its commits, ancestors first
 */
export function readingPlan(listed: readonly RangeObject[], changes: readonly Change[]): PlannedObject[] {
  const ours = new Map(listed.map((object) => [object.id, object]));
  const bases = basesOf(changes, ours);
  const derived = new Map<string, string[]>();
  for (const [id, base] of bases) {
    const known = derived.get(base);
    if (known === undefined) derived.set(base, [id]);
    else known.push(id);
  }
  const others = [...derived.keys()].filter((id) => !ours.has(id));
  const roots = [...listed.map(({ id }) => id).filter((id) => !bases.has(id)), ...others];
  const planned = (id: string): PlannedObject => ({
    ...(ours.get(id) ?? { id, path: undefined }),
    isOurs: ours.has(id),
    base: bases.get(id),
    derived: derived.get(id)?.length ?? 0,
  });
  return inOrder(roots, derived).map(planned);
}

/**
 * For each object what stood before at every path at which it came in. Of several such things any will do: what is shared
 * with it is at none of the paths for the first time.
 *
 * What is not of the range and yet came in within it was moved there: where it is now, it is as new as the range.
 */
function basesOf(changes: readonly Change[], ours: ReadonlyMap<string, RangeObject>): Map<string, string> {
  const cameIn = new Set(changes.map(({ after }) => after.id));
  const paths = new Map<string, Map<string, Set<string>>>();
  for (const { path, before, after } of changes) {
    if (!ours.has(after.id)) continue;
    const byPath = paths.get(after.id) ?? new Map<string, Set<string>>();
    paths.set(after.id, byPath);
    const sides = byPath.get(path) ?? new Set();
    byPath.set(path, sides);
    for (const { mode, id } of before)
      if (HAS_CONTENT.test(mode) && id !== after.id && (ours.has(id) || !cameIn.has(id))) sides.add(id);
  }
  const bases = new Map<string, string>();
  for (const [id, byPath] of paths) {
    const [first, ...others] = byPath.values();
    const base = [...(first ?? [])].find((side) => others.every((sides) => sides.has(side)));
    if (base !== undefined) bases.set(id, base);
  }
  return withoutCircles(bases);
}

/** A file that is changed, and changed back, would be its own base's base. */
function withoutCircles(bases: Map<string, string>): Map<string, string> {
  const done = new Set<string>();
  for (const start of bases.keys()) {
    const way = new Set<string>();
    for (let id: string | undefined = start; id !== undefined && !done.has(id); id = bases.get(id)) {
      way.add(id);
      if (way.has(bases.get(id) ?? '')) bases.delete(id);
    }
    for (const id of way) done.add(id);
  }
  return bases;
}

/** Depth first, and of what has the same base that first from which the least is made. */
function inOrder(roots: readonly string[], derived: ReadonlyMap<string, readonly string[]>): string[] {
  const sizes = sizesOf(roots, derived);
  const order: string[] = [];
  const left = [...roots].reverse();
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    order.push(id);
    const next = [...(derived.get(id) ?? [])].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
    left.push(...next);
  }
  return order;
}

/** By id, how many objects come from it, itself included. */
function sizesOf(roots: readonly string[], derived: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const order = [...roots];
  for (let at = 0; at < order.length; at++) order.push(...(derived.get(order[at] as string) ?? []));
  const sizes = new Map<string, number>();
  for (const id of order.reverse())
    sizes.set(
      id,
      (derived.get(id) ?? []).reduce((sum, each) => sum + (sizes.get(each) ?? 0), 1),
    );
  return sizes;
}
