import type { BarrenTrees } from '../git/ancestry/tree-contents.js';
import type { CollectedHistory } from '../sources/history.js';
import type { KnownAncestry } from './cache/known-ancestry.js';
import type { Collected } from './hands.js';
import type { FoundName } from './name-search.js';

/** What passes brought together, in whatever threads. */
export class CollectedParts {
  /** A thread broke off, and what it had collected is lost. */
  isLost = false;
  /** More is not here than was noted. */
  isLacking = false;
  /** Trees of which it is known from before that they lead to nothing. */
  isBarren: BarrenTrees | undefined;
  #parts: readonly Collected[] = [];

  add(parts: readonly Collected[]): void {
    this.#parts = [...this.#parts, ...parts];
    this.isLacking ||= parts.some((part) => part.isLacking);
  }

  /** Names of files and folders in which something was found. */
  get names(): FoundName[] {
    return this.#parts.flatMap((part) => part.names);
  }

  /**
   * Adds what was remembered, and not collected.
   *
   * @param wanted ids, in the order in which collectors had them
   * @param withTrees trees too: only new ones were collected
   */
  recall(known: KnownAncestry, wanted: readonly string[], withTrees: boolean): void {
    const some = { missing: [], isLacking: false, names: [] };
    this.add([{ ...some, commits: known.commits() }]);
    if (!withTrees) return;
    this.add([{ ...some, trees: known.trees(wanted), missing: known.missing }]);
    this.isBarren = known.isRead;
  }

  /** Trees are going to be read once more. */
  forgetTrees(): void {
    this.#parts = this.#parts.filter(({ trees }) => trees === undefined);
  }

  /** All of it; undefined when something was lost. */
  get whole(): CollectedHistory | undefined {
    const all = this.#parts.flatMap(({ trees }) => trees ?? []);
    const filled = all.filter(({ rowEnds }) => rowEnds.length > 0);
    const [first, ...more] = filled.length > 0 ? filled : all.slice(0, 1);
    if (first === undefined || this.isLost) return undefined;
    return {
      commits: this.#parts.flatMap(({ commits }) => commits ?? []),
      trees: [first, ...more],
      missing: new Set(this.#parts.flatMap(({ missing }) => missing)),
      isLacking: this.isLacking,
      isBarren: this.isBarren,
    };
  }
}
