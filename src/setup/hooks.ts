/** The hooks that `hushkey init` can install, and what each runs. https://git-scm.com/docs/githooks */
export const HOOKS = {
  'pre-commit': { command: 'staged', words: '', refusal: 'commit refused' },
  'commit-msg': { command: 'commit-msg', words: ' "$1"', refusal: 'commit refused' },
  'prepare-commit-msg': { command: 'merge-commit', words: ' "$@"', refusal: 'commit refused' },
  'pre-merge-commit': { command: 'merge-commit', words: '', refusal: 'merge refused' },
  'pre-push': { command: 'pre-push', words: ' "$@"', refusal: 'push refused' },
} as const;

export type HookName = keyof typeof HOOKS;

export const HOOK_NAMES = Object.keys(HOOKS) as HookName[];
