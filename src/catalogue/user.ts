import { type Catalogue, compile } from './compile.js';
import { type LoadedFile, loadPatternFiles } from './load.js';

/**
 * Reads somebody's own pattern files or folders. A pattern with the id of a shipped one takes its place, and so does one of a
 * later file or folder: in a pack of its own an id stands once.
 *
 * @param shipped the catalogue to add to
 * @throws PatternFileError with file and line when a pattern file cannot be used
 */
export function withUserPatterns(shipped: Catalogue, paths: readonly string[]): Catalogue {
  return paths.map((path) => loadPatternFiles(path)).reduce(withPatternFiles, shipped);
}

/** The same for the files of one pack, which were read already. */
export function withPatternFiles(shipped: Catalogue, files: readonly LoadedFile[]): Catalogue {
  const own = compile(files);
  const replaced = new Set(own.patterns.map(({ id }) => id));
  return {
    patterns: [...shipped.patterns.filter(({ id }) => !replaced.has(id)), ...own.patterns],
    facts: [...shipped.facts.filter(({ id }) => !replaced.has(id)), ...own.facts],
  };
}
