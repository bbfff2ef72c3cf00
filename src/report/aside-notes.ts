import type { IgnoreEntryNote, PolicyOutcome } from '../policy/outcome.js';
import type { Receipt } from '../policy/receipt.js';
import type { Result } from '../policy/result.js';
import { rangeWords, readWords } from './summary.js';

/** A heading, and what is told below it: a place in the repository, or none, and words. */
export interface AsideNote {
  readonly title: string;
  readonly items: readonly { readonly place?: string; readonly words: string }[];
}

/**
 * What configuration, ignore file and range have to say, for reports that are read by people: what a range changes in its
 * own policy comes first, its receipt last. Text in it is as it is in the repository.
 */
export function asideNotes({ policy, receipt }: Result): AsideNote[] {
  return [
    ...(policy === undefined ? [] : policyNotes(policy)),
    ...(receipt === undefined ? [] : [{ title: 'Receipt', items: receiptItems(receipt) }]),
  ];
}

/** The same without the receipt. */
export function policyNotes({ changes, inline, expired, stale }: PolicyOutcome): AsideNote[] {
  const notes: AsideNote[] = [
    {
      title: 'This range changes the policy',
      items: changes.map(({ file, what }) => ({ place: file, words: what })),
    },
    {
      title: 'This range brings, or relies on, inline ignores',
      items: inline.map(({ path, line, pattern, marker, reason }) => ({
        place: `${path}:${line}`,
        words: withReason(`${marker} ${pattern}`, reason),
      })),
    },
    { title: 'Accepted no longer', items: expired.map(entry) },
    { title: 'Stale: accepted, and nowhere any more', items: stale.map(entry) },
  ];
  return notes.filter(({ items }) => items.length > 0);
}

function entry({ file, line, pattern, path, reason, expires }: IgnoreEntryNote) {
  const what = [pattern, path].filter((word) => word !== '').join(' in ');
  const until = expires === undefined ? '' : `, until ${expires}`;
  return { place: `${file}:${line}`, words: withReason(`${what}${until}`, reason) };
}

function withReason(words: string, reason: string | undefined): string {
  return reason === undefined ? words : `${words}: ${reason}`;
}

function receiptItems(receipt: Receipt) {
  return [{ words: rangeWords(receipt) }, { words: readWords(receipt) }];
}
