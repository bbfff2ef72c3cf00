import type { CiSystem } from '../event.js';
import { VariableReader } from '../variable-reader.js';

const NAME = 'Bitbucket Pipelines';

/**
 * It does not tell where a branch was before, and its ids of the other side of a pull request are short ones.
 * https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
 */
export const system: CiSystem = {
  name: NAME,
  // https://support.atlassian.com/bitbucket-cloud/docs/git-clone-behavior/
  wholeClone: 'at the top of bitbucket-pipelines.yml:\n    clone:\n      depth: full',
  isHere: ({ BITBUCKET_BUILD_NUMBER }) => BITBUCKET_BUILD_NUMBER !== undefined,
  event(variables) {
    const read = new VariableReader(NAME, variables);
    const tips = [read.neededId('BITBUCKET_COMMIT')];
    const number = read.text('BITBUCKET_PR_ID');
    const [branch, tag] = [read.text('BITBUCKET_BRANCH'), read.text('BITBUCKET_TAG')];
    if (number === undefined) {
      const what = tag === undefined ? `push to ${branch ?? 'a branch'}` : `push of the tag ${tag}`;
      const tipRef = tag === undefined ? branch && `refs/heads/${branch}` : `refs/tags/${tag}`;
      return { what, tips, branch, tipRef, from: read.from };
    }
    const target = read.text('BITBUCKET_PR_DESTINATION_BRANCH');
    const base = read.id('BITBUCKET_PR_DESTINATION_COMMIT');
    return {
      what: `pull request ${number} into ${target ?? 'its destination'}`,
      tips,
      target: { branch: target, commits: base === undefined ? [] : [base] },
      tipRef: branch && `refs/heads/${branch}`,
      from: read.from,
    };
  },
};
