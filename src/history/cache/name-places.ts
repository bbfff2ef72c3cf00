import { TreeEntry } from '../../git/ancestry/tree-entry.js';
import type { Unread, WholeObject } from '../../git/packs/stored-object.js';

/** Reads any object by its id. */
export type ReadObject = (id: string) => WholeObject | Unread;

/** Where a name of a file or folder can be read: names may be secrets, so none is written anywhere. */
export interface NamePlace {
  /** The id of a tree. */
  readonly tree: string;
  /** Where the name begins in its bytes. */
  readonly at: number;
}

const SPACE = 0x20;

/**
 * @param read the tree of a number
 * @returns the names at some places; undefined when one cannot be read
 */
export function readNames(
  { nameTrees, nameStarts }: { readonly nameTrees: Uint32Array; readonly nameStarts: Uint32Array },
  read: (number: number) => WholeObject | Unread,
): Buffer[] | undefined {
  const trees = new Map<number, Uint8Array>();
  const names: Buffer[] = [];
  for (const [at, number] of nameTrees.entries()) {
    let content = trees.get(number);
    if (content === undefined) {
      const object = read(number);
      if (!('content' in object)) return undefined;
      ({ content } = object);
      trees.set(number, content);
    }
    const start = nameStarts[at] as number;
    const end = content.indexOf(0, start);
    if (content[start - 1] !== SPACE || end === -1) return undefined;
    names.push(Buffer.from(content.subarray(start, end)));
  }
  return names;
}

/** Where each name begins in a tree. @param names one character for each byte */
export function startsIn(content: Uint8Array, names: ReadonlySet<string>, idBytes: number): Map<string, number> {
  const starts = new Map<string, number>();
  const entry = new TreeEntry(idBytes);
  for (let at = 0; at !== -1 && at < content.length; ) {
    at = entry.read(content, at);
    if (at === -1) break;
    const name = Buffer.from(content.subarray(entry.nameStart, entry.nameEnd)).toString('latin1');
    if (names.has(name)) starts.set(name, entry.nameStart);
  }
  return starts;
}
