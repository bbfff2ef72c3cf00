import { scanHistory } from '../history/scan-history.js';
import { loadRecipe } from './engine.js';
import { exitCode } from './exit-code.js';
import { knownHere } from './known-here.js';
import type { ScanCommandOptions } from './options.js';
import { writeReport } from './report.js';
import { say } from './say.js';

interface HistoryCommandOptions extends ScanCommandOptions {
  /** How many threads search; undefined leaves it to the machine. */
  readonly threads?: number | undefined;
}

/** `hushkey history`: everything that the object database holds. */
export async function history(options: HistoryCommandOptions): Promise<number> {
  const known = options.known ? await knownHere() : undefined;
  const { recipe, facts } = await loadRecipe(options.patterns, known);
  const result = await scanHistory(recipe, options);
  if (!options.quiet) for (const problem of known?.problems ?? []) say(problem);
  return writeReport({ result, command: 'history', facts, options, code: exitCode(result) });
}
