import type picocolors from 'picocolors';
import type { Location, SecretHistory } from '../policy/finding.js';
import type { NamedCommit, Reach } from '../sources/source.js';
import { visible } from './escape/visible.js';
import { count } from './summary.js';

/** More names than this are counted: whoever has to clean up asks git for all of them. */
const MOST_NAMES = 4;

/** A question that a person asks after an incident, and the answer, fit for a terminal. */
export interface Answer {
  readonly question: 'since' | 'until' | 'held by' | 'pushed';
  readonly words: string;
}

/** The answers in the order of the questions: since when and by whom, until when, what leads to it, did it leave? */
export function historyAnswers(history: SecretHistory): Answer[] {
  const answers: readonly (readonly [Answer['question'], string | undefined])[] = [
    ['since', history.first && commitWords(history.first)],
    ['until', until(history)],
    ['held by', holders(history)],
    ['pushed', pushedWords(history)],
  ];
  return answers.flatMap(([question, words]) => (words === undefined ? [] : [{ question, words }]));
}

/** The same as lines of a text. */
export function historyLines(history: SecretHistory, { dim, red }: Colours): string[] {
  return historyAnswers(history).map(({ question, words }) => {
    const shown = question === 'pushed' && history.pushed ? red(words) : words;
    return `  ${dim(question.padEnd(WIDTH))}${shown}`;
  });
}

type Colours = Pick<ReturnType<typeof picocolors.createColors>, 'dim' | 'red'>;

/** Of a label, with a gap behind the longest of them. */
const WIDTH = 9;

function until({ inHead, first, last }: SecretHistory): string | undefined {
  if (inHead) return 'now: HEAD still has it';
  if (last !== undefined && last.commit === first?.commit) return 'the same commit, no other had it';
  return last && `${commitWords(last)}, the last commit that had it`;
}

/** Such as `3f2a9c01b2d4, 2026-01-02, Ada Author <ada@example.com>, "Add the client"`. */
function commitWords({ commit, author, date, subject }: NamedCommit): string {
  const parts = [commit.slice(0, 12), date?.slice(0, 10), author, subject && `"${cut(subject)}"`];
  return visible(parts.filter(Boolean).join(', '));
}

const LONGEST_SUBJECT = 72;

function cut(subject: string): string {
  const characters = [...subject];
  return characters.length > LONGEST_SUBJECT ? `${characters.slice(0, LONGEST_SUBJECT).join('')}…` : subject;
}

function holders({ reachedBy, reachedByCount, inHead, unreachable }: SecretHistory): string {
  if (unreachable) return 'nothing: git gc deletes it after its grace period, unless it is staged';
  if (reachedByCount === 0) return inHead ? 'HEAD alone' : 'nothing here';
  const named = reachedBy.slice(0, MOST_NAMES).map(reachWords);
  const more = reachedByCount - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A name with what it is, where the name does not say it. */
export function reachWords({ kind, name }: Reach): string {
  return visible(`${KIND[kind]}${name}`);
}

const KIND: Readonly<Record<Reach['kind'], string>> = {
  head: '',
  branch: 'branch ',
  remote: '',
  tag: 'tag ',
  note: 'notes ',
  stash: '',
  other: '',
  reflog: 'the reflog of ',
};

function pushedWords({ pushed, unreachable }: SecretHistory): string {
  if (pushed) return 'yes, it left this machine: take it as known to others';
  if (unreachable) return 'nobody can tell; it may still be on a server it was pushed to';
  return 'never, as far as the remote-tracking refs of this clone tell';
}

/** The places to show of a history: for each path those in the first version of the file. The versions behind are counted. */
export function firstVersions(locations: readonly Location[]): Location[] {
  const first = new Map<string, string | undefined>();
  return locations.filter((location) => {
    const { part = '', path = '', ref = '', unreachable = false, blob } = location;
    const file = [part, path, ref, unreachable].join('\0');
    if (!first.has(file)) first.set(file, blob);
    return first.get(file) === blob;
  });
}

/** How often a place came again in other versions, as far as it did. */
export function versionWords({ versions, path, part }: Location): string {
  if (versions === undefined) return '';
  return `  in ${count(versions, part === 'commit' || part === 'tag' ? part : path === undefined ? 'object' : 'version')}`;
}
