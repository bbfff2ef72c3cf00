import type { CiEvent, CiSystem } from '../event.js';
import { VariableReader } from '../variable-reader.js';

const NAME = 'GitLab CI';

/** https://docs.gitlab.com/ci/variables/predefined_variables/ */
export const system: CiSystem = {
  name: NAME,
  // By default 20 commits of one branch are fetched; with 0 it is all branches.
  // https://docs.gitlab.com/ci/runners/configure_runners/#shallow-cloning
  wholeClone: 'in the job:\n    variables:\n      GIT_DEPTH: 0',
  isHere: ({ GITLAB_CI }) => GITLAB_CI === 'true',
  event(variables) {
    const read = new VariableReader(NAME, variables);
    const source = read.text('CI_PIPELINE_SOURCE');
    if (read.text('CI_MERGE_REQUEST_IID') !== undefined) return proposed(read);
    return pushed(read, source);
  },
};

/** In a pipeline of merged results CI_COMMIT_SHA is a merge that GitLab made, else the tip of the source branch. */
function proposed(read: VariableReader): CiEvent {
  const commit = read.neededId('CI_COMMIT_SHA');
  const source = read.id('CI_MERGE_REQUEST_SOURCE_BRANCH_SHA');
  const number = read.text('CI_MERGE_REQUEST_IID');
  const branch = read.text('CI_MERGE_REQUEST_TARGET_BRANCH_NAME');
  const commits = [read.id('CI_MERGE_REQUEST_TARGET_BRANCH_SHA'), read.id('CI_MERGE_REQUEST_DIFF_BASE_SHA')];
  return {
    what: `merge request ${number} into ${branch ?? 'its target'}`,
    tips: [source ?? commit],
    target: {
      branch,
      commits: commits.filter((id) => id !== undefined),
      merge: source === undefined ? undefined : commit,
    },
    defaultBranch: read.text('CI_DEFAULT_BRANCH'),
    tipRef: read.text('CI_MERGE_REQUEST_REF_PATH'),
    from: read.from,
  };
}

/** CI_COMMIT_BEFORE_SHA is all zeros for new branches, tags, schedules and pipelines that somebody started. */
function pushed(read: VariableReader, source: string | undefined): CiEvent {
  const [branch, tag] = [read.text('CI_COMMIT_BRANCH'), read.text('CI_COMMIT_TAG')];
  const isPush = source === undefined || source === 'push';
  const what = tag === undefined ? `push to ${branch ?? 'a branch'}` : `push of the tag ${tag}`;
  return {
    what: isPush ? what : `pipeline (${source}) on ${tag ?? branch ?? 'a commit'}`,
    tips: [read.neededId('CI_COMMIT_SHA')],
    before: read.id('CI_COMMIT_BEFORE_SHA'),
    branch,
    defaultBranch: read.text('CI_DEFAULT_BRANCH'),
    isWhole: !isPush,
    tipRef: tag === undefined ? branch && `refs/heads/${branch}` : `refs/tags/${tag}`,
    from: read.from,
  };
}
