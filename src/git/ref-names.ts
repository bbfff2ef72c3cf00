import { complaintsOf } from './complaints.js';
import { linesOf } from './lines.js';
import { runGit, startGit } from './spawn.js';

/** The full names of all refs, and what kept git from telling them. */
export interface RefNames {
  /** Bytes: git does not ask for UTF-8. */
  readonly names: readonly Buffer[];
  readonly complaints: readonly string[];
}

/**
 * The names of branches, tags, remote-tracking refs, notes and all others, those of refs too that lead nowhere, and of the
 * branch that is checked out when nothing was committed to it yet.
 * https://git-scm.com/docs/git-for-each-ref
 */
export async function refNames(cwd?: string): Promise<RefNames> {
  const git = startGit(['for-each-ref', '--format=%(refname)'], cwd);
  git.stdin.end();
  const names = new Set<string>();
  for await (const lines of linesOf(git.stdout)) for (const line of lines) names.add(line);
  const complaints: string[] = [];
  for (const complaint of complaintsOf(await git.ended, 'git for-each-ref')) {
    const name = IGNORED.exec(complaint)?.[1];
    // What such a ref hides is told when the history is walked.
    if (name === undefined) complaints.push(complaint);
    else names.add(Buffer.from(name, 'utf8').toString('latin1'));
  }
  const head = await runGit(['symbolic-ref', '--quiet', 'HEAD'], { accept: [1, 128], ...(cwd && { cwd }) });
  if (head.length > 1) names.add(head.toString('latin1', 0, head.length - 1));
  return { names: [...names].map((name) => Buffer.from(name, 'latin1')), complaints };
}

/** Git names what it leaves out of the list. */
const IGNORED = /^ignoring (?:dangling symref|broken ref|ref with broken name) (.*)$/;
