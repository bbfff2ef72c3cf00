import { DEFAULT_OPTIONS, type ScanCommandOptions } from './options.js';

/** A gate as git's hooks call it. */
export interface GateCall {
  readonly gate: (typeof GATES)[number];
  /** What git gives the hook. */
  readonly words: readonly string[];
  readonly options: ScanCommandOptions;
}

const GATES = ['pre-push', 'pre-receive', 'commit-msg', 'merge-commit'] as const;

/**
 * Reads the words that hooks use (`pre-push NAME ADDRESS`, `commit-msg FILE`, with or without `--quiet`) without loading a
 * command-line parser.
 *
 * @returns undefined for anything else, which is left to the full parser and its messages
 */
export function gateArguments([command, ...rest]: readonly string[]): GateCall | undefined {
  const gate = GATES.find((name) => name === command);
  const words = rest.filter((word) => word !== '--quiet');
  if (gate === undefined || words.some((word) => word.startsWith('-'))) return undefined;
  const fits =
    gate === 'merge-commit' || (words.length <= MOST_WORDS[gate] && (gate !== 'commit-msg' || words.length === 1));
  return fits ? { gate, words, options: { ...DEFAULT_OPTIONS, quiet: words.length < rest.length } } : undefined;
}

const MOST_WORDS = { 'pre-push': 2, 'pre-receive': 0, 'commit-msg': 1 } as const;
