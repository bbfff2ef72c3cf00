import { TreeEntry } from '../ancestry/tree-entry.js';

/**
 * Adds the names of files and folders in a tree, one character for each byte.
 *
 * @returns false when the tree is damaged: what stands behind the damage was not read
 */
export function addNames(tree: Buffer, idBytes: number, names: Set<string>): boolean {
  const entry = new TreeEntry(idBytes);
  for (let at = 0; at < tree.length; ) {
    const end = entry.read(tree, at);
    if (end === -1) return false;
    names.add(tree.toString('latin1', entry.nameStart, entry.nameEnd));
    at = end;
  }
  return true;
}
