import { scan } from '../scan.js';
import { HistorySource } from '../sources/history.js';
import { loadEngine } from './engine.js';
import { exitCode } from './exit-code.js';
import type { ScanCommandOptions } from './options.js';
import { writeReport } from './report.js';

/** `hushkey history`: everything that the object database holds. */
export async function history(options: ScanCommandOptions): Promise<number> {
  const { engine, facts } = await loadEngine(options.patterns);
  const result = await scan(new HistorySource(), engine, options);
  return writeReport({ result, command: 'history', facts, options, code: exitCode(result) });
}
