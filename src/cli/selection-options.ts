import type { Argv } from 'yargs';

/** What `hushkey history` is told of the part of the history that somebody wants to know of. */
export interface SelectionOptions {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly ref?: readonly string[] | undefined;
  readonly path?: readonly string[] | undefined;
  readonly reachableOnly: boolean;
}

/** The options that narrow what is told of a history. */
export function selectionOptions<T>(y: Argv<T>) {
  return y
    .option('since', {
      type: 'string',
      requiresArg: true,
      describe: 'only what came with a commit of this day or later: 2026-01-31, 2026-01-31T12:00, or 30d, 6w, 1y ago',
    })
    .option('until', { type: 'string', requiresArg: true, describe: 'only what came with a commit up to this day' })
    .option('ref', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'only what this branch, tag or commit leads to; may be given again',
    })
    .option('path', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'only files at paths like this, at any time: lib/, "*.env", "src/**/test"; may be given again',
    })
    .option('reachable-only', {
      type: 'boolean',
      default: false,
      describe: 'nothing that only reflogs lead to, or nothing at all',
    });
}
