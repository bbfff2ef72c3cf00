import { commitUnderWay, published } from '../git/commit-under-way.js';
import { scan } from '../scan.js';
import { StagedSource } from '../sources/staged.js';
import { EXIT, exitCode } from './exit-code.js';
import type { ScanCommandOptions } from './options.js';
import { policyHere } from './policy.js';
import { engineFor } from './policy-engine.js';
import { writeReport } from './report.js';

export interface MergeCommitOptions extends ScanCommandOptions {
  /** What git hands to a `prepare-commit-msg` hook; nothing as `pre-merge-commit`. */
  readonly words: readonly string[];
}

/**
 * `hushkey merge-commit`: commits that git makes itself and asks no pre-commit hook about: merges, cherry-picks, reverts
 * and rebases. As `prepare-commit-msg` it leaves every other commit to pre-commit.
 *
 * What is merged and others have already, as a remote-tracking ref tells, is not stopped here: to refuse a pull mends
 * nothing.
 */
export async function mergeCommit(options: MergeCommitOptions): Promise<number> {
  const { isGits, merged } = await commitUnderWay();
  if (options.words.length > 0 && !isGits) return EXIT.clean;
  const source = new StagedSource(undefined, await published(merged));
  const { policy, surroundings } = await policyHere(options);
  const { engine, facts, tellProblems } = await engineFor(policy, options);
  const result = await scan(source, engine, { policy, surroundings });
  tellProblems();
  return writeReport({ result, command: 'merge-commit', facts, options, code: exitCode(result) });
}
