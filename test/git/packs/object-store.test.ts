import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { ObjectStore } from '../../../src/git/packs/object-store.js';
import { corrupt, flip, lose, packFile } from '../../support/damage.js';
import { describeObject } from '../../support/described-object.js';
import { growMore, grownRepository } from '../../support/grown-repository.js';
import { leaveHook } from '../../support/outside-hooks.js';
import { TestRepository } from '../../support/repository.js';
import { expectSameAsGit, type Objects, objectsOfGit, readAll } from '../../support/stored-objects.js';

// The oracle is `git cat-file --batch`: whatever it reads, the store reads, and each object once.

beforeEach(leaveHook);

const AGGRESSIVE = ['repack', '--quiet', '-a', '-d', '-f', '--depth=250', '--window=250'];

/** The longest chain of deltas, as `git verify-pack` counts it. */
function longestChain(repository: TestRepository): number {
  const report = repository.git('verify-pack', '-v', packFile(repository, '.idx'));
  return Math.max(...[...report.matchAll(/^chain length = (\d+):/gm)].map(([, length]) => Number(length)));
}

/** The object of which most others are deltas. */
function largestBase(repository: TestRepository): { id: string; offset: number; packed: number } {
  const report = repository.git('verify-pack', '-v', packFile(repository, '.idx'));
  const deltas = new Map<string, number>();
  for (const [, base] of report.matchAll(/^\S+ \w+ +\d+ \d+ \d+ \d+ (\S+)$/gm))
    deltas.set(base as string, (deltas.get(base as string) ?? 0) + 1);
  const [[id]] = [...deltas].sort(([, a], [, b]) => b - a) as [[string, number]];
  const [, packed, offset] = new RegExp(`^${id} \\w+ +\\d+ (\\d+) (\\d+)`, 'm').exec(report) ?? [];
  return { id, offset: Number(offset), packed: Number(packed) };
}

async function withStore<T>(
  repository: TestRepository,
  use: (store: ObjectStore) => T,
  cwd = '.',
): Promise<Awaited<T>> {
  const store = await ObjectStore.open(join(repository.folder, cwd));
  try {
    return await use(store);
  } finally {
    store.close();
  }
}

describe('reads what git reads', () => {
  it('from long chains of offset deltas', async () => {
    const repository = grownRepository(400);
    repository.git(...AGGRESSIVE);
    expect(longestChain(repository)).toBeGreaterThan(30);
    await expectSameAsGit(repository);
    // Next to nothing may be held: bases are put together again and again, and nothing else changes.
    await expectSameAsGit(repository, '.', { budget: 1 });
    await expectSameAsGit(repository, '.', { checkIds: true });
  });

  it('from reference deltas, whose bases may lie behind them', async () => {
    const repository = grownRepository(200);
    repository.git('-c', 'repack.useDeltaBaseOffset=false', ...AGGRESSIVE);
    expect(longestChain(repository)).toBeGreaterThan(20);
    await expectSameAsGit(repository);
  });

  it('from an index of version 1', async () => {
    const repository = grownRepository(100);
    repository.git('-c', 'pack.indexVersion=1', ...AGGRESSIVE);
    await withStore(repository, (store) => {
      store.packs.refresh();
      expect(store.packs.packs.map(({ index }) => index.version)).toEqual([1]);
    });
    await expectSameAsGit(repository);
  });

  it('from a repository that hashes with SHA-256', async () => {
    const repository = grownRepository(150, 1, ['--object-format=sha256']);
    repository.git(...AGGRESSIVE);
    growMore(repository, 20, 2);
    repository.stage('loose.txt', 'loose');
    await expectSameAsGit(repository);
  });

  it('from many packs that share objects, and loose ones', async () => {
    const repository = grownRepository(60);
    for (let seed = 2; seed < 30; seed++) growMore(repository, 10, seed);
    repository.git('repack', '--quiet', '-a'); // Leaves the others: everything is there twice.
    for (let file = 0; file < 30; file++) repository.stage(`loose-${file}.txt`, `loose ${file}\n`);
    repository.commit();
    expect(repository.git('count-objects', '--verbose')).toMatch(/^packs: 30$/m);
    await expectSameAsGit(repository);
    repository.git('multi-pack-index', 'write');
    await expectSameAsGit(repository);
  });

  it('from loose objects of every type, and of no bytes', async () => {
    const repository = new TestRepository();
    repository.stage('empty', '');
    repository.stage('zeros', Buffer.alloc(3_000_000));
    repository.stage('text', 'text\n');
    repository.commit();
    repository.git('tag', '--annotate', '--message', 'a tag', 'v1');
    await expectSameAsGit(repository);
  });

  it('from a repository without objects, and one with an empty pack', async () => {
    const repository = new TestRepository();
    await expectSameAsGit(repository);
    repository.run('git', ['pack-objects', '--quiet', '.git/objects/pack/pack'], { input: '' });
    expect(readdirSync(join(repository.folder, '.git/objects/pack')).length).toBeGreaterThan(1);
    await expectSameAsGit(repository);
  });

  it('from a thin pack that was completed', async () => {
    const repository = grownRepository(60);
    const other = new TestRepository();
    other.git('config', 'receive.unpackLimit', '1');
    for (const tip of ['grown-1~20:refs/heads/base', 'grown-1:refs/heads/tip'])
      repository.git('push', '--quiet', '--thin', other.folder, tip);
    await expectSameAsGit(other);
    const folder = join(other.folder, '.git/objects/pack');
    expect(readdirSync(folder).filter((name) => name.endsWith('.pack')).length).toBe(2);
  });

  it('whatever type is asked for', async () => {
    const repository = grownRepository(50);
    repository.git(...AGGRESSIVE);
    repository.stage('loose.txt', 'loose');
    const expected = [...objectsOfGit(repository)].filter(([, text]) => /^(?:blob|tag) /.test(text));
    const { objects } = await withStore(repository, (store) => readAll(store, { types: new Set(['blob', 'tag']) }));
    expect(objects).toEqual(new Map(expected));
  });

  it('piece by piece what is large', async () => {
    const repository = new TestRepository();
    const lines = Array.from({ length: 50_000 }, (_, line) => `${line * 7919}\n`);
    repository.stage('packed.txt', lines.join(''));
    repository.stage('small.txt', 'small');
    repository.commit();
    repository.git('repack', '--quiet', '-a', '-d');
    repository.stage('loose.txt', lines.reverse().join(''));
    const large: string[] = [];
    await withStore(repository, async (store) => {
      for (const object of store.objects({ largest: 10_000 })) if (object.kind === 'large') large.push(object.id);
    });
    expect(large.sort()).toEqual(
      [repository.git('rev-parse', ':packed.txt'), repository.git('rev-parse', ':loose.txt')].sort(),
    );
    await expectSameAsGit(repository, '.', { largest: 10_000 });
  });
});

