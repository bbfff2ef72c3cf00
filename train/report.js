// How good the weights are, as text for report.md. Figures only: nothing of the data is in it.
import { coverage, scoreOf } from '../bench/detect/creddata.js';
import { probability } from './learn.js';

const PERCENT = (share) => (Number.isNaN(share) ? '–' : (100 * share).toFixed(1));

/** @param parts of `engineParts`, for where confidences begin */
export function reportOn({ rows, examples, variants, vocabulary }, { HIGH, MEDIUM, LOW }) {
  const human = variants.filter(({ weight, candidate }) => weight > 0 && /[0-9!@#$%&*?.+_-]/.test(candidate.value));
  return [
    '# What the judge of assignments has learned',
    '',
    'Written by `npm run train`. Every figure comes of cross-validation in five folds by repository: no repository is on',
    'both sides. Assignments alone; what the catalogue finds besides is in `npm run bench:detect`.',
    '',
    `${examples.length} candidates in ${new Set(examples.map((e) => e.repository)).size} repositories, ${count(examples)} of them true; ` +
      `${variants.length} variants (passwords as people make them, rarer syntaxes; training only); ${vocabulary.size} features.`,
    '',
    '## By threshold',
    '',
    '| score at least | precision | recall | F1 | findings on lines without label |',
    '|---|---|---|---|---|',
    ...[-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2].map((least) => thresholdRow(rows, examples, least)),
    '',
    `Medium confidence begins at ${MEDIUM}, high at ${HIGH}, low at ${LOW}.`,
    '',
    '## By category, at medium confidence and more',
    '',
    '| category | true rows | precision | recall | F1 |',
    '|---|---|---|---|---|',
    ...categoryRows(rows, examples, MEDIUM),
    '',
    '## Calibration',
    '',
    'Of the candidates to which the sum gives such a probability, so many are true:',
    '',
    '| probability | candidates | mean probability | true |',
    '|---|---|---|---|',
    ...calibrationRows(examples.filter(({ isLabelled }) => isLabelled)),
    '',
    '## Passwords as people make them',
    '',
    `Of ${human.filter((v) => v.label === 1).length} variants with such a password ${PERCENT(share(human, MEDIUM))} % reach medium confidence ` +
      `(${PERCENT(share(human, HIGH))} % high).`,
    '',
  ].join('\n');
}

function count(examples) {
  return examples.filter(({ label }) => label === 1).length;
}

function share(variants, least) {
  const truths = variants.filter(({ label }) => label === 1);
  return truths.filter(({ score }) => score >= least).length / truths.length;
}

function found(rows, examples, least) {
  return coverage(
    rows,
    examples.filter(({ score }) => score >= least),
  );
}

function thresholdRow(rows, examples, least) {
  const { hit, unlabelled } = found(rows, examples, least);
  const { precision, recall, f1 } = scoreOf(rows, hit);
  return `| ${least} | ${PERCENT(precision)} | ${PERCENT(recall)} | ${PERCENT(f1)} | ${unlabelled} |`;
}

/** Categories with fewer true rows say little. */
const FEWEST_ROWS = 10;

function categoryRows(rows, examples, least) {
  const { hit } = found(rows, examples, least);
  const categories = [...new Set(rows.flatMap((row) => row.categories))];
  return categories
    .map((name) => ({
      name,
      ...scoreOf(
        rows.filter((row) => row.categories.includes(name)),
        hit,
      ),
    }))
    .filter(({ truths }) => truths >= FEWEST_ROWS)
    .sort((a, b) => b.truths - a.truths || (a.name < b.name ? -1 : 1))
    .map(
      ({ name, truths, precision, recall, f1 }) =>
        `| ${name} | ${truths} | ${PERCENT(precision)} | ${PERCENT(recall)} | ${PERCENT(f1)} |`,
    );
}

function calibrationRows(examples) {
  return Array.from({ length: 10 }, (_, bin) => {
    const inBin = examples.filter(({ score }) => Math.min(9, Math.floor(probability(score) * 10)) === bin);
    const mean = inBin.reduce((sum, { score }) => sum + probability(score), 0) / inBin.length;
    return `| ${bin * 10}–${bin * 10 + 10} % | ${inBin.length} | ${PERCENT(mean)} % | ${PERCENT(count(inBin) / inBin.length)} % |`;
  });
}
