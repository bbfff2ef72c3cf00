import { statSync } from 'node:fs';
import { messageCleanup } from '../git/commit-message.js';
import { scan } from '../scan.js';
import { MessageSource } from '../sources/message.js';
import { exitCode } from './exit-code.js';
import type { ScanCommandOptions } from './options.js';
import { policyHere } from './policy.js';
import { engineFor } from './policy-engine.js';
import { writeReport } from './report.js';
import { UsageError } from './usage-error.js';

export interface CommitMsgOptions extends ScanCommandOptions {
  /** The file with the message, as git names it. */
  readonly file: string;
}

/** `hushkey commit-msg FILE`: the message of a commit that is about to be made. */
export async function commitMsg(options: CommitMsgOptions): Promise<number> {
  const { file } = options;
  if (statSync(file, { throwIfNoEntry: false }) === undefined) throw new UsageError(`there is no file "${file}"`);
  const { policy, surroundings } = await policyHere(options);
  const { engine, facts, tellProblems } = await engineFor(policy, options);
  const result = await scan(new MessageSource(file, await messageCleanup()), engine, { policy, surroundings });
  tellProblems();
  return writeReport({ result, command: 'commit-msg', facts, options, code: exitCode(result) });
}
