import { describe, expect, it } from 'vitest';
import { mergedTrees } from '../../../src/git/ancestry/merged-trees.js';
import { TreeCollector } from '../../../src/git/ancestry/tree-collector.js';
import { TreeContents } from '../../../src/git/ancestry/tree-contents.js';
import type { CollectedTrees } from '../../../src/git/ancestry/tree-rows.js';
import { Delta } from '../../../src/git/packs/delta.js';
import type { StoredObject } from '../../../src/git/packs/stored-object.js';
import { deltaBytes, type Instruction } from '../../support/delta-bytes.js';
import { numbers } from '../../support/grown-repository.js';

// Whatever a tree is a delta of, what is noted of it equals what reading all of its entries finds.

const ID_BYTES = 20;
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

type Next = (below: number) => number;

interface Entry {
  readonly mode: string;
  readonly name: string;
  readonly id: Buffer;
}

const entryBytes = ({ mode, name, id }: Entry) => Buffer.concat([Buffer.from(`${mode} ${name}\0`, 'latin1'), id]);
const treeBytes = (entries: readonly Entry[]) => Buffer.concat(entries.map(entryBytes));

/** An id; one in three is made of bytes of which entries are made too. */
function someId(next: Next): Buffer {
  const odd = '40000 a\x00\x00100644 b\x00\x0012';
  const pick = next(3) === 0 ? () => odd.charCodeAt(next(odd.length)) : () => next(256);
  return Buffer.from(Array.from({ length: ID_BYTES }, pick));
}

const MODES = ['100644', '100755', '120000', '40000', '40000', '160000', '040000', '100664'];

/** Few names and few ids, so that the same ones come again. */
class Generator {
  readonly next: Next;
  readonly ids: Buffer[];
  constructor(seed: number) {
    this.next = numbers(seed);
    this.ids = Array.from({ length: 60 }, () => someId(this.next));
  }

  entry(): Entry {
    const { next } = this;
    const name = `${'abcdefghij'.slice(next(10))}${next(2) ? ' 40000 x' : ''}${'n'.repeat(next(40))}${next(1000)}`;
    return { mode: MODES[next(MODES.length)] as string, name, id: this.ids[next(this.ids.length)] as Buffer };
  }

  entries(count: number): Entry[] {
    return Array.from({ length: count }, () => this.entry());
  }

  /** A few entries changed, added, removed or moved. */
  changed(entries: readonly Entry[]): Entry[] {
    const { next } = this;
    const changed = [...entries];
    for (let n = 1 + next(4); n > 0; n--) {
      const at = next(changed.length + 1);
      const kind = next(5);
      if (kind === 0) changed.splice(at, 0, this.entry());
      else if (kind === 1) changed.splice(at, 1 + next(3));
      else if (kind === 2) changed.push(...changed.splice(at, next(20)));
      else if (at < changed.length) changed[at] = { ...(changed[at] as Entry), id: this.entry().id };
    }
    return changed;
  }

  /** Pieces of the base that a few tries find, most often the longest ones where they were, now and then anywhere. */
  instructions(base: Buffer, target: Buffer): Instruction[] {
    const { next } = this;
    const least = 1 + next(40);
    const instructions: Instruction[] = [];
    let inserted: number[] = [];
    const flush = () => {
      for (; inserted.length > 0; inserted = inserted.slice(127))
        instructions.push(Buffer.from(inserted.slice(0, 127)));
    };
    for (let at = 0, behind = 0; at < target.length; ) {
      const from = next(6) === 0 ? next(base.length) : behind;
      const found = at + least > target.length ? -1 : base.indexOf(target.subarray(at, at + least), from);
      if (found === -1) inserted.push(target[at++] as number);
      else {
        flush();
        const longest = next(3) === 0 ? least : least + next(5000);
        let length = least;
        while (length < longest && found + length < base.length && base[found + length] === target[at + length])
          length++;
        instructions.push({ offset: found, size: length });
        at += length;
        behind = found + length;
      }
    }
    flush();
    return instructions;
  }
}

/** An id that no object of these has. */
function numberedId(number: number): string {
  return number.toString(16).padStart(ID_BYTES * 2, 'f');
}

function deltaOf(base: Buffer, target: Buffer, instructions: readonly Instruction[]): Delta {
  const delta = new Delta();
  delta.parse(deltaBytes(base.length, target.length, instructions));
  const made = Buffer.alloc(target.length);
  delta.apply(base, made);
  expect(made.equals(target)).toBe(true);
  return delta;
}

