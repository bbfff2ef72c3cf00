import { runGit } from './spawn.js';

/** How git makes a message out of the file that a person wrote. */
export interface MessageCleanup {
  /** What lines begin with that are not for the message; undefined when all lines are. */
  readonly comment: string | undefined;
  /** From a line with scissors on git leaves everything out, whatever stands there. */
  readonly scissors: boolean;
}

/**
 * How git will clean a message up, as far as a hook can tell: the configuration, and whether a person edits it. Git says
 * that nobody does by an editor named `:`. What is not known counts as a part of the message.
 * https://git-scm.com/docs/git-commit#Documentation/git-commit.txt---cleanupltmodegt
 */
export async function messageCleanup(env: NodeJS.ProcessEnv = process.env): Promise<MessageCleanup> {
  const isEdited = env.GIT_EDITOR !== ':';
  const mode = (await configured('commit.cleanup')) ?? 'default';
  const strips = mode === 'strip' || (mode === 'default' && isEdited);
  const comment = (await configured('core.commentString')) ?? (await configured('core.commentChar')) ?? '#';
  return {
    // Which one git takes by itself is known to git alone.
    comment: strips && comment !== 'auto' ? comment : undefined,
    scissors: mode === 'scissors' && isEdited,
  };
}

async function configured(key: string): Promise<string | undefined> {
  const value = (await runGit(['config', '--get', key], { accept: [1] })).toString('latin1').replace(/\n$/, '');
  return value === '' ? undefined : value;
}

/**
 * The message in a file, with an empty line in place of each line that git leaves out, so that lines keep their numbers.
 *
 * Below the scissors that `git commit --verbose` writes stands the difference, and so what the commit takes away. Scissors
 * that a person wrote are a comment like any other.
 */
export function messageIn(file: Buffer, { comment, scissors }: MessageCleanup): Buffer {
  const lines = file.toString('latin1').split('\n');
  const cut = lines.findIndex(
    (line, at) =>
      SCISSORS.test(line) && (scissors || (comment !== undefined && isDifference(lines.slice(at), comment))),
  );
  const kept = cut === -1 ? lines : lines.slice(0, cut);
  const text = kept.map((line) => (comment !== undefined && line.startsWith(comment) ? '' : line)).join('\n');
  return Buffer.from(text, 'latin1');
}

/** The same dashes in every language and version. */
const SCISSORS = /^\S{1,8} -{24} >8 -{24}$/;

function isDifference(lines: readonly string[], comment: string): boolean {
  const first = lines.find((line) => line !== '' && !line.startsWith(comment));
  return first === undefined || first.startsWith('diff --');
}
