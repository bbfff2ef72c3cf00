import type { Argv } from 'yargs';
import { afterDashes, scanOptions } from './command-options.js';
import type { RequestedReport } from './options.js';
import { RECEIVE_LIMITS } from './receive-limits.js';

/**
 * The commands that git's other hooks run.
 *
 * @param reports which reports were asked for
 * @param ended told the exit code
 */
export function gateCommands<T>(y: Argv<T>, reports: () => RequestedReport[], ended: (code: number) => void): Argv<T> {
  return y
    .command(
      'pre-push [remote] [url]',
      'scan what a push would bring to a remote; the pre-push hook, which git tells the rest on standard input',
      (z) =>
        scanOptions(z)
          .positional('remote', { type: 'string', describe: 'the name of the remote, as git gives it' })
          .positional('url', { type: 'string', describe: 'its address, as git gives it' }),
      async (args) => ended(await (await import('./pre-push.js')).prePush({ ...args, reports: reports() })),
    )
    .command(
      'pre-receive',
      'scan what was pushed to this server; the pre-receive hook, which git tells the rest on standard input',
      (z) =>
        scanOptions(z)
          .option('max-objects', limit(RECEIVE_LIMITS.maxObjects, 'refuse a push with more objects'))
          .option('max-bytes', limit(RECEIVE_LIMITS.maxBytes, 'refuse a push with more bytes, unpacked'))
          .option('max-seconds', limit(RECEIVE_LIMITS.maxSeconds, 'refuse a push that takes longer to scan')),
      async (args) => ended(await (await import('./pre-receive.js')).preReceive({ ...args, reports: reports() })),
    )
    .command(
      'commit-msg <file>',
      'scan the message of a commit that is about to be made; the commit-msg hook',
      (z) =>
        scanOptions(z).positional('file', { type: 'string', demandOption: true, describe: 'the file that git names' }),
      async (args) => ended(await (await import('./commit-msg.js')).commitMsg({ ...args, reports: reports() })),
    )
    .command(
      'merge-commit [words..]',
      'scan commits that pre-commit does not see: merges, cherry-picks, reverts, rebases; as prepare-commit-msg and pre-merge-commit',
      (z) =>
        scanOptions(z).positional('words', {
          type: 'string',
          array: true,
          describe: 'what git gives prepare-commit-msg',
        }),
      async (args) => {
        const words = [...(args.words ?? []), ...afterDashes(args)];
        ended(await (await import('./merge-commit.js')).mergeCommit({ ...args, words, reports: reports() }));
      },
    );
}

function limit(most: number, describe: string) {
  return { type: 'number', requiresArg: true, default: most, describe } as const;
}
