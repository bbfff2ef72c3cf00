import type { Policy } from '../policy/policy.js';
import { type LoadedEngine, type LoadedRecipe, loadEngine, loadRecipe } from './engine.js';
import type { KnownSecrets } from './known.js';
import { knownHere } from './known-here.js';
import type { ScanCommandOptions } from './options.js';
import { say } from './say.js';

type Options = Pick<ScanCommandOptions, 'patterns' | 'quiet'>;

/** What to say when the scan is over. */
interface WithProblems {
  /** Says which files with this machine's own secrets could not be read, unless nothing is to be said. */
  readonly tellProblems: () => void;
}

/**
 * The engine that a policy asks for: with its packs, the patterns that the command line names, and this machine's own secrets
 * where they are to be looked for.
 *
 * @throws PatternFileError when a pattern file cannot be used
 */
export async function engineFor(policy: Policy, options: Options): Promise<LoadedEngine & WithProblems> {
  const known = await ownSecrets(policy);
  return { ...(await loadEngine(patternsOf(policy, options), known)), ...telling(known, options) };
}

/** The same, for who makes the engine elsewhere. @throws PatternFileError when a pattern file cannot be used */
export async function recipeFor(policy: Policy, options: Options): Promise<LoadedRecipe & WithProblems> {
  const known = await ownSecrets(policy);
  return { ...(await loadRecipe(patternsOf(policy, options), known)), ...telling(known, options) };
}

async function ownSecrets({ settings }: Policy): Promise<KnownSecrets | undefined> {
  return settings.known?.value ? knownHere() : undefined;
}

function patternsOf({ packs }: Policy, { patterns }: Options) {
  return { packs, paths: patterns };
}

function telling(known: KnownSecrets | undefined, { quiet }: Options): WithProblems {
  return {
    tellProblems: () => {
      if (!quiet) for (const problem of known?.problems ?? []) say(problem);
    },
  };
}
