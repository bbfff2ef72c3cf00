import type { ObjectType } from '../cat-file-parser.js';
import { DeltaForest } from './delta-forest.js';
import type { ObjectFormat } from './object-format.js';
import type { ObjectStore } from './object-store.js';
import { TreeWalk } from './tree-walk.js';

/**
 * What a partial clone lacks and its remote has promised: what objects in a promisor pack name, and no pack and no file
 * has. Anything else that is missing is lost.
 * https://git-scm.com/docs/partial-clone#_design_details
 *
 * Reads all commits, trees and tags of these packs.
 */
export function promisedObjects(store: ObjectStore): ReadonlySet<string> {
  const promised = new Set<string>();
  const { idBytes } = store.folders.format;
  for (const pack of store.packs.packs) {
    if (!pack.isPromisor) continue;
    const forest = new DeltaForest(pack);
    const walk = new TreeWalk(forest, (id) => store.find(id));
    for (const tree of forest.trees()) {
      if (tree.type === 'blob') continue;
      for (const object of walk.objects(tree))
        if (object.kind === 'object')
          for (const id of idsIn(object.type, object.content, idBytes))
            if (!promised.has(id) && !store.has(id)) promised.add(id);
    }
  }
  return promised;
}

/** The ids that an object names. Those of submodules are of other repositories. */
function idsIn(type: ObjectType, content: Uint8Array, idBytes: ObjectFormat['idBytes']): string[] {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
  if (type === 'tree') return idsInTree(bytes, idBytes);
  if (type === 'blob') return [];
  const end = bytes.indexOf('\n\n');
  const header = bytes.toString('latin1', 0, end === -1 ? bytes.length : end);
  const id = new RegExp(`^(?:tree|parent|object) ([0-9a-f]{${idBytes * 2}})$`);
  return header.split('\n').flatMap((line) => id.exec(line)?.[1] ?? []);
}

const SUBMODULE = '160000 ';

/** `MODE SP NAME NUL ID`, again and again. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function idsInTree(bytes: Buffer, idBytes: number): string[] {
  const ids: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const nul = bytes.indexOf(0, at);
    if (nul === -1 || nul + 1 + idBytes > bytes.length) break;
    const isSubmodule = bytes.toString('latin1', at, at + SUBMODULE.length) === SUBMODULE;
    if (!isSubmodule) ids.push(bytes.toString('hex', nul + 1, nul + 1 + idBytes));
    at = nul + 1 + idBytes;
  }
  return ids;
}
