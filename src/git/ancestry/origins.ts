import type { Ancestry } from './ancestry.js';
import { Numbers } from './numbers.js';
import { PairTable } from './pair-table.js';

/** A path at which an object stands, and the first commit that has it there. */
export interface ObjectOrigin {
  /** Position of the commit in the history, ancestors first; undefined for what a name leads to past all commits. */
  readonly order?: number;
  readonly commit?: string;
  /** The bytes of the path; undefined for what stands by itself: a commit, a tag, a blob that a tag names. */
  readonly path?: Buffer;
}

export interface ObjectOrigins {
  /** The first origin first. Objects that nothing leads to are not in it. */
  readonly origins: ReadonlyMap<string, readonly ObjectOrigin[]>;
  /** Trees that reachable commits have and that were not read. */
  readonly unreadTrees: ReadonlySet<string>;
  /** Files that reachable commits have and that are not here. */
  readonly missingFiles: ReadonlySet<string>;
  /** There are more paths than anybody would want to be told of: some are lacking. */
  readonly hasMorePaths: boolean;
}

/** A few trees that hold each other many times have more paths than there are atoms: no repository of people has so many. */
const MOST_VISITS = 1 << 23;
const MOST_PLACES = 10_000;

/**
 * For each wanted object every path it ever had, with the first commit that has it there; for a commit itself. What a
 * commit has and its parents have not is new in it, merges included: the first one of the whole order is such a commit.
 *
 * Each tree is looked into once for each path that it stands at: what it leads to there was told when it came first.
 *
 * @param targets what counts is what these lead to; by default all that any name leads to
 * @param most trees at paths that are looked into
 */
export function objectOrigins(ancestry: Ancestry, targets = ancestry.targets, most = MOST_VISITS): ObjectOrigins {
  const finder = new OriginFinder(ancestry, most);
  const { order, reachable, graph, wanted } = ancestry;
  const isIn = targets === ancestry.targets ? undefined : graph.reachedFrom(targets.map(({ commit }) => commit));
  for (let place = 0; place < order.length; place++) {
    const commit = order[place] as number;
    if (isIn === undefined ? place < reachable : isIn[commit] === 1) finder.enterCommit(commit, place);
  }
  for (const { tags, object } of targets) {
    for (const tag of tags) finder.addNamed(tag);
    if (object?.type === 'tree') finder.enterTree(object.id);
    else if (object !== undefined) finder.addNamed(object.id);
  }
  for (const id of wanted) {
    const commit = graph.ids.findHex(id);
    if (commit === -1) continue;
    const place = ancestry.places[commit] as number;
    if (isIn === undefined ? place < reachable : isIn[commit] === 1) finder.add(id, { order: place, commit: id });
  }
  return finder;
}

/** The path of the root, and the tree or place that there is none. */
const NONE = -1;

class OriginFinder implements ObjectOrigins {
  readonly origins = new Map<string, ObjectOrigin[]>();
  readonly unreadTrees = new Set<string>();
  readonly missingFiles = new Set<string>();
  hasMorePaths = false;
  readonly #ancestry: Ancestry;
  /** Paths, as the path of the folder and a name. */
  readonly #paths = new PairTable();
  /** Trees, and wanted objects with all bits turned, at paths. */
  readonly #seen = new PairTable();
  readonly #wanted: ReadonlySet<string>;
  readonly #ahead = new Numbers();
  readonly #most: number;

  constructor(ancestry: Ancestry, most: number) {
    this.#most = most;
    this.#ancestry = ancestry;
    this.#wanted = new Set(ancestry.wanted);
  }

  enterCommit(commit: number, place: number): void {
    const { contents, roots, graph, isBarren } = this.#ancestry;
    const root = roots[commit] as number;
    if (root === NONE) {
      const { idBytes } = graph.ids;
      const id = graph.trees.subarray(commit * idBytes, (commit + 1) * idBytes);
      if (!isBarren(id, 0)) this.#missTree(Buffer.from(id).toString('hex'));
    } else if (contents.leads(root)) this.#enter(root, commit, place);
  }

  /** A tree that a tag names. */
  enterTree(id: string): void {
    const { contents, isBarren } = this.#ancestry;
    const tree = contents.ids.findHex(id);
    if (tree === NONE) {
      if (!isBarren(Buffer.from(id, 'hex'), 0)) this.#missTree(id);
    } else this.#enter(tree, NONE, NONE);
  }

  /** An object that a name leads to, past all commits. */
  addNamed(id: string): void {
    if (this.#wanted.has(id) && !this.origins.has(id)) this.add(id, {});
  }

  add(id: string, origin: ObjectOrigin): void {
    const known = this.origins.get(id);
    if (known === undefined) this.origins.set(id, [origin]);
    else known.push(origin);
  }

  #missTree(id: string): void {
    const { emptyTree, missingFiles } = this.#ancestry;
    if (missingFiles.has(id)) this.missingFiles.add(id);
    else if (id !== emptyTree) this.unreadTrees.add(id);
  }

  #enter(root: number, commit: number, place: number): void {
    const { contents } = this.#ancestry;
    const ahead = this.#ahead;
    this.#visit(root, NONE);
    while (ahead.length > 0) {
      const path = ahead.pop();
      const tree = ahead.pop();
      if (!contents.isRead(tree)) this.#missTree(contents.ids.hex(tree));
      for (const entry of contents.entries(tree)) {
        const target = contents.target(entry);
        if (target >= 0 && !contents.leads(target)) continue;
        const known = this.#seen.count;
        const below = this.#paths.add(path, contents.nameNumber(entry));
        if (target >= 0) this.#visit(target, below);
        else if (this.#seen.add(target, below) === known) this.#addPlace(~target, below, commit, place);
      }
    }
  }

  #visit(tree: number, path: number): void {
    const known = this.#seen.count;
    if (known >= this.#most) this.hasMorePaths = true;
    if (known >= this.#most || this.#seen.add(tree, path) !== known) return;
    this.#ahead.push(tree);
    this.#ahead.push(path);
  }

  #addPlace(wanted: number, path: number, commit: number, place: number): void {
    const { graph, wanted: ids } = this.#ancestry;
    if (this.origins.get(ids[wanted] as string)?.length === MOST_PLACES) {
      this.hasMorePaths = true;
      return;
    }
    const at = commit === NONE ? {} : { order: place, commit: graph.ids.hex(commit) };
    this.add(ids[wanted] as string, { ...at, path: this.#pathBytes(path) });
  }

  #pathBytes(path: number): Buffer {
    const { contents } = this.#ancestry;
    const pieces: Uint8Array[] = [];
    for (let at = path; at !== NONE; at = this.#paths.first.at(at)) {
      if (pieces.length > 0) pieces.unshift(SLASH);
      pieces.unshift(contents.name(this.#paths.second.at(at)));
    }
    return Buffer.concat(pieces);
  }
}

const SLASH = Buffer.from('/');
