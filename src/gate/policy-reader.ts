import { listAt, readAt } from '../git/read-at.js';
import type { ListPolicyFiles, ReadPolicyFile } from '../policy/read-policy-file.js';
import type { EstablishedRange } from './established-range.js';

/** Where policy files are read. */
export interface PolicyFilesAt {
  readonly read: ReadPolicyFile;
  readonly list: ListPolicyFiles;
}

/**
 * Policy files for a gate: as they are on the base side of the range, so that what is judged cannot excuse itself. Without a
 * base side there is none that could be believed.
 */
export function policyFiles({ policyCommit }: Pick<EstablishedRange, 'policyCommit'>): PolicyFilesAt {
  return policyCommit === undefined ? NO_FILES : filesAt(policyCommit);
}

/** @param commit its id */
export function filesAt(commit: string): PolicyFilesAt {
  const list = listAt(commit);
  // A pack is every YAML file below a folder.
  const patterns = async (folder: string) => (await list(folder))?.filter((path) => /\.ya?ml$/.test(path));
  return { read: readAt(commit), list: patterns };
}

const NO_FILES: PolicyFilesAt = { read: async () => undefined, list: async () => undefined };
