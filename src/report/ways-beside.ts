import type { Location } from '../policy/finding.js';

/** The first line of a way out, and the lines below it. */
export type Way = readonly string[];

/** A name is shown inside a command only when no shell, and no option, could be read into it. */
export const PLAIN_NAME = /^[\w.][\w./@+-]{0,100}$/;

/** How to take a secret out of what is in no object: of the names of refs and of reflogs. */
export function waysBeside(locations: readonly Location[]): Way[] {
  return [...reflogWays(locations), ...renames(locations)];
}

export function renames(locations: readonly Location[]): Way[] {
  if (!locations.some(({ part }) => part === 'ref')) return [];
  return [['Give the branch or tag another name, here and wherever it was pushed to.']];
}

/** https://git-scm.com/docs/git-reflog: an entry goes, and what it leads to stays. */
export function reflogWays(locations: readonly Location[]): Way[] {
  const logs = new Set(locations.flatMap(({ part, ref }) => (part === 'reflog' ? [ref ?? ''] : [])));
  if (logs.size === 0) return [];
  const [first = ''] = logs;
  const name = logs.size === 1 && PLAIN_NAME.test(first) ? first : 'REF';
  return [
    [
      `Take the entry out of the reflog; N is its number in what this shows: git reflog show ${name}`,
      `git reflog delete --rewrite '${name}@{N}'`,
    ],
  ];
}
