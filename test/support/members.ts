import type { ArchiveLimits } from '../../src/sources/containers/archive-limits.js';
import { type ContainerInput, type Item, membersOf, type Shown } from '../../src/sources/containers/members.js';
import { BufferAccess } from '../../src/sources/containers/random-access.js';

export interface Read {
  /** What each path holds; of paths that come twice, one behind the other. */
  readonly texts: ReadonlyMap<string, string>;
  readonly names: readonly string[];
  /** `subject: reason` */
  readonly gaps: readonly string[];
  readonly items: readonly Item[];
}

/** Everything that is in a container named `outer`. */
export async function readMembers(
  input: Buffer | ContainerInput,
  limits: Partial<ArchiveLimits> = {},
  shown: Shown = { path: 'outer' },
): Promise<Read> {
  const access = Buffer.isBuffer(input) ? new BufferAccess(input) : input;
  const texts = new Map<string, string>();
  const names: string[] = [];
  const gaps: string[] = [];
  const items: Item[] = [];
  for await (const item of membersOf(access, shown, limits)) {
    items.push(item);
    if (item.kind === 'gap') gaps.push(`${item.subject}: ${item.reason}`);
    else {
      const place = item.kind === 'blob' ? item.places[0] : item.place;
      const path = place?.path ?? `<${place?.part}>`;
      if (place?.part === 'name') names.push(path);
      else texts.set(path, (texts.get(path) ?? '') + item.bytes.toString('latin1'));
    }
  }
  return { texts, names, gaps, items };
}

/** The same bytes as a stream, in pieces. */
export async function* streamed(bytes: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
