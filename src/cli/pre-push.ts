import { present, trackedTips } from '../git/range/known-tips.js';
import { pushedRefs } from '../git/range/ref-updates.js';
import { checkGitVersion } from '../git/version.js';
import { scanRange } from '../scan-range.js';
import { exitCode } from './exit-code.js';
import { tuneForLongRun } from './long-run.js';
import type { ScanCommandOptions } from './options.js';
import { policyHere } from './policy.js';
import { engineFor } from './policy-engine.js';
import { rangeOf } from './pushed-range.js';
import { writeReport } from './report.js';
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
  const { engine, facts, tellProblems } = await engineFor(policy, options);
  const { result } = await scanRange(rangeOf(updates, await present(theirs)), engine, { policy, surroundings });
  tellProblems();
  return writeReport({ result, command: 'pre-push', facts, options, code: exitCode(result) });
}
