import type { Argv } from 'yargs';

/** What the gate looks at, and how strictly. */
export function ciOptions<T>(y: Argv<T>) {
  return y
    .option('range', {
      type: 'string',
      requiresArg: true,
      describe: 'A..B: what B reaches and A does not, whatever the CI system says',
    })
    .option('base', {
      type: 'string',
      requiresArg: true,
      describe: 'what HEAD reaches and this branch, tag or commit does not',
    })
    .option('fetch', {
      type: 'boolean',
      default: false,
      describe: 'first fetch what the clone lacks to know the range; nothing is ever fetched otherwise',
    })
    .option('strict', {
      type: 'boolean',
      default: false,
      describe: 'comments that the range adds excuse nothing by themselves',
    });
}
