import { type ObjectFormat, objectId } from '../packs/object-format.js';
import type { Unread, WholeObject } from '../packs/stored-object.js';
import type { CollectedCommits } from './commit-collector.js';
import { CommitGraph } from './commit-graph.js';
import { mergedTrees } from './merged-trees.js';
import { followTip, type TipTarget } from './tip-targets.js';
import type { Tip, Tips } from './tips.js';
import { type BarrenTrees, TreeContents } from './tree-contents.js';
import type { CollectedTrees } from './tree-rows.js';

/** What passes over an object database brought together, by however many threads. */
export interface AncestryParts {
  readonly format: ObjectFormat;
  readonly commits: readonly CollectedCommits[];
  /** Of tree collectors with the same wanted objects in the same order. */
  readonly trees: readonly [CollectedTrees, ...CollectedTrees[]];
  /** Ids of any objects, each once: those that tree collectors were made with. */
  readonly wanted: readonly string[];
  readonly tips: Tips;
  /** Commits whose parents are known not to be here: those at the boundary of a shallow clone. */
  readonly boundary: ReadonlySet<string>;
  /** Files that trees name and that are known not to be here; in these trees they stand for folders that were not read. */
  readonly missingFiles?: ReadonlySet<string>;
  /** Trees that were read before, that lead to nothing and that no collector has taken; by default none. */
  readonly isBarren?: BarrenTrees | undefined;
  /** Reads any object by its id. */
  readonly read: (id: string) => WholeObject | Unread;
}

/** The commits, trees and names of a repository, put together. */
export class Ancestry {
  readonly graph: CommitGraph;
  readonly contents: TreeContents;
  readonly tips: readonly Tip[];
  /** Where the names lead, in their order. */
  readonly targets: readonly TipTarget[];
  readonly wanted: readonly string[];
  readonly head: number;
  /** Commits that names lead to, ancestors first, and behind them those that nothing leads to. */
  readonly order: Int32Array;
  /** How many of them names lead to. */
  readonly reachable: number;
  /** By commit: its place in the order. */
  readonly places: Int32Array;
  /** By commit: the number of its tree; -1 when nothing is known of it. */
  readonly roots: Int32Array;
  /** Ids of commits and tags that something reachable names, and that were not read. */
  readonly missing: ReadonlySet<string>;
  readonly missingFiles: ReadonlySet<string>;
  readonly isBarren: BarrenTrees;
  /** Its id: git knows that tree also where nobody has stored it. */
  readonly emptyTree: string;

  constructor({ format, commits, trees, wanted, tips, boundary, missingFiles, isBarren, read }: AncestryParts) {
    this.missingFiles = missingFiles ?? new Set();
    this.isBarren = isBarren ?? (() => false);
    this.graph = new CommitGraph(commits, format.idBytes);
    this.emptyTree = objectId(format, 'tree', EMPTY).toString('hex');
    this.contents = new TreeContents(mergedTrees(trees), this.emptyTree, this.isBarren);
    this.wanted = wanted;
    this.tips = tips.tips;
    this.targets = tips.tips.map((tip) => followTip(tip, this.graph, read));
    this.head = tips.head === undefined ? -1 : this.graph.ids.findHex(tips.head);
    const isReached = this.graph.reachedFrom(this.targets.map(({ commit }) => commit));
    const reached = this.graph.inOrder(isReached);
    const others = this.graph.inOrder(isReached.map((bit) => 1 - bit));
    this.reachable = reached.length;
    this.order = new Int32Array(this.graph.count);
    this.order.set(reached);
    this.order.set(others, reached.length);
    this.places = new Int32Array(this.graph.count);
    for (const [place, commit] of this.order.entries()) this.places[commit] = place;
    this.roots = Int32Array.from(this.places, (_, commit) =>
      this.contents.find(this.graph.trees, commit * format.idBytes),
    );
    this.missing = this.#findMissing(boundary);
  }

  #findMissing(boundary: ReadonlySet<string>): Set<string> {
    const missing = new Set(this.targets.flatMap(({ unread }) => unread ?? []));
    if (this.graph.isWhole) return missing;
    for (const commit of this.order.subarray(0, this.reachable)) {
      const parents = this.graph.missingParents(commit);
      if (parents.length > 0 && !boundary.has(this.graph.ids.hex(commit)))
        for (const parent of parents) missing.add(parent);
    }
    return missing;
  }
}

const EMPTY = new Uint8Array(0);
