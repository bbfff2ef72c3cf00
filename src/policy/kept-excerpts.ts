import type { Excerpt } from './finding.js';

/**
 * Excerpts as they are kept until the scan ends. Which version of a file came first is known only then, so every version
 * has one; mostly the same, because the line of a secret seldom changes. Equal ones are kept once.
 */
export class KeptExcerpts {
  readonly #kept = new Map<string, Excerpt>();

  keep({ before, after }: Excerpt): Excerpt {
    const key = `${before}\0${after}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const excerpt = { before: flat(before), after: flat(after) };
    this.#kept.set(`${excerpt.before}\0${excerpt.after}`, excerpt);
    return excerpt;
  }
}

/** A slice of a string holds the whole of it in memory, ten times as much here; a copy does not. */
function flat(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
