import type { CiSystem } from '../event.js';
import { VariableReader } from '../variable-reader.js';

const NAME = 'Buildkite';

/**
 * It does not tell where a branch was before.
 * https://buildkite.com/docs/pipelines/configure/environment-variables
 */
export const system: CiSystem = {
  name: NAME,
  wholeClone:
    'in the env of the pipeline or agent, without --depth:\n    BUILDKITE_GIT_CLONE_FLAGS: "-v"\n    BUILDKITE_GIT_FETCH_FLAGS: "-v --prune"',
  isHere: ({ BUILDKITE }) => BUILDKITE === 'true',
  event(variables) {
    const read = new VariableReader(NAME, variables);
    // A build that somebody started names no commit but HEAD.
    const commit = read.needed('BUILDKITE_COMMIT');
    const tips = [commit === 'HEAD' ? commit : read.neededId('BUILDKITE_COMMIT')];
    const defaultBranch = read.text('BUILDKITE_PIPELINE_DEFAULT_BRANCH');
    const [branch, tag] = [read.text('BUILDKITE_BRANCH'), read.text('BUILDKITE_TAG')];
    const number = read.text('BUILDKITE_PULL_REQUEST') ?? 'false';
    if (number !== 'false') {
      const target = read.text('BUILDKITE_PULL_REQUEST_BASE_BRANCH') ?? defaultBranch;
      return {
        what: `pull request ${number} into ${target ?? 'its base'}`,
        tips,
        target: { branch: target, commits: [] },
        defaultBranch,
        tipRef: branch && `refs/heads/${branch}`,
        from: read.from,
      };
    }
    const isWhole = read.text('BUILDKITE_SOURCE') === 'schedule';
    const what = tag === undefined ? `push to ${branch ?? 'a branch'}` : `push of the tag ${tag}`;
    return {
      what: isWhole ? `schedule on ${branch ?? 'a branch'}` : what,
      tips,
      branch: tag === undefined ? branch : undefined,
      defaultBranch,
      isWhole,
      tipRef: tag === undefined ? branch && `refs/heads/${branch}` : `refs/tags/${tag}`,
      from: read.from,
    };
  },
};
