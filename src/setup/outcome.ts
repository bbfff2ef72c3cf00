import { visible } from '../report/escape/visible.js';

/** What `hushkey init` came to, in sentences for a person. */
export interface Outcome {
  /** As git calls the hook, or the hooks when there are several outcomes in one. */
  readonly names: readonly string[];
  /** The hook's file, as people know it. */
  readonly hook: string;
  /** False when git will run the hook only after the first of the next steps. */
  readonly running: boolean;
  /** What was changed, one line each. Empty when everything was in place. */
  readonly changes: readonly string[];
  /** What is left to do, the most urgent first. */
  readonly next: readonly string[];
  /** The command that shows the hook at work. */
  readonly trial: string;
  /** What the hook does not cover here. */
  readonly warnings: readonly string[];
}

/** The outcome as plain lines. File names come from the repository: what they could do to a terminal is escaped. */
export function outcomeText(outcome: Outcome): string {
  const { changes, next, trial, warnings } = outcome;
  const lines = [
    headline(outcome),
    ...changes.map((line) => `  ${line}`),
    ...next.map((line) => `next: ${line}`),
    `try it: ${trial}  (git commit runs the same)`,
    ...warnings.map((line) => `warning: ${line}`),
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

function headline({ names, hook, running, changes }: Outcome): string {
  const [which, is] = names.length === 1 ? [`the ${names[0]} hook`, 'is'] : [`the hooks ${names.join(', ')}`, 'are'];
  if (changes.length === 0)
    return `hushkey: ${hook} runs hushkey already, nothing was changed${running ? '' : '; git does not run that hook yet'}`;
  return running
    ? `hushkey: ${which} ${is} installed`
    : `hushkey: ${which} ${is} prepared, git does not run ${names.length === 1 ? 'it' : 'them'} yet`;
}

/** Several outcomes as one. */
export function together(outcomes: readonly [Outcome, ...Outcome[]]): Outcome {
  const [first] = outcomes;
  const each = (key: 'names' | 'changes' | 'next' | 'warnings') => [...new Set(outcomes.flatMap((one) => one[key]))];
  return {
    names: each('names'),
    hook: outcomes.map(({ hook }) => hook).join(', '),
    running: outcomes.every(({ running }) => running),
    changes: each('changes'),
    next: each('next'),
    trial: first.trial,
    warnings: each('warnings'),
  };
}
