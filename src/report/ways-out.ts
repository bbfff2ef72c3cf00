import type { Facts } from '../catalogue/facts.js';
import { OWN_SECRET } from '../catalogue/own-values/own-patterns.js';
import type { Finding } from '../policy/finding.js';
import type { ImagePlace } from '../sources/images/image-place.js';
import { waysToForget, whyReplace } from './history-ways-out.js';
import type { Command } from './report.js';
import { type Way, waysBeside } from './ways-beside.js';

/** The ways out of a finding, numbered, as lines of a text. */
export function waysOut(finding: Finding, facts: Facts | undefined, command: Command): string[] {
  return waysOf(finding, facts, command).flatMap(([first, ...rest], index) => [
    `${index + 1}. ${first}`,
    ...rest.map((line) => `   ${line}`),
  ]);
}

/**
 * The three ways out of a finding: take the secret out, excuse it, or replace it. For a commit that can still be mended
 * they come in this order; for what is in the history already, replacing comes first.
 */
export function waysOf(finding: Finding, facts: Facts | undefined, command: Command): readonly Way[] {
  const [takeOut, excuse, replace] = [
    takeOutOf(finding, facts, command),
    excuseOf(finding, command),
    [finding.history === undefined ? REPLACE[command] : whyReplace(finding.history), ...links(facts)],
  ] as const;
  return command === 'history' || command === 'ci'
    ? pastWays(finding, replace, takeOut, excuse)
    : [takeOut, excuse, replace];
}

function excuseOf(finding: Finding, command: Command): Way {
  if (finding.locations[0]?.image !== undefined)
    return ['No secret? Leave out its path within the image, or its pattern: exclude in .hushkey.yaml.'];
  return [
    'No secret? Say so in a comment on that line, or alone on the line before:',
    `hushkey:ignore ${finding.pattern} -- why`,
    ...acceptance(finding, command),
  ];
}

/** A line below the first one of a way out: an address, something to type, or a sentence. */
export type WayLine =
  | { readonly kind: 'link'; readonly name: string; readonly url: string }
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'sentence'; readonly text: string };

/** What a line is, for formats that show more than text. */
export function wayLine(line: string): WayLine {
  const [, name, url] = /^(revoke|rotate|usage) +(https?:\S+)$/.exec(line) ?? [];
  if (name !== undefined && url !== undefined) return { kind: 'link', name, url };
  return { kind: /^(?:git|hushkey)[ :]/.test(line) ? 'command' : 'sentence', text: line };
}

/** The ignore file takes in what is tracked or staged, and what the history has. What a machine's own variables say is in none. */
function acceptance({ id, pattern, locations }: Finding, command: Command): string[] {
  // A message of a commit to be made is in no file that is tracked.
  if (locations[0]?.part === 'stdin' || command === 'commit-msg' || pattern === OWN_SECRET) return [];
  const words = command === 'history' ? 'hushkey baseline --history' : 'hushkey baseline';
  // What a range brings cannot accept itself.
  const where = command === 'ci' || command === 'pre-receive' ? ' of the branch it goes to' : '';
  return [`or accept it in .hushkeyignore${where}:`, `${words} --id ${id} --reason WHY`];
}

/** Where no comment can be written. */
function acceptedAlone(finding: Finding): Way[] {
  const [, ...lines] = acceptance(finding, 'history');
  return lines.length === 0 ? [] : [['Dealt with, or no secret? Accept it in .hushkeyignore:', ...lines]];
}

/** A comment excuses only versions that have it, and there is nothing to take out of files that have it no more. */
function pastWays(finding: Finding, replace: Way, takeOut: Way, excuse: Way): Way[] {
  const accept = acceptedAlone(finding);
  if (finding.history === undefined) {
    const beside = waysBeside(finding.locations);
    // Nobody can write a comment into a name.
    return beside.length > 0 ? [replace, ...beside, ...accept] : [replace, takeOut, excuse];
  }
  const forget = waysToForget(finding);
  return finding.history.inHead ? [replace, takeOut, ...forget, excuse] : [replace, ...forget, ...accept];
}

