import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { topLevel } from '../git/top-level.js';
import { scan } from '../scan.js';
import { StagedSource } from '../sources/staged.js';
import { loadEngine } from './engine.js';
import { exitCode } from './exit-code.js';
import type { ScanCommandOptions } from './options.js';
import { writeReport } from './report.js';
import { UsageError } from './usage-error.js';

export interface StagedOptions extends ScanCommandOptions {
  /** Files to look at, as lint-staged hands them over; all that is staged when empty. */
  readonly paths: readonly string[];
}

/** `hushkey staged`: the pre-commit hook. */
export async function staged(options: StagedOptions): Promise<number> {
  const source = new StagedSource(await literalPaths(options.paths));
  const { engine, facts } = await loadEngine(options.patterns);
  const result = await scan(source, engine, { minConfidence: options.minConfidence });
  if (!options.quiet)
    for (const path of source.notStaged)
      process.stderr.write(`hushkey: not staged, so not scanned: ${JSON.stringify(path.toString())}\n`);
  return writeReport({ result, command: 'staged', facts, options, code: exitCode(result) });
}

/** What Node puts in place of bytes that are no UTF-8: such a path cannot be told apart from others any more. */
const REPLACEMENT = '\ufffd';

/**
 * Paths as git names them: from the top level, with slashes. They are literal, `[id].ts` is no pattern.
 *
 * @returns undefined for everything: no path was named, or one that Node could not hand over unharmed, and leaving a
 *   file out must never be the answer to that
 */
async function literalPaths(paths: readonly string[]): Promise<Buffer[] | undefined> {
  if (paths.length === 0 || paths.some((path) => path.includes(REPLACEMENT))) return undefined;
  const top = await topLevel();
  return paths.map((path) => Buffer.from(insideOf(top, path).split(sep).join('/')));
}

function insideOf(top: string, path: string): string {
  const absolute = resolve(path);
  for (const candidate of [absolute, withRealFolder(absolute)]) {
    const inside = relative(top, candidate);
    if (!inside.startsWith('..') && !isAbsolute(inside)) return inside;
  }
  throw new UsageError(`${JSON.stringify(path)} is not in this repository (${top})`);
}

/** The same file through the real path of its folder: git's top level has no symbolic links in it. */
function withRealFolder(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path; // A folder that is not there any more can still have staged deletions.
  }
}
