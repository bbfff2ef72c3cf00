import type picocolors from 'picocolors';
import type { IgnoreEntryNote, PolicyOutcome } from '../policy/outcome.js';
import { visible } from './escape/visible.js';

type Colours = ReturnType<typeof picocolors.createColors>;

/** More entries than this are counted, not listed. */
const MOST_ENTRIES = 10;

/** What is to be done about configuration and ignore file. */
export function policyBlocks({ stale, expired, changes, inline }: PolicyOutcome, colours: Colours): string[] {
  return [
    ...block('accepted no longer', expired.map(expiredWords), colours),
    ...block('stale: accepted, and nowhere any more', stale.map(entryWords), colours),
    ...block(
      'this range changes the policy',
      changes.map(({ file, what }) => `${file} ${what}`),
      colours,
    ),
    ...block(
      'this range adds inline ignores',
      inline.map(
        ({ path, line, marker, pattern, reason }) =>
          `${path}:${line}  ${marker} ${pattern}${reason === undefined ? '' : `, ${reason}`}`,
      ),
      colours,
    ),
  ];
}

function block(title: string, lines: readonly string[], { bold, yellow, dim }: Colours): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_ENTRIES).map((line) => `  ${visible(line)}`);
  if (lines.length > MOST_ENTRIES) shown.push(dim(`  and ${lines.length - MOST_ENTRIES} more`));
  return [[bold(yellow(title)), ...shown].join('\n')];
}

function entryWords({ file, line, pattern, path, reason }: IgnoreEntryNote): string {
  const what = [pattern, path].filter((word) => word !== '').join(' in ');
  return `${file}:${line}  ${what}${reason === undefined ? '' : `, ${reason}`}`;
}

function expiredWords(note: IgnoreEntryNote): string {
  return `${entryWords(note)}, since ${note.expires}`;
}
