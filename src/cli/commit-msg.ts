import { statSync } from 'node:fs';
import { messageCleanup } from '../git/commit-message.js';
import { scan } from '../scan.js';
import { MessageSource } from '../sources/message.js';
import { loadEngine } from './engine.js';
import { exitCode } from './exit-code.js';
import { knownHere } from './known-here.js';
import type { ScanCommandOptions } from './options.js';
import { policyHere } from './policy.js';
import { writeReport } from './report.js';
import { say } from './say.js';
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
  const known = policy.settings.known?.value ? await knownHere() : undefined;
  const { engine, facts } = await loadEngine({ packs: policy.packs, paths: options.patterns }, known);
  const result = await scan(new MessageSource(file, await messageCleanup()), engine, { policy, surroundings });
  if (!options.quiet) for (const problem of known?.problems ?? []) say(problem);
  return writeReport({ result, command: 'commit-msg', facts, options, code: exitCode(result) });
}
