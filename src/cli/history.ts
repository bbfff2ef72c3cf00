import { ObjectReader } from '../git/object-reader.js';
import { likelyTopLevel } from '../git/working-tree.js';
import { scan } from '../scan.js';
import { HistorySource } from '../sources/history.js';
import { committedText } from '../sources/own-values/committed.js';
import { foldersWithValues } from '../sources/own-values/history-folders.js';
import { loadEngine } from './engine.js';
import { exitCode } from './exit-code.js';
import { type KnownSecrets, knownSecrets } from './known.js';
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

async function knownHere(): Promise<KnownSecrets> {
  const objects = new ObjectReader();
  try {
    return await knownSecrets({
      folders: foldersWithValues(likelyTopLevel()),
      committed: (path) => committedText(objects, path),
    });
  } finally {
    objects.close();
  }
}
