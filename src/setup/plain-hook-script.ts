import { readFileSync } from 'node:fs';

/** By this line a later run, and whoever opens the file, knows whose hook it is. */
const MARKER = '# This is the hook of hushkey, written by "hushkey init". Delete the file to remove it.';

/**
 * A pre-commit hook without a hook manager, in the language of every POSIX shell. Git starts it at the top level of the
 * working tree (https://git-scm.com/docs/githooks). Where hushkey cannot be found, the commit is refused: a hook that
 * lets everything pass when its program is missing protects nobody.
 *
 * @param advice how to install hushkey here, as a command
 */
export function plainHookScript(advice: string): string {
  return `#!/bin/sh
${MARKER}
if [ -x node_modules/.bin/hushkey ]; then
  exec node_modules/.bin/hushkey staged
elif command -v hushkey >/dev/null 2>&1; then
  exec hushkey staged
fi
echo 'hushkey: commit refused: hushkey is neither in node_modules nor on the PATH; install it with "${advice}", then commit again' >&2
exit 3
`;
}

/** Whether a hook was written by `hushkey init`. */
export function isOwnHook(file: string): boolean {
  try {
    return readFileSync(file, 'latin1').includes(`\n${MARKER}\n`);
  } catch {
    return false; // What cannot be read is not ours.
  }
}
