import type { Argv } from 'yargs';
import { afterDashes, ownPatterns, reportOptions } from './command-options.js';
import { SEVERITIES } from './options.js';

/**
 * The commands below `hushkey patterns`.
 *
 * @param done takes the exit code
 */
export function patternsCommands<T>(y: Argv<T>, done: (code: number) => void) {
  return y
    .command(
      '$0 [words..]',
      'list them, or those that have all of these words in their name, provider, id, variable or prefix',
      (z) =>
        ownPatterns(reportOptions(z))
          .positional('words', { type: 'string', array: true, describe: 'parts of a name, in any case' })
          .option('category', { type: 'string', requiresArg: true, describe: 'only those of this category' })
          .option('severity', { choices: SEVERITIES, requiresArg: true, describe: 'only those of this severity' }),
      async (args) => {
        const words = [...(args.words ?? []), ...afterDashes(args)];
        done(await (await import('./patterns.js')).patterns({ ...args, words }));
      },
    )
    .command(
      'show <id>',
      'all that is known of one',
      (z) => ownPatterns(reportOptions(z)).positional('id', { type: 'string', demandOption: true }),
      async (args) => done(await (await import('./patterns-show.js')).patternsShow(args)),
    )
    .command(
      'test <paths..>',
      'try the examples of pattern files, for their authors',
      (z) =>
        ownPatterns(reportOptions(z)).positional('paths', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'pattern files, or folders of them',
        }),
      async (args) => done(await (await import('./patterns-test.js')).patternsTest(args)),
    );
}