const REPLACE: Readonly<Record<Command, string>> = {
  staged: 'Ever pushed or shared? Then it is known: replace it.',
  history: 'Whoever had the repository has it: replace it.',
  scan: 'Ever pushed, shared or built into something? Then it is known: replace it.',
  ci: 'Whoever can read this branch has it: replace it.',
  'pre-push': 'Ever pushed elsewhere or shared? Then it is known: replace it.',
  'pre-receive': 'It was sent here and goes no further. Ever pushed elsewhere or shared? Then it is known: replace it.',
  'commit-msg': 'Ever pushed or shared? Then it is known: replace it.',
  'merge-commit': 'Ever pushed or shared? Then it is known: replace it.',
};

const ENV_FILE = /(?:^|\/)\.env(?:\.[\w.-]+)?$/;
/** A path is shown inside a command only when no shell could read anything else into it. */
const PLAIN_PATH = /^[\w./@+-]+$/;

function takeOutOf({ locations, variables }: Finding, facts: Facts | undefined, command: Command): string[] {
  const [location] = locations;
  const path = location?.path;
  if (location?.part === 'stdin')
    return ['Keep it out of what is printed: whatever printed this should not know it, or hide it.'];
  if (location?.part === 'commit' && command === 'commit-msg')
    return ['Keep it out of messages: write this one again without it. Nothing was committed.'];
  if (location?.commit !== undefined && IN_COMMITS.has(command)) return wayOutOfCommit(location.commit);
  if (location?.part === 'name') return ['Give it another name: a name is read wherever the file goes.'];
  if (location?.image !== undefined) return wayOutOfImage(location.image);
  if (location?.container !== undefined)
    return ['Take it out of what the archive is made of, and make the archive again; old ones go on holding it.'];
  if (path === undefined) return ['Keep it out of messages: a message cannot be changed once it is pushed.'];
  if (!ENV_FILE.test(path)) {
    const again = command === 'scan' ? '' : ', and git add the file again';
    const there = variables?.find(({ file }) => ENV_FILE.test(file));
    return there === undefined
      ? [`Take it out: ${facts?.env[0] ?? 'SOME_NAME'}=… in .env, read it from the environment here${again}.`]
      : [`Take it out: read ${there.name} from the environment here${again}.`];
  }
  if (command === 'scan')
    return [
      'This file belongs on your machine only. See that it gets into no commit, image or package:',
      'hushkey env',
    ];
  const shown = PLAIN_PATH.test(path) ? path : 'FILE';
  return [
    'This file belongs on your machine only. Take it out of git and keep it out:',
    `git rm --cached -- ${shown}`,
    'hushkey env',
  ];
}

/** What a later layer deletes is hidden and no more. https://docs.docker.com/build/building/secrets/ */
function wayOutOfImage({ layer }: ImagePlace): string[] {
  return layer === undefined
    ? [
        'Keep it out of ENV, ARG, LABEL and commands, and build the image again. A container gets it when it starts,',
        'a build by: RUN --mount=type=secret,id=NAME …',
      ]
    : [
        'Take it out of what the image is built from, and build it again; deleting it in a later layer only hides it.',
        'What only the build needs: in another stage of it, or by RUN --mount=type=secret,id=NAME …',
      ];
}

/** What speaks of commits: a new one on top of them would bring the old ones all the same. */
const IN_COMMITS: ReadonlySet<Command> = new Set(['ci', 'pre-push', 'pre-receive']);

function wayOutOfCommit(commit: string): string[] {
  const id = commit.slice(0, 12);
  return [
    `Take it out of commit ${id} itself; another commit on top would still bring it. Mark it "edit" in`,
    `git rebase --interactive ${id}^`,
  ];
}

function links(facts: Facts | undefined): string[] {
  const known: [string, string | undefined][] = [
    ['revoke', facts?.revoke],
    ['rotate', facts?.rotate],
    ['usage', facts?.usage],
  ];
  const lines = known.flatMap(([name, url]) => (url === undefined ? [] : [`${name.padEnd(7)} ${url}`]));
  return lines.length > 0 ? lines : ['Issue a new one where it came from, and revoke this one.'];
}
