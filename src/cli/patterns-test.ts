import { isAbsolute, relative } from 'node:path';
import { type LoadedFile, loadPatternFiles } from '../catalogue/load.js';
import { provePatternFile } from '../catalogue/prove.js';
import { withPatternFiles } from '../catalogue/user.js';
import { Engine } from '../detect/engine.js';
import { promisesJson } from '../report/patterns-json.js';
import { promisesText } from '../report/promises-text.js';
import { loadCatalogue, ownPatternsOf } from './catalogue.js';
import { EXIT } from './exit-code.js';
import { printOrWrite } from './output.js';
import type { PatternsOptions } from './patterns.js';

interface TestOptions extends PatternsOptions {
  /** Pattern files, or folders of them. */
  readonly paths: readonly string[];
}

/** `hushkey patterns test PATH…`: the examples of pattern files, tried among the shipped patterns. */
export async function patternsTest(options: TestOptions): Promise<number> {
  const files = options.paths.flatMap(loadPatternFiles).map(named);
  const { patterns } = withPatternFiles(await loadCatalogue(await ownPatternsOf(options)), files);
  const engine = new Engine(patterns);
  const proofs = files.flatMap((file) => [...provePatternFile(file, engine)]);
  const kept = proofs.every(({ broken }) => broken.length === 0);
  const code = kept ? EXIT.clean : EXIT.found;
  if (options.format === 'json') return printOrWrite(promisesJson(proofs), options, code);
  if (kept && options.quiet && options.output === undefined) return code;
  return printOrWrite((colour) => promisesText(proofs, colour), options, code);
}

/** A file of a folder is read by its whole path, and named by the shorter one where it lies below. */
function named(loaded: LoadedFile): LoadedFile {
  const path = relative('', loaded.file);
  return { ...loaded, file: path.startsWith('..') || isAbsolute(path) ? loaded.file : path };
}
