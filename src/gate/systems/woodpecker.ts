import type { CiSystem } from '../event.js';
import { branchIn, VariableReader } from '../variable-reader.js';

const NAME = 'Woodpecker';

/** https://woodpecker-ci.org/docs/usage/environment#built-in-environment-variables */
export const system: CiSystem = {
  name: NAME,
  // By default one commit is fetched, without its files. https://woodpecker-ci.org/plugins/git-clone
  wholeClone:
    'at the top of the workflow:\n    clone:\n      git:\n        image: woodpeckerci/plugin-git\n' +
    '        settings: { partial: false, depth: 0 }',
  isHere: ({ CI }) => CI === 'woodpecker',
  event(variables) {
    const read = new VariableReader(NAME, variables);
    const kind = read.needed('CI_PIPELINE_EVENT');
    const tips = [read.neededId('CI_COMMIT_SHA')];
    const defaultBranch = read.text('CI_REPO_DEFAULT_BRANCH');
    if (kind.startsWith('pull_request')) {
      const branch = read.text('CI_COMMIT_TARGET_BRANCH');
      return {
        what: `pull request ${read.text('CI_COMMIT_PULL_REQUEST') ?? ''} into ${branch ?? 'its target'}`.replace(
          '  ',
          ' ',
        ),
        tips,
        target: { branch, commits: [] },
        defaultBranch,
        tipRef: read.text('CI_COMMIT_REF'),
        from: read.from,
      };
    }
    const isPush = kind === 'push' || kind === 'tag';
    const branch = kind === 'tag' ? undefined : branchIn(read.text('CI_COMMIT_BRANCH'));
    const what =
      kind === 'tag' ? `push of the tag ${read.text('CI_COMMIT_TAG') ?? ''}` : `push to ${branch ?? 'a branch'}`;
    return {
      what: isPush ? what : `${kind} run on ${branch ?? 'a branch'}`,
      tips,
      before: kind === 'push' ? lastGood(read, branch) : undefined,
      branch,
      defaultBranch,
      isWhole: !isPush,
      tipRef: read.text('CI_COMMIT_REF'),
      from: read.from,
    };
  },
};

/** It tells the commit of the pipeline before. That is where the branch was when it was a push to it that went well. */
function lastGood(read: VariableReader, branch: string | undefined): string | undefined {
  const isGood = read.text('CI_PREV_PIPELINE_STATUS') === 'success' && read.text('CI_PREV_PIPELINE_EVENT') === 'push';
  return isGood && read.text('CI_PREV_COMMIT_BRANCH') === branch ? read.id('CI_PREV_COMMIT_SHA') : undefined;
}
