import { isAbsolute } from 'node:path';
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
 *
 * @param readElsewhere reads a file outside of the repository, which somebody named by its whole path
 */
export function policyFiles(
  { policyCommit }: Pick<EstablishedRange, 'policyCommit'>,
  readElsewhere: ReadPolicyFile = NO_FILES.read,
): PolicyFilesAt {
  const { read, list } = policyCommit === undefined ? NO_FILES : filesAt(policyCommit);
  return {
    read: (path) => (isAbsolute(path) ? readElsewhere(path) : read(path)),
    list: async (folder) => (isAbsolute(folder) ? undefined : list(folder)),
  };
}

/** @param commit its id */
function filesAt(commit: string): PolicyFilesAt {
  const list = listAt(commit);
  // A pack is every YAML file below a folder.
  const patterns = async (folder: string) => (await list(folder))?.filter((path) => /\.ya?ml$/.test(path));
  return { read: readAt(commit), list: patterns };
}

const NO_FILES: PolicyFilesAt = { read: async () => undefined, list: async () => undefined };
