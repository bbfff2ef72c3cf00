import type { Finding, Location, SecretHistory } from '../policy/finding.js';
import { PLAIN_NAME, reflogWays, renames, type Way, waysBeside } from './ways-beside.js';

/** Why to replace a secret first, whatever else is done: nobody can call it back. */
export function whyReplace({ pushed, unreachable }: SecretHistory): string {
  if (pushed) return 'It was pushed, so others have it. Replace it before anything else:';
  if (unreachable) return 'Replace it: it can have been pushed before this clone let go of it.';
  return 'Replace it: that is quicker than to be sure that nobody else has it.';
}

/** How to take a secret out of what git keeps, by what still leads to it. */
export function waysToForget({ history, locations }: Finding): Way[] {
  if (history === undefined) return [];
  const strongest = history.reachedBy[0]?.kind;
  if (history.unreachable) return [collect(history), ...waysBeside(locations)];
  // With the reflog, or what is rewritten, the entries go as well.
  if (strongest === 'reflog' || strongest === 'stash') return [collect(history), ...renames(locations)];
  const rewrite = rewriteWords(locations);
  return [...(rewrite === '' ? reflogWays(locations) : [rewriteWay(history, rewrite)]), ...renames(locations)];
}

/** https://github.com/newren/git-filter-repo: it takes expressions to replace from a file, one a line. */
function rewriteWay({ pushed }: SecretHistory, words: string): Way {
  if (!pushed)
    return [
      'Take it out of the history before that is pushed. In a copy, with the secret on a line of its own in FILE:',
      `git filter-repo --force ${words}`,
    ];
  return [
    'Then take it out of the history, with the secret on a line of its own in FILE, outside the repository:',
    'git clone --mirror URL copy && cd copy',
    `git filter-repo ${words}`,
    'git push --force --mirror URL',
    'Ask the host to drop what it cached, pull requests too. Everybody else has to clone again.',
  ];
}

function rewriteWords(locations: readonly Location[]): string {
  const inFiles = locations.some(({ part }) => part === undefined);
  const inMessages = locations.some(({ part }) => part === 'commit' || part === 'tag');
  const words = [inFiles && '--replace-text FILE', inMessages && '--replace-message FILE'];
  return [...words, locations.some(isName) && '--path-rename OLD:NEW'].filter(Boolean).join(' ');
}

function isName({ part }: Location): boolean {
  return part === 'name';
}

/** What only a stash, a reflog or nothing at all leads to is gone with them. */
function collect({ reachedBy, reachedByCount }: SecretHistory): Way {
  const listed = reachedBy.length === reachedByCount;
  const stashes = reachedBy.filter(({ kind }) => kind === 'stash').map(({ name }) => name);
  const reflogs = reachedBy.filter(({ kind }) => kind === 'reflog').map(({ name }) => name);
  const [only] = stashes;
  const drop = stashes.length === 1 && only !== undefined && STASH.test(only) ? only : 'stash@{N}';
  return [
    'Then let git forget it. What nothing else leads to is lost with it:',
    ...(stashes.length > 0 ? [`git stash drop ${drop}`] : []),
    ...(reflogs.length > 0 ? [`git reflog expire --expire=now ${reflogWords(reflogs, listed)}`] : []),
    'git gc --prune=now',
  ];
}

const STASH = /^stash@\{\d{1,9}\}$/;
const MOST_REFLOGS = 4;

/** `--all` would empty the list of stashes too, so the reflogs are named where that can be done. */
function reflogWords(names: readonly string[], listed: boolean): string {
  const plain = listed && names.length <= MOST_REFLOGS && names.every((name) => PLAIN_NAME.test(name));
  return plain ? names.join(' ') : 'REF, for each of these reflogs';
}
