import { HOOK_NAMES, type HookName } from '../setup/hooks.js';
import { installHook } from '../setup/install-hook.js';
import { outcomeText } from '../setup/outcome.js';
import { SetUpError } from '../setup/set-up-error.js';
import { EXIT } from './exit-code.js';
import { UsageError } from './usage-error.js';

/** `hushkey init`: installs the pre-commit hook, or those that are named. */
export async function init({ hooks }: { readonly hooks?: string | undefined } = {}): Promise<number> {
  try {
    process.stdout.write(outcomeText(await installHook(hooks === undefined ? undefined : namesIn(hooks))));
    return EXIT.clean;
  } catch (error) {
    throw error instanceof SetUpError ? new UsageError(error.message) : error;
  }
}

/** @throws UsageError when one of them is no hook, or there is none */
function namesIn(list: string): [HookName, ...HookName[]] {
  const [first, ...rest] = list.split(',').map((word) => {
    const name = HOOK_NAMES.find((each) => each === word.trim());
    if (name !== undefined) return name;
    throw new UsageError(`--hooks is a list of ${HOOK_NAMES.join(', ')}, with commas between them`);
  });
  return [first as HookName, ...rest];
}
