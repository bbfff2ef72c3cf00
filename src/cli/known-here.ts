import { ObjectReader } from '../git/object-reader.js';
import { likelyTopLevel } from '../git/working-tree.js';
import { committedText } from '../sources/own-values/committed.js';
import { foldersWithValues } from '../sources/own-values/history-folders.js';
import { type KnownSecrets, knownSecrets } from './known.js';

/** The secrets of this machine, and of every folder of the working tree, for commands that nobody waits for as for a commit. */
export async function knownHere(): Promise<KnownSecrets> {
  const objects = new ObjectReader();
  try {
    return await knownSecrets({
      folders: foldersWithValues(likelyTopLevel()),
      committed: (path) => committedText(objects, path),
    });
  } finally {
    objects.close();
  }
}
