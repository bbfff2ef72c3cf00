import yargs, { type Argv } from 'yargs';
import manifest from '../../package.json' with { type: 'json' };
import { archiveOptions } from './archive-options.js';
import { ciOptions } from './ci-options.js';
import {
  afterDashes,
  confidenceOptions,
  configuration,
  ownPatterns,
  reportOptions,
  scanOptions,
} from './command-options.js';
import { gateCommands } from './gate-commands.js';
import { patternsCommands } from './patterns-commands.js';
import { requestedReports } from './requested-reports.js';
import { selectionOptions } from './selection-options.js';
import { UsageError } from './usage-error.js';
import { usageSentence } from './usage-sentence.js';

/**
 * The full command line: every command with its options, help and messages. A command's own code is loaded when the
 * command is run.
 *
 * @returns the exit code
 * @throws UsageError when the words make no sense
 */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  let code = 0;
  const words = normalised(argv);
  const parser = yargs()
    .scriptName('hushkey')
    .usage('$0 <command>\n\nKeeps secrets out of git: before the commit, after an incident, in CI.')
    .version(manifest.version)
    .locale('en')
    .parserConfiguration({ 'populate--': true })
    .middleware((args): void => {
      refuseOtherThanYesOrNo(words, new Set(known(parser).boolean));
      lastOfEach(args, listOptions(parser));
    }, true)
    .exitProcess(false)
    .wrap(100)
    .demandCommand(1, 'name a command; "hushkey --help" lists them')
    .recommendCommands()
    .strict()
    .command(
      'staged [paths..]',
      'scan what is staged; the pre-commit hook (also: hushkey --staged)',
      (y) =>
        scanOptions(y).positional('paths', {
          type: 'string',
          array: true,
          describe: 'only these files; literal paths, as lint-staged gives them',
        }),
      async (args) => {
        const paths = [...(args.paths ?? []), ...afterDashes(args)];
        code = await (await import('./staged.js')).staged({ ...args, reports: requestedReports(words), paths });
      },
    )
    .command(
      'history',
      'scan everything the repository ever held: every blob, commit message and tag',
      (y) =>
        selectionOptions(scanOptions(y))
          .option('threads', {
            type: 'number',
            requiresArg: true,
            describe: 'how many threads search; by default as many as the machine runs at once',
          })
          .option('fetch-missing', {
            type: 'boolean',
            default: false,
            describe: 'first fetch what a partial clone left out; nothing is ever fetched otherwise',
          })
          .option('cache', {
            type: 'boolean',
            default: true,
            describe: 'remember below .git which objects were read, to read only new ones next time (--no-cache: not)',
          }),
      async (args) => {
        code = await (await import('./history.js')).history({ ...args, reports: requestedReports(words) });
      },
    )
    .command(
      'ci',
      'the gate: scan what a push or a pull request brings, as the CI system says, or --range A..B',
      (y) => ciOptions(scanOptions(y)),
      async (args) => {
        code = await (await import('./ci.js')).ci({ ...args, reports: requestedReports(words) });
      },
    )
    .command(
      'scan [paths..]',
      'scan files and folders as they are on the disk, ignored ones, archives and saved container images too; "-" is standard input',
      (y) =>
        archiveOptions(scanOptions(y))
          .positional('paths', { type: 'string', array: true, describe: 'files, folders or -; this folder when none' })
          .option('stdin', { type: 'boolean', default: false, describe: 'scan standard input; "-" says the same' })
          .option('gitignore', { type: 'boolean', default: false, describe: 'leave out what git ignores' })
          .option('tracked', {
            type: 'boolean',
            default: false,
            describe: 'only files that git tracks',
          })
          .option('image', {
            type: 'string',
            array: true,
            nargs: 1,
            describe: 'a container image that a local docker or podman has; may be given again',
          }),
      async (args) => {
        const paths = [...(args.paths ?? []), ...afterDashes(args)];
        code = await (await import('./scan.js')).scanFiles({ ...args, reports: requestedReports(words), paths });
      },
    )
    .command(
      'explain <target>',
      'why something on a line was reported or not: FILE:LINE, or the id of a finding',
      (y) =>
        configuration(confidenceOptions(ownPatterns(reportOptions(y)))).positional('target', {
          type: 'string',
          demandOption: true,
          describe: 'FILE:LINE, or the id of a finding in what is staged or tracked',
        }),
      async (args) => {
        code = await (await import('./explain.js')).explain(args);
      },
    )
    .command(
      'baseline',
      'accept what is found today: into .hushkeyignore, one line for each finding',
      (y) =>
        configuration(confidenceOptions(ownPatterns(reportOptions(y))))
          .option('history', { type: 'boolean', default: false, describe: 'of everything the repository ever held' })
          .option('id', {
            type: 'string',
            array: true,
            nargs: 1,
            describe: 'only the finding with this id, staged ones too; may be given again',
          })
          .option('reason', { type: 'string', requiresArg: true, describe: 'why; written beside each new entry' })
          .option('expires', {
            type: 'string',
            requiresArg: true,
            describe: 'the last day on which it counts: YYYY-MM-DD',
          })
          .option('prune', {
            type: 'boolean',
            default: false,
            describe: 'add nothing, and take out what is over or fits nothing any more',
          }),
      async (args) => {
        code = await (await import('./baseline.js')).baseline(args);
      },
    )
    .command(
      'config [paths..]',
      'what counts here and where each value comes from, or what applies to paths',
      (y) =>
        configuration(reportOptions(y))
          .positional('paths', { type: 'string', array: true, describe: 'only what applies to these' })
          .option('schema', {
            type: 'boolean',
            default: false,
            describe: 'print the JSON schema of the configuration',
          }),
      async (args) => {
        const paths = [...(args.paths ?? []), ...afterDashes(args)];
        code = await (await import('./config.js')).config({ ...args, paths });
      },
    )
    .command(
      'env',
      'check that .gitignore keeps .env files out of git',
      (y) => reportOptions(y),
      async (args) => {
        code = await (await import('./env.js')).env(args);
      },
    )
    .command('patterns', 'list, search, show and test the kinds of secret that hushkey knows', (y) =>
      patternsCommands(y, (result) => {
        code = result;
      }),
    )
    .command(
      'init',
      'install the pre-commit hook: with husky where it is used, else where git looks for hooks',
      (y) =>
        y.option('hooks', {
          type: 'string',
          requiresArg: true,
          describe:
            'which ones, with commas between: pre-commit,commit-msg,prepare-commit-msg,pre-push; the first when none',
        }),
      async (args) => {
        code = await (await import('./init.js')).init(args);
      },
    );
  gateCommands(
    parser,
    () => requestedReports(words),
    (result) => {
      code = result;
    },
  );
  parser.fail((message, error) => {
    // What a command throws is passed on; what yargs itself throws is about the words.
    if (error && error.name !== 'YError') throw error;
    throw new UsageError(usageSentence(message || error.message, argv, optionNames(parser)));
  });
  await parser.parseAsync(words);
  return code;
}

