import type { CiSystem } from '../event.js';
import { VariableReader } from '../variable-reader.js';

const NAME = 'CircleCI';

/**
 * Its variables tell neither where a branch was before nor what a pull request goes into: every branch is compared with
 * the default branch. What it knows besides stands in values of the configuration: `--base << pipeline.git.base_revision >>`.
 * https://circleci.com/docs/reference/variables/
 */
export const system: CiSystem = {
  name: NAME,
  // https://circleci.com/docs/reference/configuration-reference/#checkout
  wholeClone: 'in the steps of the job:\n    - checkout:\n        method: full',
  isHere: ({ CIRCLECI }) => CIRCLECI === 'true',
  event(variables) {
    const read = new VariableReader(NAME, variables);
    const [branch, tag] = [read.text('CIRCLE_BRANCH'), read.text('CIRCLE_TAG')];
    return {
      what: tag === undefined ? `push to ${branch ?? 'a branch'}` : `push of the tag ${tag}`,
      tips: [read.neededId('CIRCLE_SHA1')],
      branch: tag === undefined ? branch : undefined,
      tipRef: tag === undefined ? branch && `refs/heads/${branch}` : `refs/tags/${tag}`,
      from: read.from,
    };
  },
};
