import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { blobId, entryHeader } from './built-pack.js';
import { type DeltaFamily, encoded, type Member } from './delta-family.js';
import type { TestRepository } from './repository.js';

export interface PackOptions {
  /** How a delta tells its base; `mixed` by turns. */
  readonly bases: 'offset' | 'reference' | 'mixed';
  readonly hash?: 'sha1' | 'sha256';
}

/**
 * A pack with the deltas of the families as they are, where git would choose its own. An object that comes again is stored
 * once. https://git-scm.com/docs/gitformat-pack
 */
export function familyPack(families: readonly DeltaFamily[], { bases, hash = 'sha1' }: PackOptions): Buffer {
  const parts: Buffer[] = [Buffer.alloc(12)];
  let end = 12;
  const offsets = new Map<string, number>();
  for (const { members } of families)
    for (const member of members) {
      const id = blobId(member.content, hash).toString('hex');
      if (offsets.has(id)) continue;
      const { data, base } = stored(member, members);
      const baseId = base && blobId(base.content, hash);
      const isReference = bases === 'reference' || (bases === 'mixed' && offsets.size % 2 === 0);
      const distance = baseId && end - (offsets.get(baseId.toString('hex')) as number);
      const how =
        baseId === undefined
          ? { kind: 3 }
          : isReference
            ? { kind: 7, baseId }
            : { kind: 6, distance: distance as number };
      const entry = Buffer.concat([entryHeader({ ...how, size: data.length }), deflateSync(data)]);
      offsets.set(id, end);
      end += entry.length;
      parts.push(entry);
    }
  const header = parts[0] as Buffer;
  header.write('PACK', 'latin1');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(offsets.size, 8);
  const body = Buffer.concat(parts);
  return Buffer.concat([body, createHash(hash).update(body).digest()]);
}

/** Git refuses a delta of fewer bytes than a header and one instruction take. */
const SHORTEST_DELTA = 4;

/** What git would refuse is stored whole: short deltas, and those that make nothing, at which `git cat-file` dies. */
function stored(member: Member, members: readonly Member[]): { data: Buffer; base?: Member } {
  const base = member.base === undefined ? undefined : (members[member.base] as Member);
  if (base === undefined || member.content.length === 0) return { data: member.content };
  const data = encoded(member, base.content);
  return data.length < SHORTEST_DELTA ? { data: member.content } : { data, base };
}

/** Lets git check a pack and write its index. */
export function addPack(repository: TestRepository, pack: Buffer): void {
  const { code, output } = repository.run('git', ['index-pack', '--stdin', '--strict'], { input: pack });
  if (code !== 0) throw new Error(`git index-pack ended with ${code}: ${output}`);
}

/** The members as the versions of a file, one commit each: git packs them as it likes. */
export function addCommits(repository: TestRepository, families: readonly DeltaFamily[], branch: string): void {
  const parts: Buffer[] = [];
  let commits = 0;
  for (const [number, { members }] of families.entries())
    for (const { content } of members) {
      const who = `Ada Author <ada@example.test> ${1_700_000_000 + commits++} +0000`;
      const head = `commit refs/heads/${branch}\ncommitter ${who}\ndata 7\nchanged\nM 100644 inline file-${number}.txt\n`;
      parts.push(Buffer.from(`${head}data ${content.length}\n`), content, Buffer.from('\n'));
    }
  const { code, output } = repository.run(
    'git',
    ['-c', 'fastimport.unpackLimit=1', 'fast-import', '--quiet', '--force'],
    { input: Buffer.concat(parts) },
  );
  if (code !== 0) throw new Error(`git fast-import ended with ${code}: ${output}`);
}
