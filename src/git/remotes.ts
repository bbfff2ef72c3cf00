import { runGit } from './spawn.js';

/** The remote that a clone came from: `origin`, or the only one. Undefined when there is none, or nobody can tell. */
export async function mainRemote(cwd?: string): Promise<string | undefined> {
  const output = await runGit(['remote'], cwd === undefined ? {} : { cwd });
  const names = output.toString('utf8').split('\n').filter(Boolean);
  return names.includes('origin') ? 'origin' : names.length === 1 ? names[0] : undefined;
}

/** The short name of the branch that a remote had checked out when it was cloned; undefined when the clone does not say. */
export async function remoteHead(remote: string, cwd?: string): Promise<string | undefined> {
  const prefix = `refs/remotes/${remote}/`;
  const args = ['symbolic-ref', '--quiet', `${prefix}HEAD`];
  const output = await runGit(args, { accept: [1], ...(cwd !== undefined && { cwd }) });
  const ref = output.toString('utf8').trim();
  return ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined;
}
