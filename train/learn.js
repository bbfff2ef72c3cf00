// Logistic regression over features that hold or do not: stochastic gradient descent with steps that shrink for features
// seen often (AdaGrad, Duchi, Hazan and Singer 2011), in an order drawn from a seed.
import { seeded } from './random.js';

const EPOCHS = 15;
const RATE = 0.05;
const RIDGE = 30;
/** A repository with very many candidates is heard no louder than this one. */
const LOUDEST = 200;
const SEED = 7;

/** @param examples with `features` (indexes), `label`, `weight`, `repository` */
export function learn(examples, featureCount) {
  const loudness = new Map();
  for (const { repository, weight } of examples) loudness.set(repository, (loudness.get(repository) ?? 0) + weight);
  const share = (repository) => Math.min(1, LOUDEST / loudness.get(repository)) + 0.1;
  const weights = new Float64Array(featureCount + 1);
  const squares = new Float64Array(featureCount + 1).fill(1e-8);
  const step = (index, gradient) => {
    squares[index] += gradient * gradient;
    weights[index] -= (RATE * gradient) / Math.sqrt(squares[index]);
  };
  const random = seeded(SEED);
  const order = examples.map((_, index) => index);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      const { features, label, weight, repository } = examples[index];
      const error = (probability(score(features, weights)) - label) * weight * share(repository);
      for (const feature of features) step(feature, error + (RIDGE * weights[feature]) / examples.length);
      step(featureCount, error);
    }
  }
  return weights;
}

export function score(features, weights) {
  let sum = weights.at(-1);
  for (const feature of features) sum += weights[feature];
  return sum;
}

export function probability(sum) {
  return 1 / (1 + Math.exp(-sum));
}

function shuffle(list, random) {
  for (let i = list.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [list[i], list[other]] = [list[other], list[i]];
  }
}
