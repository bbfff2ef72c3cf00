import type { Ancestry } from './ancestry.js';
import { addBit, type Span, wordOf, wordsOf } from './bit-rows.js';
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
/** So many words of bits for each tree and each commit are as much memory as a large repository should take for this. */
const MOST_WORDS = 16;

/**
 * What became of each wanted object, in the order of the wanted ones.
 *
 * One walk over the commits for hundreds of objects at a time: each has a bit, which goes from the trees that have the object to
 * their commits, and from there to all descendants. Commits that nothing leads to count only where no other has it.
 */
export function objectStories(ancestry: Ancestry): ObjectStory[] {
  const stories: ObjectStory[] = [];
  const { length } = ancestry.wanted;
  for (let from = 0; from < length; from += BITS * MOST_WORDS)
    stories.push(...storiesOf(ancestry, { from, to: Math.min(length, from + BITS * MOST_WORDS) }));
  return stories;
}

function storiesOf(ancestry: Ancestry, span: Span): ObjectStory[] {
  const { wanted, contents, graph, order, reachable, head } = ancestry;
  const some = wanted.slice(span.from, span.to);
  const words = wordsOf(span);
  const trees = contents.masks(span, wanted.length);
  const commits = commitMasks(ancestry, some, trees, words);
  const firsts = outermost(order, commits, reachable, some.length, 1);
  const lasts = outermost(order, commits, reachable, some.length, -1);
  const inHead = head === -1 ? new Int32Array(words) : commits.slice(head * words, (head + 1) * words);
  graph.spread(commits, order, words);
  const reachedBy = Array.from({ length: words }, (_, word) => tipMasks(ancestry, some, trees, commits, word));
  return some.map((_, at) => ({
    ...(firsts[at] !== undefined && { first: firsts[at] }),
    ...(lasts[at] !== undefined && { last: lasts[at] }),
    inHead: (((inHead[wordOf(at)] as number) >>> at) & 1) === 1,
    reachedBy: reachedBy[wordOf(at)] as Int32Array,
    bit: 1 << at,
  }));
}

/** By commit: what its tree has, and whether it is wanted itself. */
function commitMasks(
  { roots, graph }: Ancestry,
  wanted: readonly string[],
  trees: Int32Array,
  words: number,
): Int32Array {
  const masks = new Int32Array(roots.length * words);
  for (let commit = 0, to = 0; commit < roots.length; commit++, to += words) {
    const root = roots[commit] as number;
    if (root !== -1) for (let word = 0; word < words; word++) masks[to + word] = trees[root * words + word] as number;
  }
  for (const [at, id] of wanted.entries()) {
    const commit = graph.ids.findHex(id);
    if (commit !== -1) addBit(masks, commit, at, words);
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
  const words = wordsOf({ from: 0, to: bits });
  const known = new Int32Array(words);
  let open = bits;
  const search = (from: number, to: number) => {
    const first = step === 1 ? from : to - 1;
    for (let place = first; place >= from && place < to && open > 0; place += step) {
      const at = (order[place] as number) * words;
      for (let word = 0; word < words; word++) {
        const news = (masks[at + word] as number) & ~(known[word] as number);
        for (let found = news; found !== 0; found &= found - 1, open--) places[word * BITS + lowestBit(found)] = place;
        known[word] = (known[word] as number) | news;
      }
    }
  };
  search(0, reachable);
  search(reachable, order.length);
  return places;
}

/**
 * By name: which objects it leads to, past tags, through a commit and its ancestors, in a tree or by itself.
 *
 * @param word 32 of the objects
 */
function tipMasks(
  { targets, contents }: Ancestry,
  wanted: readonly string[],
  trees: Int32Array,
  commits: Int32Array,
  word: number,
): Int32Array {
  const words = wordsOf({ from: 0, to: wanted.length });
  const bits = new Map(wanted.slice(word * BITS, (word + 1) * BITS).map((id, bit) => [id, 1 << bit]));
  return Int32Array.from(targets, ({ tags, commit, object }) => {
    let mask = commit === -1 ? 0 : (commits[commit * words + word] as number);
    for (const tag of tags) mask |= bits.get(tag) ?? 0;
    if (object?.type === 'blob') mask |= bits.get(object.id) ?? 0;
    const tree = object?.type === 'tree' ? contents.ids.findHex(object.id) : -1;
    return tree === -1 ? mask : mask | (trees[tree * words + word] as number);
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
