import type { Asker, CiEvent, Variables } from '../gate/event.js';
import { recognise, systemNames } from '../gate/recognised.js';
import { UsageError } from './usage-error.js';

/** What is to be looked at, and who says so. */
export interface Asked {
  readonly event: CiEvent;
  readonly asker: Asker;
}

interface RangeOptions {
  readonly range?: string | undefined;
  readonly base?: string | undefined;
}

/**
 * What the options ask for, else what the CI system says.
 *
 * @param readFile reads a file that the CI system wrote
 * @throws UsageError when neither says anything
 * @throws UnclearEventError when a CI system is recognised and does not say what it should
 */
export function askedFor(options: RangeOptions, variables: Variables, readFile: (path: string) => string): Asked {
  const { range, base } = options;
  if (range !== undefined && base !== undefined)
    throw new UsageError('--range and --base are two answers to one question: choose one of them');
  if (range !== undefined) return inOptions(rangeIn(range), '--range', range);
  if (base?.trim() === '') throw new UsageError('--base is a branch, tag or commit, and it is empty');
  if (base !== undefined) return inOptions({ from: base, to: 'HEAD' }, '--base', base);
  const recognised = recognise(variables, readFile);
  if (recognised !== undefined) return { event: recognised.event, asker: recognised.system };
  throw new UsageError(
    `no CI system is recognised (${systemNames().join(', ')}): say what is new with --range A..B, or --base REF for what HEAD reaches and REF does not`,
  );
}

/** Nothing has an id of zeros: CI systems say so when a branch is new. */
function inOptions({ from, to }: { from: string; to: string }, option: string, value: string): Asked {
  const isNothing = /^0+$/.test(from);
  const target = isNothing ? undefined : { name: from, branch: /^origin\/(.+)$/.exec(from)?.[1], commits: [from] };
  return {
    event: { what: `${option} ${value}`, tips: [to], target, from: [option], isEverything: isNothing },
    asker: {},
  };
}

/** No name of a ref holds two dots. @throws UsageError when it is none */
function rangeIn(range: string): { from: string; to: string } {
  const [from, to, more] = range.includes('...') ? [] : range.split('..');
  if (!from || to === undefined || more !== undefined)
    throw new UsageError('--range is two revisions with two dots between them, such as main..HEAD');
  return { from, to: to || 'HEAD' };
}
