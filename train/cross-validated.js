import { labelledExamples } from './examples.js';
import { learn, score } from './learn.js';
import { seeded } from './random.js';
import { variantsOf } from './variants.js';

const FOLDS = 5;
const SEED = 1;
/** What is seen in fewer repositories tells of them and not of credentials; words of names more than other features. */
const FEWEST_REPOSITORIES = 2;
const FEWEST_FOR_WORDS = 4;

/**
 * Every candidate of the labelled data with its `features` and a `score` that weights gave it which were learned without
 * its repository.
 *
 * @param folder of the unpacked data
 * @param parts of `engineParts`
 */
export function crossValidated(folder, parts) {
  const { rows, examples } = labelledExamples(folder, parts);
  const variants = variantsOf(examples, parts, seeded(SEED));
  const vocabulary = vocabularyOf(examples, parts.featuresOf);
  const all = [...examples, ...variants];
  for (const example of all)
    example.features = parts
      .featuresOf(example.candidate)
      .map((feature) => vocabulary.get(feature))
      .filter((index) => index !== undefined);
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = learn(
      all.filter(({ repository }) => foldOf(repository) !== fold),
      vocabulary.size,
    );
    for (const example of all)
      if (foldOf(example.repository) === fold) example.score = score(example.features, weights);
  }
  return { rows, examples, variants, vocabulary };
}

/** Repositories are named by hexadecimal digits, as good as drawn. */
function foldOf(repository) {
  return Number.parseInt(repository.slice(0, 6), 16) % FOLDS;
}

/** The features that are learned, with their indexes. */
function vocabularyOf(examples, featuresOf) {
  const repositories = new Map();
  for (const { candidate, repository } of examples)
    for (const feature of featuresOf(candidate))
      repositories.set(feature, (repositories.get(feature) ?? new Set()).add(repository));
  const isCommon = ([feature, seen]) =>
    seen.size >= (/^(?:word|negative):/.test(feature) ? FEWEST_FOR_WORDS : FEWEST_REPOSITORIES);
  return new Map([...repositories].filter(isCommon).map(([feature], index) => [feature, index]));
}
