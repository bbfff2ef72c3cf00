import { scan } from '../scan.js';
import { HistorySource } from '../sources/history.js';
import { loadEngine } from './engine.js';
import { exitCode } from './exit-code.js';
import { knownHere } from './known-here.js';
import type { ScanCommandOptions } from './options.js';
import { writeReport } from './report.js';
import { say } from './say.js';

/** `hushkey history`: everything that the object database holds. */
export async function history(options: ScanCommandOptions): Promise<number> {
  const known = options.known ? await knownHere() : undefined;
  const { engine, facts } = await loadEngine(options.patterns, known);
  const result = await scan(new HistorySource(), engine, options);
  if (!options.quiet) for (const problem of known?.problems ?? []) say(problem);
  return writeReport({ result, command: 'history', facts, options, code: exitCode(result) });
}
