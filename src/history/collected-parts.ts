import type { CollectedHistory } from '../sources/history.js';
import type { Collected } from './hands.js';

/** What passes brought together, in whatever threads. */
export class CollectedParts {
  /** A thread broke off, and what it had collected is lost. */
  isLost = false;
  /** More is not here than was noted. */
  isLacking = false;
  #parts: readonly Collected[] = [];

  add(parts: readonly Collected[]): void {
    this.#parts = [...this.#parts, ...parts];
    this.isLacking ||= parts.some((part) => part.isLacking);
  }

  /** Names of files and folders in which something was found, each once. */
  get names(): string[] {
    return [...new Set(this.#parts.flatMap(({ names }) => names))];
  }

  /** Trees are going to be read once more. */
  forgetTrees(): void {
    this.#parts = this.#parts.filter(({ trees }) => trees === undefined);
  }

  /** All of it; undefined when something was lost. */
  get whole(): CollectedHistory | undefined {
    const [first, ...more] = this.#parts.flatMap(({ trees }) => trees ?? []);
    if (first === undefined || this.isLost) return undefined;
    return {
      commits: this.#parts.flatMap(({ commits }) => commits ?? []),
      trees: [first, ...more],
      missing: new Set(this.#parts.flatMap(({ missing }) => missing)),
      isLacking: this.isLacking,
    };
  }
}
