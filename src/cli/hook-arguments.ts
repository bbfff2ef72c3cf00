import { DEFAULT_OPTIONS } from './options.js';
import type { StagedOptions } from './staged.js';

/**
 * Reads the words that hooks use (`staged`, `staged --quiet`, `staged --include-public`, `staged --no-known`, `staged PATH…`) without
 * loading a command-line parser: that would take longer than the scan.
 *
 * @returns undefined for anything else, which is left to the full parser and its messages
 */
export function hookArguments(argv: readonly string[]): StagedOptions | undefined {
  const [command, ...rest] = argv;
  if (command !== 'staged' && command !== '--staged') return undefined;
  const separator = rest.indexOf('--');
  const flags = separator === -1 ? rest : rest.slice(0, separator);
  const paths = separator === -1 ? [] : rest.slice(separator + 1);
  let quiet = false;
  let includePublic: boolean | undefined;
  let known: boolean | undefined;
  for (const word of flags) {
    if (word === '--quiet') quiet = true;
    else if (word === '--include-public') includePublic = true;
    else if (word === '--no-known') known = false;
    else if (word.startsWith('-')) return undefined;
    else paths.push(word);
  }
  return { ...DEFAULT_OPTIONS, quiet, includePublic, known, paths };
}
