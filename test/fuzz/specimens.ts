import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from '../../src/detect/engine.js';
import { adversaries } from '../support/adversarial-families.js';
import type { DeltaFamily } from '../support/delta-family.js';
import { describedMatches } from '../support/described-match.js';
import { describeObject } from '../support/described-object.js';
import { addCommits, addPack, familyPack } from '../support/family-pack.js';
import type { Places } from '../support/history-places.js';
import { naiveObjects, naivePlaces } from '../support/naive-history.js';
import { TestRepository } from '../support/repository.js';
import { catalogue } from '../support/token.js';
import type { Files } from './damages.js';

/** A small repository that is intact, and all that is true of it. */
export interface Specimen {
  readonly name: string;
  readonly repository: TestRepository;
  /** The folder of its object database. */
  readonly objects: string;
  readonly hash: 'sha1' | 'sha256';
  readonly files: Files;
  /** By id: the object, and what a scan of it finds. */
  /** What history finds. */
  readonly places: Places;
  readonly truth: ReadonlyMap<string, readonly [object: string, matches: string]>;
}

const engine = new Engine(catalogue.patterns, { assignments: true });

/** Small ones: what happens to thousands of bytes happens to each of them more often. */
function families(from: number): DeltaFamily[] {
  const isSmall = ({ members }: DeltaFamily) =>
    members.length < 20 && members.every(({ content }) => content.length < 4000);
  return adversaries()
    .map(({ family }) => family)
    .filter(isSmall)
    .filter((_, number) => number % 5 === from);
}

export function specimens(): Promise<Specimen[]> {
  return Promise.all([repacked([]), repacked(['-c', 'pack.indexVersion=1']), handMade(), withSha256()]);
}

function repacked(options: readonly string[]): Promise<Specimen> {
  const repository = new TestRepository();
  addCommits(repository, families(0), 'main');
  repository.git(...options, 'repack', '--quiet', '-a', '-d', '-f', '--depth=50', '--window=50');
  return specimen(`one pack of git, ${options.join(' ') || 'as it makes it'}`, repository, 'sha1');
}

/** Two packs that share objects, and loose ones. */
function handMade(): Promise<Specimen> {
  const repository = new TestRepository();
  const [some, others, loose] = [families(1), families(2), families(3)] as const;
  addPack(repository, familyPack([...some, ...others.slice(0, 3)], { bases: 'reference' }));
  addPack(repository, familyPack(others, { bases: 'mixed' }));
  for (const { members } of loose.slice(0, 4))
    for (const { content } of members) repository.run('git', ['hash-object', '-w', '--stdin'], { input: content });
  return specimen('two packs and loose objects', repository, 'sha1');
}

function withSha256(): Promise<Specimen> {
  const repository = new TestRepository(['--object-format=sha256']);
  addCommits(repository, families(4), 'main');
  repository.git('repack', '--quiet', '-a', '-d', '-f', '--depth=50', '--window=50');
  return specimen('a pack with SHA-256', repository, 'sha256');
}

async function specimen(name: string, repository: TestRepository, hash: Specimen['hash']): Promise<Specimen> {
  const objects = join(repository.folder, '.git/objects');
  const files: Files = new Map();
  for (const entry of readdirSync(objects, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(objects.length + 1);
    // What else git keeps beside packs is not read.
    if (entry.isFile() && !/\.(?:rev|bitmap|keep)$/.test(path)) files.set(path, readFileSync(join(objects, path)));
  }
  const truth = new Map<string, readonly [string, string]>();
  for (const { id, type, content } of naiveObjects(repository))
    truth.set(id, [describeObject(type, content), JSON.stringify(describedMatches(engine.scan(content)))]);
  return { name, repository, objects, hash, files, truth, places: await naivePlaces(repository) };
}
