import type picocolors from 'picocolors';
import type { PolicyOutcome } from '../policy/outcome.js';
import { type AsideNote, policyNotes } from './aside-notes.js';
import { visibleLine } from './escape/visible.js';

type Colours = ReturnType<typeof picocolors.createColors>;

/** More entries than this are counted, not listed. */
const MOST_ENTRIES = 10;

/** What is to be done about configuration and ignore file. */
export function policyBlocks(policy: PolicyOutcome, colours: Colours): string[] {
  return policyNotes(policy).map((note) => block(note, colours));
}

function block({ title, items }: AsideNote, { bold, yellow, dim }: Colours): string {
  const heading = bold(yellow(`${title.charAt(0).toLowerCase()}${title.slice(1)}`));
  const shown = items
    .slice(0, MOST_ENTRIES)
    .map(({ place, words }) => `  ${visibleLine(place === undefined ? words : `${place}  ${words}`)}`);
  if (items.length > MOST_ENTRIES) shown.push(dim(`  and ${items.length - MOST_ENTRIES} more`));
  return [heading, ...shown].join('\n');
}
