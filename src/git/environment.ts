/**
 * The environment that every git process of ours runs in: the caller's own, because a hook's `GIT_INDEX_FILE`,
 * `GIT_DIR` and quarantine variables say which index and objects are meant, and on top of it what keeps answers exact.
 * https://git-scm.com/docs/git#_environment_variables
 */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // `git replace` must not show a clean twin in place of what is really stored.
    GIT_NO_REPLACE_OBJECTS: '1',
    // Reading must not refresh (and so rewrite) the index of a commit that is under way.
    GIT_OPTIONAL_LOCKS: '0',
    // A scan never goes to the network by itself: what a partial clone has not fetched is a gap.
    GIT_NO_LAZY_FETCH: '1',
    // The same for git before 2.45, which does not know the variable above: no protocol has this name.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
    // Git's reasons are shown to people and told apart by their wording.
    LC_ALL: 'C',
    LANGUAGE: 'C',
  };
}
