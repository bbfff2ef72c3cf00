import type { CiSystem } from '../event.js';
import { branchIn, VariableReader } from '../variable-reader.js';

const NAME = 'Drone';

/** https://docs.drone.io/pipeline/environment/reference/ */
export const system: CiSystem = {
  name: NAME,
  // https://docs.drone.io/pipeline/docker/syntax/cloning/#the-depth-attribute: without it, all commits are fetched.
  wholeClone: 'in the pipeline, take "depth" out of:\n    clone: {}',
  isHere: ({ DRONE }) => DRONE === 'true',
  event(variables) {
    const read = new VariableReader(NAME, variables);
    const kind = read.needed('DRONE_BUILD_EVENT');
    const tips = [read.neededId('DRONE_COMMIT_SHA')];
    const defaultBranch = read.text('DRONE_REPO_BRANCH');
    const [number, tag] = [read.text('DRONE_PULL_REQUEST'), read.text('DRONE_TAG')];
    if (kind === 'pull_request') {
      const branch = read.text('DRONE_TARGET_BRANCH');
      return {
        what: `pull request ${number ?? ''} into ${branch ?? 'its target'}`.replace('  ', ' '),
        tips,
        target: { branch, commits: [] },
        defaultBranch,
        tipRef: read.text('DRONE_COMMIT_REF'),
        from: read.from,
      };
    }
    const isPush = kind === 'push' || kind === 'tag';
    const branch = kind === 'tag' ? undefined : branchIn(read.text('DRONE_COMMIT_BRANCH'));
    const what = kind === 'tag' ? `push of the tag ${tag ?? ''}` : `push to ${branch ?? 'a branch'}`;
    return {
      what: isPush ? what : `${kind} run on ${branch ?? 'a branch'}`,
      tips,
      before: kind === 'push' ? read.id('DRONE_COMMIT_BEFORE') : undefined,
      branch,
      defaultBranch,
      isWhole: !isPush,
      tipRef: read.text('DRONE_COMMIT_REF'),
      from: read.from,
    };
  },
};