interface Made {
  readonly object: StoredObject;
  readonly entries: readonly Entry[];
}

/** Trees in the order of a walk: each a delta of the last one that was one less deep, or whole. */
function walk(generator: Generator, count: number): Made[] {
  const { next } = generator;
  const path: Made[] = [];
  return Array.from({ length: count }, () => {
    const depth = path.length === 0 || next(30) === 0 ? 0 : 1 + next(path.length);
    const base = path[depth - 1];
    const entries = base === undefined ? generator.entries(next(200)) : generator.changed(base.entries);
    const content = treeBytes(entries);
    const from = base?.object.content as Buffer;
    const delta = base && { base: from, instructions: deltaOf(from, content, generator.instructions(from, content)) };
    const id = someId(next).toString('hex');
    const made: Made = {
      object: { kind: 'object', type: 'tree', id, content, depth, delta, isRepeated: false },
      entries,
    };
    path.length = depth;
    path.push(made);
    return made;
  });
}

type Names = ReadonlyMap<string, Buffer>;

/** What stands in a tree as `KIND NAME ID`, submodules and what is not wanted left out; and what a wanted name stands for. */
function naive(entries: readonly Entry[], wanted: ReadonlySet<string>, names: Names = new Map()): string[] {
  const byName = new Map([...names].map(([id, name]) => [name.toString('latin1'), id]));
  const noted = entries.flatMap(({ mode, name, id }) => {
    const hex = id.toString('hex');
    const named = byName.has(name) ? [`blob ${name} ${byName.get(name)}`] : [];
    if (mode.endsWith('40000')) return [...named, `tree ${name} ${hex}`];
    return mode !== '160000' && wanted.has(hex) ? [...named, `blob ${name} ${hex}`] : named;
  });
  return noted.sort();
}

/** The same as it was collected. Trees that were not read lead somewhere, so every tree is told. */
function collected(contents: TreeContents, id: string, wanted: readonly string[]): string[] {
  const entries = contents.entries(contents.ids.findHex(id));
  const texts = Array.from(entries, (entry) => {
    const target = contents.target(entry);
    const name = Buffer.from(contents.name(contents.nameNumber(entry))).toString('latin1');
    return target < 0 ? `blob ${name} ${wanted[~target]}` : `tree ${name} ${contents.ids.hex(target)}`;
  });
  return texts.sort();
}

function collect(made: readonly Made[], wanted: readonly string[], names: Names = new Map()): CollectedTrees {
  const collector = new TreeCollector(ID_BYTES, wanted, names);
  for (const { object } of made) collector.take(object);
  return collector.done();
}

