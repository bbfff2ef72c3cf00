import type { Facts } from '../catalogue/facts.js';
import type { Finding } from '../policy/finding.js';

/**
 * The three ways out of a finding: take the secret out, excuse it, or replace it. For a commit that can still be mended
 * they come in this order; for what is in the history already, replacing comes first.
 */
export function waysOut(finding: Finding, facts: Facts | undefined, command: 'staged' | 'history'): string[] {
  const [takeOut, excuse, replace] = [
    takeOutOf(finding, facts),
    [
      'No secret? Say so in a comment on that line, or alone on the line before:',
      `hushkey:ignore ${finding.pattern} -- why`,
    ],
    [
      command === 'staged'
        ? 'Ever pushed or shared? Then it is known: replace it.'
        : 'Whoever had the repository has it: replace it.',
      ...links(facts),
    ],
  ];
  const ways = command === 'staged' ? [takeOut, excuse, replace] : [replace, takeOut, excuse];
  return ways.flatMap(([first, ...rest], index) => [`${index + 1}. ${first}`, ...rest.map((line) => `   ${line}`)]);
}

const ENV_FILE = /(?:^|\/)\.env(?:\.[\w.-]+)?$/;
/** A path is shown inside a command only when no shell could read anything else into it. */
const PLAIN_PATH = /^[\w./@+-]+$/;

function takeOutOf({ locations, variables }: Finding, facts: Facts | undefined): string[] {
  const path = locations[0]?.path;
  if (path === undefined) return ['Keep it out of messages: a message cannot be changed once it is pushed.'];
  if (!ENV_FILE.test(path)) {
    const there = variables?.find(({ file }) => ENV_FILE.test(file));
    if (there !== undefined)
      return [`Take it out: read ${there.name} from the environment here, and git add the file again.`];
    return [
      `Take it out: ${facts?.env[0] ?? 'SOME_NAME'}=… in .env, read it from the environment here, and git add the file again.`,
    ];
  }
  const shown = PLAIN_PATH.test(path) ? path : 'FILE';
  return [
    'This file belongs on your machine only. Take it out of git and keep it out:',
    `git rm --cached -- ${shown}`,
    'hushkey env',
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
