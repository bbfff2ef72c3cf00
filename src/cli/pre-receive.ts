import { policyAt } from '../gate/range-policy.js';
import { ownTips, present } from '../git/range/known-tips.js';
import { receivedRefs } from '../git/range/ref-updates.js';
import { objectOf } from '../git/revision.js';
import { checkGitVersion } from '../git/version.js';
import type { Policy } from '../policy/policy.js';
import { scanRange } from '../scan-range.js';
import { RangeLimitError } from '../sources/range-limits.js';
import { loadEngine } from './engine.js';
import { EXIT, exitCode } from './exit-code.js';
import { tuneForLongRun } from './long-run.js';
import type { ScanCommandOptions } from './options.js';
import { explicitIn } from './policy.js';
import { PolicyFiles } from './policy-files.js';
import { rangeOf } from './pushed-range.js';
import { writeReport } from './report.js';
import { say } from './say.js';
import { standardInput } from './standard-input.js';
import { UsageError } from './usage-error.js';

export interface PreReceiveOptions extends ScanCommandOptions {
  readonly maxObjects: number;
  /** Bytes, unpacked. */
  readonly maxBytes: number;
  readonly maxSeconds: number;
}

/**
 * `hushkey pre-receive`: what was pushed to this server, while it lies in quarantine. The environment that git gives its
 * hooks says where that is, and every git that we start has it.
 * https://git-scm.com/docs/git-receive-pack#_quarantine_environment
 */
export async function preReceive(options: PreReceiveOptions): Promise<number> {
  const limits = limitsOf(options);
  tuneForLongRun();
  await checkGitVersion();
  const updates = receivedRefs(await standardInput('pre-receive'));
  if (updates === undefined)
    throw new UsageError('what came on standard input is not what git tells a pre-receive hook');
  const policy = await serverPolicy(options);
  const { engine, facts } = await loadEngine({ packs: policy.packs, paths: options.patterns });
  try {
    const range = rangeOf(updates, await present(await ownTips()));
    const { result } = await scanRange(range, engine, { policy, limits });
    return await writeReport({ result, command: 'pre-receive', facts, options, code: exitCode(result) });
  } catch (error) {
    if (!(error instanceof RangeLimitError)) throw error;
    say(
      `push refused, it cannot be scanned here: ${error.message}; push it in parts, or ask whoever runs this server to raise its limits`,
    );
    return EXIT.gaps;
  }
}

/** What the branch says that everybody gets: a push cannot excuse itself. @throws PolicyError when it cannot be used */
async function serverPolicy(options: PreReceiveOptions): Promise<Policy> {
  const folder = process.cwd();
  const readElsewhere = new PolicyFiles(folder).read;
  return policyAt(await objectOf('HEAD^{commit}'), { ...explicitIn(options, folder), readElsewhere });
}

/** @throws UsageError when one of them is no limit */
function limitsOf({ maxObjects, maxBytes, maxSeconds }: PreReceiveOptions) {
  for (const [name, value] of Object.entries({ objects: maxObjects, bytes: maxBytes, seconds: maxSeconds }))
    if (!(value > 0)) throw new UsageError(`--max-${name} is a number above 0`);
  // Node counts the milliseconds of a timer in 31 bits.
  return { objects: maxObjects, bytes: maxBytes, milliseconds: Math.min(maxSeconds * 1000, 2 ** 31 - 1) };
}
