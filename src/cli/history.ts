import type { FetchOptions } from '../git/fetch-missing.js';
import { type HistoryOptions, scanHistory } from '../history/scan-history.js';
import type { Result } from '../policy/result.js';
import { count } from '../report/summary.js';
import type { LoadedRecipe } from './engine.js';
import { exitCode } from './exit-code.js';
import { selectionOf } from './history-selection.js';
import { endNow, interruptSignal } from './interrupt.js';
import { tuneForLongRun } from './long-run.js';
import type { ScanCommandOptions } from './options.js';
import { isWidest, policyHere } from './policy.js';
import { recipeFor } from './policy-engine.js';
import { type Progress, progressOn } from './progress.js';
import { writeReport } from './report.js';
import { listenForClosedStderr, say } from './say.js';
import type { SelectionOptions } from './selection-options.js';
import { UsageError } from './usage-error.js';

interface HistoryCommandOptions extends ScanCommandOptions, SelectionOptions {
  /** How many threads search; undefined leaves it to the machine. */
  readonly threads?: number | undefined;
  /** Remember this scan, so that the next one reads only what is new. */
  readonly cache: boolean;
  /** Fetch what a partial clone left out, and scan it too. */
  readonly fetchMissing?: boolean | undefined;
}

/** More than this is a typing error. */
const MOST_THREADS = 256;

/** `hushkey history`: everything that the object database holds. */
export async function history(options: HistoryCommandOptions): Promise<number> {
  const { threads = 1 } = options;
  if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS)
    throw new UsageError(`--threads is a whole number from 1 to ${MOST_THREADS}`);
  tuneForLongRun();
  const selection = await selectionOf(options);
  const { policy, surroundings } = await policyHere(options);
  const { recipe, facts, tellProblems } = await recipeFor(policy, options);
  const isAll = Object.keys(selection).length === 0 && isWidest(policy.settings);
  const around = { ...surroundings, fromTop: undefined, looked: isAll ? ('history' as const) : undefined };
  const { result, isStopped } = await scanned(recipe, options, { selection, policy, surroundings: around });
  tellProblems();
  const code = await writeReport({ result, command: 'history', facts, options, code: exitCode(result) });
  if (isStopped()) endNow(code);
  return code;
}

async function scanned(
  recipe: LoadedRecipe['recipe'],
  options: HistoryCommandOptions,
  how: Pick<HistoryOptions, 'selection' | 'policy' | 'surroundings'>,
): Promise<{ result: Result; isStopped: () => boolean }> {
  let signal: AbortSignal | undefined;
  const interrupt = () => {
    signal = interruptSignal();
    return signal;
  };
  listenForClosedStderr();
  const progress: Progress | undefined = options.quiet ? undefined : progressOn(process.stderr);
  const onProgress = (done: number, all: number) => progress?.update(done, all);
  try {
    const fetch = options.fetchMissing ? fetchOptions(options.quiet) : undefined;
    const cache = options.cache ? { warn: say, note: options.quiet ? () => {} : say } : undefined;
    const result = await scanHistory(recipe, { ...how, threads: options.threads, interrupt, onProgress, fetch, cache });
    return { result, isStopped: () => signal?.aborted ?? false };
  } finally {
    progress?.end();
  }
}

/** Git asks for a password on the terminal, where there is one. */
function fetchOptions(quiet: boolean): FetchOptions {
  const onFetch = (objects: number, remote: string) =>
    say(`fetching ${count(objects, 'object')} that this clone left out, from ${remote}`);
  return { mayAsk: process.stdin.isTTY && process.stderr.isTTY, ...(!quiet && { onFetch }) };
}
