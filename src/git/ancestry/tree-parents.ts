import { addBit, addRow, type Span, wordsOf } from './bit-rows.js';

/** From where each tree and each wanted object is named, for questions about few of them at a time. */
export class TreeParents {
  readonly #trees: number;
  /** Wanted objects are numbered behind the trees. By number: where its parents begin in the list. */
  readonly #starts: Uint32Array;
  readonly #parents: Int32Array;
  /** By tree: its place in an order in which those below come before those above. */
  readonly #places: Int32Array;
  readonly #upwards: Int32Array;

  /**
   * @param trees how many there are
   * @param wanted how many objects
   * @param upwards trees that have anything, those below before those above
   * @param targets calls with what a tree has: a tree, or the number of a wanted object with all bits turned
   */
  constructor(
    trees: number,
    wanted: number,
    upwards: Int32Array,
    targets: (tree: number, take: (target: number) => void) => void,
  ) {
    this.#trees = trees;
    this.#places = new Int32Array(trees);
    this.#upwards = upwards;
    const starts = new Uint32Array(trees + wanted + 2);
    const slot = (target: number) => (target < 0 ? trees + ~target : target);
    const count = (target: number) => {
      starts[slot(target) + 2] = (starts[slot(target) + 2] as number) + 1;
    };
    for (const [place, tree] of upwards.entries()) {
      this.#places[tree] = place;
      targets(tree, count);
    }
    for (let at = 2; at < starts.length; at++) starts[at] = (starts[at] as number) + (starts[at - 1] as number);
    this.#parents = new Int32Array(starts.at(-1) as number);
    for (const tree of upwards)
      targets(tree, (target) => {
        const at = starts[slot(target) + 1] as number;
        this.#parents[at] = tree;
        starts[slot(target) + 1] = at + 1;
      });
    this.#starts = starts;
  }

  /** By tree: the bits of some wanted objects that it has, directly or below; as many words for each tree as they need. */
  masks({ from, to }: Span): Int32Array {
    const words = wordsOf({ from, to });
    const masks = new Int32Array(this.#trees * words);
    const wanted = Array.from({ length: to - from }, (_, bit) => this.#trees + from + bit);
    for (const [bit, node] of wanted.entries())
      for (let at = this.#starts[node] as number; at < (this.#starts[node + 1] as number); at++)
        addBit(masks, this.#parents[at] as number, bit, words);
    const places = Int32Array.from(this.#above(wanted), (tree) => this.#places[tree] as number).sort();
    for (let at = 0; at < places.length; at++) this.#pass(this.#upwards[places[at] as number] as number, masks, words);
    return masks;
  }

  /** Every tree that has any of these, directly or below. */
  #above(nodes: readonly number[]): number[] {
    const isSeen = new Uint8Array(this.#trees);
    const found: number[] = [];
    for (let at = -nodes.length; at < found.length; at++) {
      const node = (at < 0 ? nodes[at + nodes.length] : found[at]) as number;
      for (let next = this.#starts[node] as number; next < (this.#starts[node + 1] as number); next++) {
        const parent = this.#parents[next] as number;
        if (isSeen[parent] === 1) continue;
        isSeen[parent] = 1;
        found.push(parent);
      }
    }
    return found;
  }

  /** Gives the bits of a tree to those that have it. */
  #pass(tree: number, masks: Int32Array, words: number): void {
    for (let at = this.#starts[tree] as number, end = this.#starts[tree + 1] as number; at < end; at++)
      addRow(masks, tree, masks, this.#parents[at] as number, words);
  }
}
