import { runGit } from '../spawn.js';

/** What this repository knows a remote to have: its remote-tracking refs, by the name of the remote. */
export function trackedTips(remote: string, cwd?: string): Promise<string[]> {
  // An address in place of a name has no such refs, and its characters could mean others.
  return /[*?[\\:]/.test(remote) || remote === '' ? Promise.resolve([]) : tipsOf([`refs/remotes/${remote}/`], cwd);
}

/** What all refs of this repository lead to. */
export function ownTips(cwd?: string): Promise<string[]> {
  return tipsOf([], cwd);
}

/** Those of some objects that are here: what somebody else has may never have come. */
export async function present(ids: readonly string[], cwd?: string): Promise<string[]> {
  if (ids.length === 0) return [];
  const input = Buffer.from(ids.map((id) => `${id}\n`).join(''));
  const output = await runGit(['cat-file', '--batch-check=%(objectname)', '--buffer'], { input, ...(cwd && { cwd }) });
  const answers = output.toString('latin1').split('\n');
  return ids.filter((id, at) => answers[at] === id);
}

async function tipsOf(patterns: readonly string[], cwd?: string): Promise<string[]> {
  const output = await runGit(['for-each-ref', '--format=%(objectname)', ...patterns], { ...(cwd && { cwd }) });
  return [...new Set(output.toString('latin1').split('\n'))].filter((id) => id !== '');
}