/**
 * `hushkey --staged FILE…` is how some hook runners like to call a command: a flag of that name is the command.
 * `--color=always` and `--color=never` are how git and grep take what is yes or no here.
 */
function normalised(argv: readonly string[]): string[] {
  const words = argv[0] === '--staged' ? ['staged', ...argv.slice(1)] : [...argv];
  return withStdinNamed(words.flatMap((word) => COLOUR_WORDS.get(word) ?? [word]));
}

/** yargs loses a `-` among the words of a command; `--stdin` says the same. Behind one of these it is a value. */
function withStdinNamed(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  return words.map((word, at) => {
    const isWord = word === '-' && (end === -1 || at < end) && !TAKE_A_VALUE.has(words[at - 1] as string);
    return isWord ? '--stdin' : word;
  });
}

const TAKE_A_VALUE: ReadonlySet<string> = new Set([
  '--format',
  '--output',
  '--min-confidence',
  '--patterns',
  '--config',
  '--reason',
  '--image',
]);

const COLOUR_WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['--color=always', ['--color']],
  ['--color=never', ['--no-color']],
  ['--color=auto', []],
]);

/** yargs takes any other value for no: `--strict=yes` would be off, and nobody would notice. @throws UsageError */
function refuseOtherThanYesOrNo(words: readonly string[], options: ReadonlySet<string>): void {
  const end = words.indexOf('--');
  for (const word of end === -1 ? words : words.slice(0, end)) {
    const [, name = '', value] = /^--([^=]+)=(.*)$/s.exec(word) ?? [];
    if (options.has(name) && value !== 'true' && value !== 'false')
      throw new UsageError(`--${name} is there or not, and takes no value`);
  }
}

/** An option that was given twice has its last value, unless it is a list. */
function lastOfEach(args: Record<string, unknown>, lists: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(args))
    if (Array.isArray(value) && !lists.has(name)) args[name] = value.at(-1);
}

/** yargs knows its options and has no public way to say so. */
function known(parser: Argv): {
  readonly key: Record<string, unknown>;
  readonly array: readonly string[];
  readonly boolean: readonly string[];
} {
  return (parser as unknown as { getOptions(): ReturnType<typeof known> }).getOptions();
}

function optionNames(parser: Argv): string[] {
  return Object.keys(known(parser).key);
}

/** Those that keep all their values, and words that are no options: of a command below a command yargs tells them late. */
function listOptions(parser: Argv): ReadonlySet<string> {
  return new Set(['_', '--', 'words', 'paths', ...known(parser).array]);
}
