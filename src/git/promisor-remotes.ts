import { runGit } from './spawn.js';

/** What says that a remote delivers objects later on. */
export const PROMISOR_KEYS = '^(extensions\\.partialclone|remote\\..*\\.(promisor|partialclonefilter))$';

/**
 * The remotes that promised to deliver what a partial clone left out, in the order in which git asks them: that of the
 * configuration, and the one that was cloned from last.
 * https://git-scm.com/docs/partial-clone#_using_many_promisor_remotes
 */
export async function promisorRemotes(cwd?: string): Promise<string[]> {
  const words = ['config', '--null', '--get-regexp', PROMISOR_KEYS];
  const set = (await runGit(words, { accept: [1], ...(cwd !== undefined && { cwd }) })).toString('utf8');
  const remotes = new Set<string>();
  let clonedFrom: string | undefined;
  for (const entry of set.split('\0')) {
    const [, key = '', value] = /^([^\n]*)(?:\n(.*))?$/s.exec(entry) ?? [];
    const [, remote, variable] = /^remote\.(.*)\.(promisor|partialclonefilter)$/s.exec(key) ?? [];
    if (key === 'extensions.partialclone') clonedFrom = value;
    else if (remote !== undefined && (variable !== 'promisor' || !FALSE.test(value ?? 'true'))) remotes.add(remote);
  }
  if (clonedFrom !== undefined) {
    remotes.delete(clonedFrom);
    remotes.add(clonedFrom);
  }
  return [...remotes];
}

/** https://git-scm.com/docs/git-config#_values */
const FALSE = /^(?:|0|no|off|false)$/i;
