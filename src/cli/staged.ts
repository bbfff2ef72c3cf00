import { scan } from '../scan.js';
import { StagedSource } from '../sources/staged.js';
import { loadEngine } from './engine.js';
import { exitCode } from './exit-code.js';
import { knownSecrets, type Surroundings } from './known.js';
import { literalPaths } from './literal-paths.js';
import type { ScanCommandOptions } from './options.js';
import { writeReport } from './report.js';
import { say } from './say.js';

export interface StagedOptions extends ScanCommandOptions {
  /** Files to look at, as lint-staged hands them over; all that is staged when empty. */
  readonly paths: readonly string[];
}

/** `hushkey staged`: the pre-commit hook. */
export async function staged(options: StagedOptions): Promise<number> {
  const source = new StagedSource(await literalPaths(options.paths));
  try {
    const known = options.known === false ? undefined : source.begin().then(() => knownSecrets(surroundingsOf(source)));
    known?.catch(() => {}); // Awaited below, unless the engine is not to be had.
    const { engine, facts } = await loadEngine(options.patterns, known);
    const result = await scan(source, engine, options);
    if (!options.quiet) {
      for (const path of source.notStaged) say(`not staged, so not scanned: "${path}"`);
      for (const problem of (await known)?.problems ?? []) say(problem);
    }
    return await writeReport({ result, command: 'staged', facts, options, code: exitCode(result) });
  } finally {
    await source.close();
  }
}

function surroundingsOf(source: StagedSource): Surroundings {
  return { folders: source.folders(), committed: (path) => source.committed(path) };
}
