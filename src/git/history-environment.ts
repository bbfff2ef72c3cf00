import { devNull } from 'node:os';

/**
 * For commands that walk the history as it is stored: a graft file gives commits other parents than they have.
 * Nothing can lie below the null device, so git finds no such file and says nothing.
 * https://git-scm.com/docs/git#Documentation/git.txt-GITGRAFTFILE
 */
export const HISTORY_ENVIRONMENT: NodeJS.ProcessEnv = { GIT_GRAFT_FILE: `${devNull}/none` };

/** For commands that do not need the index and would still die over a damaged one: git takes what is not there for empty. */
export const WITHOUT_INDEX: NodeJS.ProcessEnv = { GIT_INDEX_FILE: '/no-such-folder/index' };

/** The commit-graph is a copy of what commits say; it can name commits that are not there any more. */
export const WITHOUT_COMMIT_GRAPH = ['-c', 'core.commitGraph=false'];
