import type { Argv } from 'yargs';
import { CONFIDENCES } from '../detect/pattern.js';
import { DEFAULT_OPTIONS, FORMATS, SCAN_FORMATS } from './options.js';

/** The options of every command that reports something. */
export function reportOptions<T>(y: Argv<T>) {
  return speakingOptions(y)
    .option('format', { choices: FORMATS, requiresArg: true, default: FORMATS[0], describe: 'how to report' })
    .option('output', { type: 'string', requiresArg: true, describe: 'write the report to this file' });
}

function speakingOptions<T>(y: Argv<T>) {
  return y
    .option('color', {
      type: 'boolean',
      describe: 'colours (--no-color: none); by default as NO_COLOR, FORCE_COLOR and the terminal say',
    })
    .option('quiet', { type: 'boolean', default: DEFAULT_OPTIONS.quiet, describe: 'say nothing when all is well' });
}

/** The options of every command that scans. What `--format` and `--output` say together is read by `requestedReports`. */
export function scanOptions<T>(y: Argv<T>) {
  return configuration(confidenceOptions(ownPatterns(speakingOptions(y))))
    .option('format', {
      choices: SCAN_FORMATS,
      requiresArg: true,
      default: SCAN_FORMATS[0],
      describe: 'how to report; may be given again, each with its own --output',
    })
    .option('output', {
      type: 'string',
      requiresArg: true,
      describe: 'write the report of the --format beside it to this file',
    })
    .option('known', {
      type: 'boolean',
      describe:
        "look for the values of this machine's .env files and credentials: staged does (--no-known: not), others when asked",
    });
}

/** The option of every command for which the configuration of the repository counts. */
export function configuration<T>(y: Argv<T>) {
  return y.option('config', {
    type: 'string',
    requiresArg: true,
    describe: 'the configuration to use instead of .hushkey.yaml or package.json',
  });
}

/** What of the findings counts. */
export function confidenceOptions<T>(y: Argv<T>) {
  return y
    .option('min-confidence', {
      choices: CONFIDENCES,
      requiresArg: true,
      describe: 'the lowest confidence to report; medium, unless the configuration says otherwise',
    })
    .option('include-public', {
      type: 'boolean',
      describe: 'report keys too that are meant to be public (--no-include-public: not)',
    });
}

/** The option of every command that reads the catalogue. */
export function ownPatterns<T>(y: Argv<T>) {
  return y.option('patterns', {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'a pattern file or a folder of them, added to the shipped ones; may be given again',
  });
}

/** The words behind `--`, which are no options whatever they begin with. */
export function afterDashes(args: Record<string, unknown>): string[] {
  return Array.isArray(args['--']) ? args['--'].map(String) : [];
}
