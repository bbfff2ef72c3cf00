import type { CiSystem } from '../event.js';
import { branchIn, VariableReader } from '../variable-reader.js';

const NAME = 'Jenkins';

/**
 * Variables of its git plug-in, and of jobs for each branch and change request.
 * https://plugins.jenkins.io/git/#plugin-content-environment-variables
 * https://www.jenkins.io/doc/book/pipeline/multibranch/#additional-environment-variables
 */
export const system: CiSystem = {
  name: NAME,
  wholeClone:
    'where the job checks out:\n    checkout scmGit(userRemoteConfigs: scm.userRemoteConfigs, branches: scm.branches,\n' +
    "      extensions: [cloneOption(shallow: false, noTags: false, reference: '')])",
  isHere: ({ JENKINS_URL }) => JENKINS_URL !== undefined,
  event(variables) {
    const read = new VariableReader(NAME, variables);
    const tips = [read.neededId('GIT_COMMIT')];
    const [change, tag] = [read.text('CHANGE_ID'), read.text('TAG_NAME')];
    if (change !== undefined) {
      const branch = read.text('CHANGE_TARGET');
      return {
        what: `change ${change} into ${branch ?? 'its target'}`,
        tips,
        target: { branch, commits: [] },
        from: read.from,
      };
    }
    const branch = read.text('BRANCH_NAME') ?? read.text('GIT_BRANCH')?.replace(/^origin\//, '');
    return {
      what: tag === undefined ? `build of ${branch ?? 'a branch'}` : `build of the tag ${tag}`,
      tips,
      // A build that failed may have failed over a secret: the next one looks again.
      before: tag === undefined ? read.id('GIT_PREVIOUS_SUCCESSFUL_COMMIT') : undefined,
      branch: tag === undefined ? branchIn(branch) : undefined,
      defaultBranch: read.text('BRANCH_IS_PRIMARY') === 'true' ? branchIn(branch) : undefined,
      from: read.from,
    };
  },
};
