import picocolors from 'picocolors';
import { HIGH, LOW, MEDIUM } from '../detect/generic/confidence.js';
import type { ExplainedCandidate, ExplainedMatch, Explanation, Outcome } from '../policy/explanation.js';
import { CHECK_WORDS } from './check-words.js';
import { visible, visibleLine } from './escape/visible.js';

type Colours = ReturnType<typeof picocolors.createColors>;

/** `hushkey explain` for a person: what was looked at on a line, and what decided. */
export function explainText(path: string, { line, matches, candidates }: Explanation, colour: boolean): string {
  const colours = picocolors.createColors(colour);
  const place = `${visibleLine(path)}:${line}`;
  if (matches.length + candidates.length === 0)
    return `${place}: no pattern begins here, and nothing is assigned to the name of a credential.\n`;
  const blocks = [
    ...matches.map((match) => matchBlock(place, match, colours)),
    ...candidates.map((candidate) => candidateBlock(place, candidate, colours)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function matchBlock(place: string, match: ExplainedMatch, { bold, cyan, red }: Colours): string {
  const { pattern, column, before, preview, after, confidence, proved, check, notes, outcome } = match;
  return [
    `${cyan(`${place}:${column}`)}  ${bold(pattern)}`,
    `  ${visibleLine(before.trimStart())}${red(visible(preview))}${visible(after.trimEnd())}`,
    `  confidence ${confidence}${proved ? ', proved' : ''}`,
    ...(check === undefined ? [] : [`  ${proved ? 'its proof holds' : 'its check'}: ${CHECK_WORDS[check] ?? check}`]),
    ...notes.map((note) => `  ${visibleLine(note)}`),
    `  ${outcomeWords(outcome)}`,
  ].join('\n');
}

function outcomeWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'reported':
      return 'Reported.';
    case 'refuted':
      return 'Not reported: its own evidence says that it was never issued.';
    case 'overlapped':
      return `Not reported by this name: ${outcome.by} says more of the same bytes.`;
    case 'public':
      return 'Not reported: such keys are meant to be public (--include-public reports them).';
    case 'below-confidence':
      return 'Not reported: below the confidence that is asked for (--min-confidence).';
    case 'excluded':
      return 'Not reported: the configuration leaves it out here (hushkey config FILE says which entry).';
    case 'ignored-inline':
      return 'Not reported: a comment "hushkey:ignore" on this line or the one before excuses it.';
    case 'accepted':
      return 'Not reported: it is accepted in .hushkeyignore or in the configuration.';
  }
}

const REFUSALS: Readonly<Record<NonNullable<ExplainedCandidate['refusal']>, string>> = {
  'too short': 'it is too short to be a secret',
  reference: 'it only says where the value stands: a variable, a template, an entry of a vault',
  placeholder: 'it says of itself that it stands for something else',
  code: 'it is code: a number, a type, another name',
  path: 'it is the path of a file',
  address: 'it is an address without a user, a query, or anything drawn',
  date: 'it is a date or a time',
  'regular expression': 'it is a regular expression',
  'looked up': 'it is the name by which the value is looked up',
  text: 'it is text for people',
  binary: 'there is no text around it, but the data of a program',
  'public key': 'it is a public key',
  digest: 'its name says that it is the digest of something',
  badge: 'it opens the picture of a build’s state, which everybody may see',
  'own name': 'it only repeats its name',
  'everyday name': 'its name says too little for a value so short',
};

function candidateBlock(place: string, candidate: ExplainedCandidate, { bold, cyan, dim }: Colours): string {
  const { name, syntax, column, length, refusal, score, contributions, confidence } = candidate;
  const head = `${cyan(`${place}:${column}`)}  assigned to ${bold(visible(name))} (${syntax}), ${length} characters`;
  if (refusal !== undefined) return `${head}\n  Not weighed: ${REFUSALS[refusal]}.`;
  const rows = contributions.map(({ feature, weight }) => `  ${signed(weight).padStart(8)}  ${dim(visible(feature))}`);
  const verdict = confidence === undefined ? 'too little for a secret' : `${confidence} confidence`;
  return [
    head,
    ...rows,
    `  ${signed(score).padStart(8)}  in all: ${verdict} (low from ${LOW}, medium from ${MEDIUM}, high from ${HIGH})`,
  ].join('\n');
}

function signed(weight: number): string {
  return `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(2)}`;
}