describe('while others read', () => {
  it('gives two passes at once the same objects, and answers in between', async () => {
    const repository = grownRepository(60);
    repository.git(...AGGRESSIVE);
    const expected = objectsOfGit(repository);
    await withStore(repository, (store) => {
      const passes = [store.objects(), store.objects()];
      const read: Objects[] = [new Map(), new Map()];
      for (let isDone = false; !isDone; ) {
        isDone = true;
        for (const [number, pass] of passes.entries()) {
          const { value: object, done } = pass.next();
          if (done) continue;
          isDone = false;
          if (object.kind !== 'object') throw new Error(object.kind);
          expect('kind' in store.read(object.id)).toBe(false);
          read[number]?.set(object.id, describeObject(object.type, object.content));
          if (object.delta === undefined) continue;
          const { base, instructions } = object.delta;
          const again = Buffer.alloc(object.content.length);
          instructions.apply(base, again);
          expect(again.equals(object.content)).toBe(true);
        }
      }
      expect(read).toEqual([expected, expected]);
    });
  });
});

describe('while others write', () => {
  it('reads on from packs that a repack deletes, and takes each object once', async () => {
    const repository = grownRepository(120);
    growMore(repository, 80, 2);
    const expected = objectsOfGit(repository);
    await withStore(repository, async (store) => {
      const seen: string[] = [];
      for (const object of store.objects()) {
        if (seen.length === 10) repository.git(...AGGRESSIVE);
        if (object.kind === 'unread') throw new Error(object.reason);
        if (object.kind === 'object' && object.isRepeated) continue;
        seen.push(object.id);
      }
      expect(seen.sort()).toEqual([...expected.keys()].sort());
    });
  });

  it('finds loose objects in the pack that they moved to, and what is new in it', async () => {
    const repository = grownRepository(20);
    for (let file = 0; file < 20; file++) repository.stage(`loose-${file}.txt`, `loose ${file}\n`);
    repository.commit();
    await withStore(repository, async (store) => {
      const seen: string[] = [];
      let late = '';
      for (const object of store.objects()) {
        if (seen.length === 3) {
          repository.stage('late.txt', 'late');
          late = repository.git('rev-parse', ':late.txt');
          repository.git(...AGGRESSIVE);
          repository.git('prune-packed');
          repository.git('commit', '--quiet', '--message', 'late');
          repository.git(...AGGRESSIVE);
        }
        if (object.kind === 'unread') throw new Error(`${object.subject}: ${object.reason}`);
        if (object.kind === 'object' && object.isRepeated) continue;
        seen.push(object.id);
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toContain(late);
      expect(seen.sort()).toEqual([...objectsOfGit(repository).keys()].sort());
    });
  });

  it('reads one object that was packed after the store was opened', async () => {
    const repository = new TestRepository();
    repository.stage('a.txt', 'a');
    await withStore(repository, (store) => {
      expect(store.read('1'.repeat(40))).toMatchObject({ kind: 'unread' });
      repository.commit();
      repository.git('repack', '--quiet', '-a', '-d');
      repository.git('prune-packed');
      expect(store.read(repository.git('rev-parse', 'HEAD:a.txt'))).toMatchObject({
        type: 'blob',
        content: Buffer.from('a'),
      });
    });
  });
});

describe('what cannot be read is told, and the rest is read', () => {
  it('one damaged and one lost loose object', async () => {
    const repository = new TestRepository();
    for (const name of ['a', 'b', 'c']) repository.stage(`${name}.txt`, `${name}\n`.repeat(100));
    repository.commit();
    const expected = objectsOfGit(repository);
    const damaged = corrupt(repository, 'HEAD:a.txt');
    const lost = lose(repository, 'HEAD:b.txt');
    await withStore(repository, async (store) => {
      const { objects, unread } = await readAll(store);
      expect(unread).toEqual([
        { kind: 'unread', subject: damaged, isObject: true, reason: expect.stringMatching(/damaged/) },
      ]);
      for (const id of [damaged, lost]) expected.delete(id);
      expect(objects).toEqual(expected);
      expect(store.read(lost)).toMatchObject({
        kind: 'unread',
        subject: lost,
        reason: expect.stringMatching(/missing/),
      });
      expect(store.read(lost)).not.toHaveProperty('isPromised');
    });
  });

  it('a damaged entry of a pack and the deltas that hang on it; nothing, when another pack has them whole', async () => {
    const repository = grownRepository(80);
    repository.git(...AGGRESSIVE);
    const expected = objectsOfGit(repository);
    const { id, offset, packed } = largestBase(repository);
    flip(packFile(repository, '.pack'), offset + Math.floor(packed / 2), 2);
    const { objects, unread } = await withStore(repository, readAll);
    expect(unread.map(({ subject }) => subject)).toContain(id);
    expect(unread.length).toBeGreaterThan(5);
    for (const { subject, isObject } of unread) expect(isObject && expected.has(subject)).toBe(true);
    expect(objects.size + unread.length).toBe(expected.size);
    for (const [id, description] of objects) expect(description).toBe(expected.get(id));
    const whole = grownRepository(80);
    whole.git('repack', '--quiet', '-a', '-d', '-f', '--window=0');
    for (const name of ['pack-0000', 'pack-zzzz']) {
      for (const ending of ['.idx', '.pack'] as const)
        copyFileSync(packFile(whole, ending), join(repository.folder, '.git/objects/pack', name + ending));
      expect(await withStore(repository, readAll)).toEqual({ objects: expected, unread: [] });
      for (const ending of ['.idx', '.pack']) rmSync(join(repository.folder, '.git/objects/pack', name + ending));
    }
  });

  it('nothing, when what others are deltas of is damaged in the pack and has a file of its own', async () => {
    const repository = grownRepository(80);
    repository.git(...AGGRESSIVE);
    const expected = objectsOfGit(repository);
    const { id, offset, packed } = largestBase(repository);
    const base = await withStore(repository, (store) => store.read(id));
    if ('kind' in base) throw new Error(base.reason);
    flip(packFile(repository, '.pack'), offset + Math.floor(packed / 2), 2);
    const folder = join(repository.folder, '.git/objects', id.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    const header = `${base.type} ${base.content.length}\0`;
    writeFileSync(join(folder, id.slice(2)), deflateSync(Buffer.concat([Buffer.from(header), base.content])));
    expect(await withStore(repository, readAll)).toEqual({ objects: expected, unread: [] });
  });

  it('a pack that is none, and one without its end', async () => {
    const repository = grownRepository(20);
    const folder = join(repository.folder, '.git/objects/pack');
    const [name] = readdirSync(folder).filter((file) => file.endsWith('.idx')) as [string];
    const expected = objectsOfGit(repository);
    repository.run('cp', [join(folder, name), join(folder, 'pack-other.idx')]);
    writeFileSync(join(folder, 'pack-other.pack'), 'no pack at all, but long enough to be looked at as one');
    const { objects, unread } = await withStore(repository, readAll);
    expect(unread).toMatchObject([{ isObject: false, subject: join(folder, 'pack-other.pack') }]);
    expect(objects).toEqual(expected);
  });

  it('what a partial clone was promised is told apart from what is lost', async () => {
    const repository = grownRepository(20);
    repository.git('symbolic-ref', 'HEAD', 'refs/heads/grown-1');
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const file = repository.git('ls-tree', '-r', 'HEAD').split(/\s+/)[2] as string;
    repository.git('clone', '--quiet', '--bare', '--filter=blob:none', `file://${repository.folder}`, '../partial');
    await withStore(
      repository,
      async (store) => {
        const { unread } = await readAll(store);
        expect(unread).toEqual([]);
        expect(store.read(file)).toMatchObject({ kind: 'unread', isPromised: true });
        expect(store.read('1'.repeat(40))).not.toHaveProperty('isPromised');
      },
      '../partial',
    );
    rmSync(join(repository.folder, '../partial'), { recursive: true });
  });
});
