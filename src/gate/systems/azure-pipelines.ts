import type { CiEvent, CiSystem } from '../event.js';
import { branchIn, VariableReader } from '../variable-reader.js';

const NAME = 'Azure Pipelines';

/**
 * It does not tell where a branch was before.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables
 */
export const system: CiSystem = {
  name: NAME,
  // New pipelines fetch one commit. https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/steps-checkout
  wholeClone: 'as the first of the steps:\n    - checkout: self\n      fetchDepth: 0',
  isHere: ({ TF_BUILD }) => /^true$/i.test(TF_BUILD ?? ''),
  event(variables) {
    const read = new VariableReader(NAME, variables);
    const reason = read.text('BUILD_REASON');
    const commit = read.neededId('BUILD_SOURCEVERSION');
    if (reason === 'PullRequest') return proposed(read, commit);
    const ref = read.needed('BUILD_SOURCEBRANCH');
    const branch = branchIn(ref);
    const isWhole = reason === 'Schedule' || reason === 'Manual';
    const what = ref.startsWith('refs/tags/')
      ? `push of the tag ${ref.slice('refs/tags/'.length)}`
      : `push to ${branch ?? ref}`;
    return {
      what: isWhole ? `${reason.toLowerCase()} run on ${branch ?? ref}` : what,
      tips: [commit],
      branch,
      isWhole,
      tipRef: ref,
      from: read.from,
    };
  },
};

/**
 * BUILD_SOURCEVERSION is a merge of both sides. The target's name is told with `refs/heads/` and, by GitHub's
 * repositories, without. SYSTEM_PULLREQUEST_SOURCECOMMITID is set and not documented, so it may be missing.
 */
function proposed(read: VariableReader, merge: string): CiEvent {
  const number = read.text('SYSTEM_PULLREQUEST_PULLREQUESTNUMBER') ?? read.text('SYSTEM_PULLREQUEST_PULLREQUESTID');
  const branch = branchIn(read.needed('SYSTEM_PULLREQUEST_TARGETBRANCH'));
  const head = read.id('SYSTEM_PULLREQUEST_SOURCECOMMITID');
  return {
    what: `pull request ${number ?? ''} into ${branch ?? 'its target'}`.replace('  ', ' '),
    tips: [head ?? merge],
    target: { branch, commits: [], merge: head === undefined ? undefined : merge },
    tipRef: read.text('BUILD_SOURCEBRANCH'),
    from: read.from,
  };
}
