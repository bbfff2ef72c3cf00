import { scan } from '../scan.js';
import { StagedSource } from '../sources/staged.js';
import { loadEngine } from './engine.js';
import { exitCode } from './exit-code.js';
import { knownSecrets, type Surroundings } from './known.js';
import { literalPaths } from './literal-paths.js';
import type { ScanCommandOptions } from './options.js';
import { policyHere } from './policy.js';
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
    // Git is asked first, and is at work while configuration and ignore file are read.
    const begun = source.begin();
    const { policy, surroundings } = await policyHere(options);
    const known =
      policy.settings.known?.value === false ? undefined : begun.then(() => knownSecrets(surroundingsOf(source)));
    known?.catch(() => {}); // Awaited below, unless the engine is not to be had.
    const { engine, facts } = await loadEngine({ packs: policy.packs, paths: options.patterns }, known);
    const result = await scan(source, engine, { policy, surroundings: { has: surroundings.has } });
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
