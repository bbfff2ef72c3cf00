import { allocate } from './allocate.js';
import { Delta } from './delta.js';
import type { PackFile } from './pack-file.js';
import type { WholeObject } from './stored-object.js';
import { UnreadError } from './unread-error.js';

/** Reads the base of a delta that lies in no entry of its own pack. @throws UnreadError */
export type OutsideBase = (id: Buffer) => WholeObject;

/**
 * Reads one object of a pack, along all deltas that lead to it.
 *
 * @throws UnreadError
 */
export function readPacked(pack: PackFile, entry: number, outside: OutsideBase): WholeObject {
  const { chain, base } = chainTo(pack, entry, outside);
  let object = base ?? readRoot(pack, chain.pop() as number);
  const delta = new Delta();
  for (const next of chain.reverse()) {
    delta.parse(pack.readEntry(next, allocate));
    const content = allocate(delta.targetSize);
    delta.apply(object.content, content);
    object = { type: object.type, content };
  }
  return object;
}

/** The entries from this one to a whole one; or to one whose base lies elsewhere, and that base. */
function chainTo(pack: PackFile, entry: number, outside: OutsideBase): { chain: number[]; base?: WholeObject } {
  const chain = [entry];
  for (let at = entry; ; chain.push(at)) {
    const header = pack.readHeader(at);
    if (header.type !== undefined) return { chain };
    const base = baseEntry(pack, at);
    if (base === undefined) return { chain, base: outside(header.baseId as Buffer) };
    at = base;
    if (chain.length > pack.index.count) throw new UnreadError('it is damaged: its deltas lead back to itself');
  }
}

/**
 * The entry that the header read last is a delta of.
 *
 * @returns undefined when its base is told by its id, and is not in this pack
 * @throws UnreadError when there is no such entry
 */
export function baseEntry(pack: PackFile, entry: number): number | undefined {
  const { order, index, header } = pack;
  if (header.distance > 0) {
    const base = order.at((order.offsets[entry] as number) - header.distance);
    if (base === -1) throw new UnreadError('it is damaged: no object begins where its base should');
    return base;
  }
  const row = index.find(header.baseId as Buffer);
  return row === -1 ? undefined : (order.entries[row] as number);
}

function readRoot(pack: PackFile, entry: number): WholeObject {
  const content = pack.readEntry(entry, allocate);
  if (pack.header.type === undefined) throw new UnreadError('it is damaged: it changed while it was read');
  return { type: pack.header.type, content };
}
