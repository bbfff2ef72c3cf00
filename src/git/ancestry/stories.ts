import type { Ancestry } from './ancestry.js';
import type { Tip } from './tips.js';

/** What became of an object. */
export interface ObjectStory {
  /** Places in the order of the first and of the last commit that has it; undefined when none has. */
  readonly first?: number;
  readonly last?: number;
  /** The commit that is checked out has it. */
  readonly inHead: boolean;
  /**
   * By place in the list of names: whether the name leads to a commit that has it, or to the object itself, which this bit
   * says. Objects share these lists: there are thousands of them and of names.
   */
  readonly reachedBy: Int32Array;
  readonly bit: number;
}

const BITS = 32;

/**
 * What became of each wanted object, in the order of the wanted ones.
 *
 * One walk over the commits for 32 objects at a time: each has a bit, which goes from the trees that have the object to
 * their commits, and from there to all descendants. Commits that nothing leads to count only where no other has it.
 */
export function objectStories(ancestry: Ancestry): ObjectStory[] {
  const stories: ObjectStory[] = [];
  for (let from = 0; from < ancestry.wanted.length; from += BITS) stories.push(...storiesFrom(ancestry, from));
  return stories;
}

function storiesFrom(ancestry: Ancestry, from: number): ObjectStory[] {
  const { wanted, contents, graph, order, reachable, head } = ancestry;
  const some = wanted.slice(from, from + BITS);
  const trees = contents.masks(
    Int32Array.from(wanted, (_, at) => (at >= from && at < from + BITS ? 1 << (at - from) : 0)),
  );
  const commits = commitMasks(ancestry, some, trees);
  const firsts = outermost(order, commits, reachable, some.length, 1);
  const lasts = outermost(order, commits, reachable, some.length, -1);
  const headMask = head === -1 ? 0 : (commits[head] as number);
  graph.spread(commits, order);
  const reachedBy = tipMasks(ancestry, some, trees, commits);
  return some.map((_, at) => ({
    ...(firsts[at] !== undefined && { first: firsts[at] }),
    ...(lasts[at] !== undefined && { last: lasts[at] }),
    inHead: ((headMask >>> at) & 1) === 1,
    reachedBy,
    bit: 1 << at,
  }));
}

/** By commit: what its tree has, and whether it is wanted itself. */
function commitMasks({ roots, graph }: Ancestry, wanted: readonly string[], trees: Int32Array): Int32Array {
  const masks = roots.map((root) => (root === -1 ? 0 : (trees[root] as number)));
  for (const [bit, id] of wanted.entries()) {
    const commit = graph.ids.findHex(id);
    if (commit !== -1) masks[commit] = (masks[commit] as number) | (1 << bit);
  }
  return masks;
}

/**
 * By bit: the first place, or with a step of -1 the last one, whose commit has it. Among those that names lead to, which
 * are the first so many; if none of them has, among the others.
 */
function outermost(
  order: Int32Array,
  masks: Int32Array,
  reachable: number,
  bits: number,
  step: 1 | -1,
): (number | undefined)[] {
  const places = new Array<number | undefined>(bits).fill(undefined);
  let open = bits === BITS ? -1 : (1 << bits) - 1;
  const search = (from: number, to: number) => {
    const first = step === 1 ? from : to - 1;
    for (let place = first; place >= from && place < to && open !== 0; place += step) {
      for (let found = (masks[order[place] as number] as number) & open; found !== 0; found &= found - 1)
        places[lowestBit(found)] = place;
      open &= ~(masks[order[place] as number] as number);
    }
  };
  search(0, reachable);
  search(reachable, order.length);
  return places;
}

/** By name: which objects it leads to, past tags, through a commit and its ancestors, in a tree or by itself. */
function tipMasks(
  { targets, contents }: Ancestry,
  wanted: readonly string[],
  trees: Int32Array,
  commits: Int32Array,
): Int32Array {
  const bits = new Map(wanted.map((id, bit) => [id, 1 << bit]));
  return Int32Array.from(targets, ({ tags, commit, object }) => {
    let mask = commit === -1 ? 0 : (commits[commit] as number);
    for (const tag of tags) mask |= bits.get(tag) ?? 0;
    if (object?.type === 'blob') mask |= bits.get(object.id) ?? 0;
    const tree = object?.type === 'tree' ? contents.ids.findHex(object.id) : -1;
    return tree === -1 ? mask : mask | (trees[tree] as number);
  });
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/**
 * Names that lead to any of several objects, each once. What only a reflog leads to is told when nothing else does.
 *
 * @param tips those of a name beside each other
 */
export function namesReaching(stories: readonly ObjectStory[], tips: readonly Tip[]): Tip[] {
  const bits = new Map<Int32Array, number>();
  for (const { reachedBy, bit } of stories) bits.set(reachedBy, (bits.get(reachedBy) ?? 0) | bit);
  const isReaching = new Uint8Array(tips.length);
  for (const [masks, some] of bits)
    for (let place = 0; place < masks.length; place++)
      if (((masks[place] as number) & some) !== 0) isReaching[place] = 1;
  const found: Tip[] = [];
  for (let place = isReaching.indexOf(1); place !== -1; place = isReaching.indexOf(1, place + 1)) {
    const tip = tips[place] as Tip;
    const last = found.at(-1);
    if (last?.name !== tip.name || last.kind !== tip.kind) found.push(tip);
  }
  const refs = found.filter(({ kind }) => kind !== 'reflog');
  return refs.length > 0 ? refs : found;
}
