import type { CiSystem } from '../event.js';
import { idIn, VariableReader } from '../variable-reader.js';

const NAME = 'Travis CI';

/** https://docs.travis-ci.com/user/environment-variables/#default-environment-variables */
export const system: CiSystem = {
  name: NAME,
  // https://docs.travis-ci.com/user/customizing-the-build/#git-clone-depth
  wholeClone: 'at the top of .travis.yml:\n    git:\n      depth: false',
  isHere: ({ TRAVIS }) => TRAVIS === 'true',
  event(variables) {
    const read = new VariableReader(NAME, variables);
    const commit = read.neededId('TRAVIS_COMMIT');
    const [kind, branch, tag] = [read.text('TRAVIS_EVENT_TYPE'), read.text('TRAVIS_BRANCH'), read.text('TRAVIS_TAG')];
    const number = read.text('TRAVIS_PULL_REQUEST') ?? 'false';
    if (number !== 'false') {
      // TRAVIS_COMMIT is a merge of both sides, TRAVIS_BRANCH is what it goes into.
      const head = read.id('TRAVIS_PULL_REQUEST_SHA');
      return {
        what: `pull request ${number} into ${branch ?? 'its base'}`,
        tips: [head ?? commit],
        target: { branch, commits: [], merge: head === undefined ? undefined : commit },
        tipRef: /^\d+$/.test(number) ? `refs/pull/${number}/head` : undefined,
        from: read.from,
      };
    }
    const isWhole = kind === 'cron' || kind === 'api';
    const what = tag === undefined ? `push to ${branch ?? 'a branch'}` : `push of the tag ${tag}`;
    return {
      what: isWhole ? `${kind} run on ${branch ?? 'a branch'}` : what,
      tips: [commit],
      before: isWhole || tag !== undefined ? undefined : beforeIn(read.text('TRAVIS_COMMIT_RANGE')),
      branch: tag === undefined ? branch : undefined,
      isWhole,
      tipRef: tag === undefined ? branch && `refs/heads/${branch}` : `refs/tags/${tag}`,
      from: read.from,
    };
  },
};

/** Of a push `BEFORE...AFTER`; nothing for a new branch. */
function beforeIn(range: string | undefined): string | undefined {
  return idIn(range?.split('...')[0] || undefined, 'TRAVIS_COMMIT_RANGE', NAME);
}