describe('trees that are deltas of each other', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed + 1))(
    'are noted as if each were read whole (seed %i)',
    (seed) => {
      const generator = new Generator(seed);
      const made = walk(generator, 250);
      const wanted = generator.ids.slice(0, 12).map((id) => id.toString('hex'));
      const contents = new TreeContents(collect(made, wanted), EMPTY_TREE);
      for (const { object, entries } of made)
        expect(collected(contents, object.id, wanted)).toEqual(naive(entries, new Set(wanted)));
    },
  );

  it.each(Array.from({ length: 12 }, (_, seed) => seed + 101))(
    'are noted with wanted names as if each were read whole, whatever the names lead to (seed %i)',
    (seed) => {
      const generator = new Generator(seed);
      const made = walk(generator, 250);
      const all = [...new Set(made.flatMap(({ entries }) => entries.map(({ name }) => name)))];
      const some = all.filter(() => generator.next(5) === 0).map((name) => Buffer.from(name, 'latin1'));
      const names = new Map(some.map((name, at) => [numberedId(at), name]));
      const wanted = [...generator.ids.slice(0, 6).map((id) => id.toString('hex')), ...names.keys()];
      const contents = new TreeContents(collect(made, wanted, names), EMPTY_TREE);
      for (const { object, entries } of made)
        expect(collected(contents, object.id, wanted)).toEqual(naive(entries, new Set(wanted), names));
    },
  );

  it.each([1, 2, 3])('have every name in them told, whatever they are deltas of (seed %i)', (seed) => {
    const made = walk(new Generator(seed), 250);
    const told = new Set<string>();
    const onName = (tree: Uint8Array, start: number, end: number) =>
      told.add(Buffer.from(tree.subarray(start, end)).toString('latin1'));
    const collector = new TreeCollector(ID_BYTES, [], new Map(), { onName });
    for (const { object } of made) collector.take(object);
    expect([...told].sort()).toEqual(
      [...new Set(made.flatMap(({ entries }) => entries.map(({ name }) => name)))].sort(),
    );
  });

  it('are noted as the difference from their base: a tree costs what is new in it', () => {
    const generator = new Generator(99);
    const folders = generator.entries(400).map((entry, at) => ({ ...entry, mode: '40000', name: `folder-${at}` }));
    const made: Made[] = [];
    let entries = folders;
    for (let depth = 0; depth < 50; depth++) {
      const base = made.at(-1)?.object.content as Buffer | undefined;
      const at = (depth * 31) % entries.length;
      const offset = treeBytes(entries.slice(0, at)).length + entryBytes(entries[at] as Entry).length - ID_BYTES;
      const fresh = someId(generator.next);
      entries = entries.with(at, { ...(entries[at] as (typeof entries)[0]), id: fresh });
      const content = treeBytes(entries);
      const behind = { offset: offset + ID_BYTES, size: content.length - offset - ID_BYTES };
      const delta = base && {
        base,
        instructions: deltaOf(base, content, [{ offset: 0, size: offset }, fresh, behind]),
      };
      const id = someId(generator.next).toString('hex');
      made.push({ object: { kind: 'object', type: 'tree', id, content, depth, delta, isRepeated: false }, entries });
    }
    const { changes } = collect(made, []);
    expect(changes.length).toBeLessThanOrEqual(400 + 49 * 2);
  });

  it('can be collected in several threads', () => {
    const generator = new Generator(77);
    const made = walk(generator, 300);
    const wanted = generator.ids.slice(0, 12).map((id) => id.toString('hex'));
    const isRoot = (at: number) => made[at]?.object.depth === 0;
    const cuts = [0, ...Array.from(made.keys()).filter((at) => at > 0 && isRoot(at)), made.length];
    expect(cuts.length).toBeGreaterThan(4);
    const parts = cuts.slice(1).map((cut, at) => collect(made.slice(cuts[at], cut), wanted));
    const posted = structuredClone(parts) as [CollectedTrees, ...CollectedTrees[]];
    const contents = new TreeContents(mergedTrees(posted), EMPTY_TREE);
    for (const { object, entries } of made)
      expect(collected(contents, object.id, wanted)).toEqual(naive(entries, new Set(wanted)));
  });
});

describe('a tree that is no tree', () => {
  const whole = (id: string, content: Buffer, more: Partial<StoredObject> = {}): StoredObject => ({
    kind: 'object',
    type: 'tree',
    id,
    content,
    depth: 0,
    delta: undefined,
    isRepeated: false,
    ...more,
  });
  const id = 'ab'.repeat(ID_BYTES);
  const wanted = 'cd'.repeat(ID_BYTES);
  const entry = entryBytes({ mode: '100644', name: 'a', id: Buffer.from(wanted, 'hex') });

  it.each([
    ['is cut off', entry.subarray(0, -1)],
    ['has no mode', Buffer.concat([entry, Buffer.from(' a\0'), Buffer.alloc(20)])],
    ['has a mode of letters', Buffer.concat([Buffer.from('mode a\0'), Buffer.alloc(20)])],
    ['ends in a name', Buffer.concat([entry, Buffer.from('100644 endless')])],
    ['is nothing of the kind', Buffer.from('100644')],
  ])('counts as not read: it %s', (_, content) => {
    const collector = new TreeCollector(ID_BYTES, [wanted]);
    collector.take(whole(id, content));
    const contents = new TreeContents(collector.done(), EMPTY_TREE);
    expect(contents.isRead(contents.ids.findHex(id))).toBe(false);
  });

  it('does not hide what is a delta of it', () => {
    const broken = Buffer.concat([entry, Buffer.alloc(300, 'x')]);
    const delta = { base: broken, instructions: deltaOf(broken, entry, [{ offset: 0, size: entry.length }]) };
    const collector = new TreeCollector(ID_BYTES, [wanted]);
    collector.take(whole('12'.repeat(ID_BYTES), broken));
    collector.take(whole(id, entry, { depth: 1, delta }));
    const contents = new TreeContents(collector.done(), EMPTY_TREE);
    expect(collected(contents, id, [wanted])).toEqual([`blob a ${wanted}`]);
  });

  it('is not believed when it came only as a base: its bytes may not be those of its id', () => {
    const collector = new TreeCollector(ID_BYTES, [wanted]);
    collector.take(whole(id, entry, { isRepeated: true }));
    expect(new TreeContents(collector.done(), EMPTY_TREE).ids.findHex(id)).toBe(-1);
  });
});
