import { present, trackedTips } from '../git/range/known-tips.js';
import { pushedRefs } from '../git/range/ref-updates.js';
import { checkGitVersion } from '../git/version.js';
import { scanRange } from '../scan-range.js';
import { loadEngine } from './engine.js';
import { exitCode } from './exit-code.js';
import { knownHere } from './known-here.js';
import { tuneForLongRun } from './long-run.js';
import type { ScanCommandOptions } from './options.js';
import { policyHere } from './policy.js';
import { rangeOf } from './pushed-range.js';
import { writeReport } from './report.js';
import { say } from './say.js';
import { standardInput } from './standard-input.js';
import { UsageError } from './usage-error.js';

export interface PrePushOptions extends ScanCommandOptions {
  /** The name of the remote, or its address when it has none. */
  readonly remote?: string | undefined;
}

/** `hushkey pre-push`: what a push would bring to a remote. */
export async function prePush(options: PrePushOptions): Promise<number> {
  tuneForLongRun();
  await checkGitVersion();
  const updates = pushedRefs(await standardInput('pre-push'));
  if (updates === undefined) throw new UsageError('what came on standard input is not what git tells a pre-push hook');
  const theirs = [...(await trackedTips(options.remote ?? '')), ...updates.flatMap(({ before }) => before ?? [])];
  const { policy, surroundings } = await policyHere(options);
  const known = policy.settings.known?.value ? await knownHere() : undefined;
  const { engine, facts } = await loadEngine({ packs: policy.packs, paths: options.patterns }, known);
  const { result } = await scanRange(rangeOf(updates, await present(theirs)), engine, { policy, surroundings });
  if (!options.quiet) for (const problem of known?.problems ?? []) say(problem);
  return writeReport({ result, command: 'pre-push', facts, options, code: exitCode(result) });
}
