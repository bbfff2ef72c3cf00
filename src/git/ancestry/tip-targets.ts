import { taggedObject } from '../commit.js';
import type { Unread, WholeObject } from '../packs/stored-object.js';
import type { CommitGraph } from './commit-graph.js';
import type { Tip } from './tips.js';

/** Where a name leads. */
export interface TipTarget {
  readonly tip: Tip;
  /** The tags on the way, one naming the next. */
  readonly tags: readonly string[];
  /** The number of the commit at its end; -1 when there is another object, or none. */
  readonly commit: number;
  /** The tree or blob at its end. */
  readonly object?: { readonly id: string; readonly type: 'tree' | 'blob' };
  /** The object that could not be read. */
  readonly unread?: string;
}

/** Tags name tags no deeper; whoever makes more does not want to be followed. */
const MOST_TAGS = 100;

/** Follows a name through tags to what it stands for. @param read any object by its id */
export function followTip(tip: Tip, graph: CommitGraph, read: (id: string) => WholeObject | Unread): TipTarget {
  const tags: string[] = [];
  for (let { id } = tip; tags.length < MOST_TAGS; ) {
    const commit = graph.ids.findHex(id);
    if (commit !== -1) return { tip, tags, commit };
    const object = read(id);
    if ('kind' in object) return { tip, tags, commit: -1, unread: id };
    const { type, content } = object;
    if (type === 'tree' || type === 'blob') return { tip, tags, commit: -1, object: { id, type } };
    const next =
      type === 'tag' ? taggedObject(Buffer.from(content.buffer, content.byteOffset, content.length)) : undefined;
    if (next === undefined) return { tip, tags, commit: -1, unread: id };
    tags.push(id);
    id = next;
  }
  return { tip, tags, commit: -1, unread: tip.id };
}
