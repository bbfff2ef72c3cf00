import { readFileSync } from 'node:fs';
import { HOOKS, type HookName } from './hooks.js';

/** By this line a later run, and whoever opens the file, knows whose hook it is. */
const MARKER = '# This is the hook of hushkey, written by "hushkey init". Delete the file to remove it.';

/**
 * A hook without a hook manager, in the language of every POSIX shell. Git starts it at the top level of the
 * working tree (https://git-scm.com/docs/githooks). Where hushkey cannot be found, nothing goes through: a hook that
 * lets everything pass when its program is missing protects nobody.
 *
 * @param advice how to install hushkey here, as a command
 */
export function plainHookScript(hook: HookName, advice: string): string {
  const { command, words, refusal } = HOOKS[hook];
  return `#!/bin/sh
${MARKER}
if [ -x node_modules/.bin/hushkey ]; then
  exec node_modules/.bin/hushkey ${command}${words}
elif command -v hushkey >/dev/null 2>&1; then
  exec hushkey ${command}${words}
fi
echo 'hushkey: ${refusal}: hushkey is neither in node_modules nor on the PATH; install it with "${advice}", then ${AGAIN[hook]} again' >&2
exit 3
`;
}

const AGAIN: Readonly<Record<HookName, string>> = {
  'pre-commit': 'commit',
  'commit-msg': 'commit',
  'prepare-commit-msg': 'commit',
  'pre-merge-commit': 'merge',
  'pre-push': 'push',
};

/** Whether a hook was written by `hushkey init`. */
export function isOwnHook(file: string): boolean {
  try {
    return readFileSync(file, 'latin1').includes(`\n${MARKER}\n`);
  } catch {
    return false; // What cannot be read is not ours.
  }
}
