import { checkGitVersion } from '../git/version.js';
import { detectSetUp } from './detect-set-up.js';
import type { HookName } from './hooks.js';
import { setUpHusky } from './husky-hook.js';
import { type Outcome, together } from './outcome.js';
import { setUpPlainHook } from './plain-hook.js';
import { SetUpError } from './set-up-error.js';

/**
 * Installs hooks, by default the pre-commit hook, in the way that fits the repository: a line in husky's hook where husky is used, else a
 * hook of our own where git looks for one. Running it again changes nothing.
 *
 * @param cwd any folder of the working tree
 * @throws GitUnusableError outside a repository, in a bare one, and without a git that can be used
 * @throws SetUpError when people have to decide or mend something first
 */
export async function installHook(
  hooks: readonly [HookName, ...HookName[]] = ['pre-commit'],
  cwd?: string,
): Promise<Outcome> {
  await checkGitVersion();
  try {
    const [first, ...rest] = hooks;
    const outcomes: [Outcome, ...Outcome[]] = [await installed(first, cwd)];
    for (const hook of rest) outcomes.push(await installed(hook, cwd));
    return together(outcomes);
  } catch (error) {
    throw fileFailure(error) ?? error;
  }
}

/** What is there is looked at again for each: the first may turn husky on. */
async function installed(hook: HookName, cwd: string | undefined): Promise<Outcome> {
  const setUp = await detectSetUp(cwd);
  return setUp.kind === 'husky' ? setUpHusky(setUp, hook) : setUpPlainHook(setUp, hook);
}

/** What the file system refuses is for the person to mend, and no defect of ours. */
function fileFailure(error: unknown): SetUpError | undefined {
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  return new SetUpError(
    `the hook cannot be installed: ${syscall}${path === undefined ? '' : ` of ${path}`} failed (${code})`,
  );
}
