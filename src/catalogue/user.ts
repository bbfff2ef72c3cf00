import { type Catalogue, compile } from './compile.js';
import { type LoadedFile, loadPatternFiles } from './load.js';

/**
 * Reads somebody's own pattern file or folder. A pattern with the id of a shipped one takes its place.
 *
 * @param shipped the catalogue to add to
 * @throws PatternFileError with file and line when a pattern file cannot be used
 */
export function withUserPatterns(shipped: Catalogue, path: string): Catalogue {
  return withPatternFiles(shipped, loadPatternFiles(path));
}

/** The same for files that were read already. */
export function withPatternFiles(shipped: Catalogue, files: readonly LoadedFile[]): Catalogue {
  const own = compile(files);
  const replaced = new Set(own.patterns.map(({ id }) => id));
  return {
    patterns: [...shipped.patterns.filter(({ id }) => !replaced.has(id)), ...own.patterns],
    facts: [...shipped.facts.filter(({ id }) => !replaced.has(id)), ...own.facts],
  };
}
