import { installHook } from '../setup/install-hook.js';
import { outcomeText } from '../setup/outcome.js';
import { SetUpError } from '../setup/set-up-error.js';
import { EXIT } from './exit-code.js';
import { UsageError } from './usage-error.js';

/** `hushkey init`: installs the pre-commit hook. */
export async function init(): Promise<number> {
  try {
    process.stdout.write(outcomeText(await installHook()));
    return EXIT.clean;
  } catch (error) {
    throw error instanceof SetUpError ? new UsageError(error.message) : error;
  }
}
