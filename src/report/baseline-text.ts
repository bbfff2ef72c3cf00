import picocolors from 'picocolors';
import type { Gap } from '../sources/source.js';
import { visible } from './escape/visible.js';
import { count } from './summary.js';

/** What became of an ignore file. */
export interface BaselineOutcome {
  readonly file: string;
  readonly added: number;
  readonly removed: number;
  /** How many it has now. */
  readonly entries: number;
  readonly isNew: boolean;
  /** Findings that no entry can accept: they are values of this machine's own variables. */
  readonly left: number;
  readonly gaps: readonly Gap[];
}

/** `hushkey baseline` for a person. */
export function baselineText(
  { file, added, removed, entries, isNew, left, gaps }: BaselineOutcome,
  colour: boolean,
): string {
  const { dim } = picocolors.createColors(colour);
  const what =
    removed > 0 ? `${entryCount(removed)} removed` : added > 0 ? `${entryCount(added)} added` : 'nothing to change';
  return [
    ...gaps.map(({ subject, reason }) => `not looked at: ${visible(subject)}: ${visible(reason)}`),
    ...(left > 0 ? [`${count(left, 'finding')} cannot be accepted: no entry can tell them from others`] : []),
    `hushkey: ${what}, ${file} has ${entryCount(entries)}`,
    ...(isNew && added > 0
      ? [
          dim('Commit it. So that two branches which both add to it merge without a conflict:'),
          dim(`  echo '${file} merge=union' >> .gitattributes`),
        ]
      : []),
    '',
  ].join('\n');
}

function entryCount(number: number): string {
  return number === 1 ? '1 entry' : `${number} entries`;
}
