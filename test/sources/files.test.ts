// Files as they are on the disk: every one is read, nothing else is opened, and what cannot be read is told.
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PIECE } from '../../src/sources/file-reader.js';
import { FilesSource } from '../../src/sources/files.js';
import type { Gap, SourceBlob, SourceChunk } from '../../src/sources/source.js';
import { temporaryFolder } from '../support/repository.js';

type Item = SourceBlob | SourceChunk | Gap;

/** A folder with these files; each holds its own name. */
function folderWith(...paths: (string | Buffer)[]): string {
  const folder = temporaryFolder();
  for (const path of paths) {
    const file = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path)]);
    const slash = file.lastIndexOf('/');
    mkdirSync(file.subarray(0, slash), { recursive: true });
    writeFileSync(file, path);
  }
  return folder;
}

/** What a scan of a folder reads: texts by path, relative to the folder, and gaps by subject. */
async function read(folder: string, source = new FilesSource([folder])) {
  const files = new Map<string, string>();
  const gaps = new Map<string, string>();
  const name = (path = '') => path.slice(folder.length + 1);
  for await (const item of source.blobs()) {
    if (item.kind === 'gap') gaps.set(name(item.subject), item.reason);
    else {
      const path = name((item.kind === 'blob' ? item.places[0] : item.place)?.path);
      files.set(path, (files.get(path) ?? '') + item.bytes.toString('latin1'));
    }
  }
  return { files: Object.fromEntries(files), gaps: Object.fromEntries(gaps), paths: [...files.keys()] };
}

const posix = process.platform !== 'win32';

describe('a folder is scanned', () => {
  it('with all its files, those with a dot too, in an order that does not change', async () => {
    const folder = folderWith('b', 'a/z', 'a/.env', '.env', '.hidden/deep/x', 'Z');
    const { files, paths } = await read(folder);
    expect(paths).toEqual(['.env', '.hidden/deep/x', 'Z', 'a/.env', 'a/z', 'b']);
    expect(files['.hidden/deep/x']).toBe('.hidden/deep/x');
  });

  it('without what is in .git, and with all that only looks like it', async () => {
    const folder = folderWith('.git/config', 'a/.git/HEAD', '.github/x', 'b.git/x', 'c/.gitignore', 'd/.git');
    expect((await read(folder)).paths).toEqual(['.github/x', 'b.git/x', 'c/.gitignore', 'd/.git']);
  });

  it('with .git itself when that is named', async () => {
    const folder = folderWith('.git/config');
    expect((await read(join(folder, '.git'))).paths).toEqual(['config']);
  });

  it.runIf(posix)('whatever its names are: line feeds, patterns, backslashes, bytes that are no UTF-8', async () => {
    const names = ['line\nfeed/x', 'a\nb', '[id].ts', '*', '**/x', '{a,b}', '!x', 'back\\slash', '\u001b[31m', ' '];
    const folder = folderWith(...names, Buffer.from('caf\xe9', 'latin1'), Buffer.from('caf\xe8', 'latin1'));
    const { files } = await read(folder);
    expect(Object.keys(files).sort()).toEqual([...names, 'caf\\xe8', 'caf\\xe9'].sort());
    expect(files['caf\\xe9']).toBe('caf\xe9');
  });

  it('once, when paths that are named lie in each other', async () => {
    const folder = folderWith('a/b', 'c');
    const source = new FilesSource([join(folder, 'a', 'b'), folder, join(folder, 'a')]);
    expect((await read(folder, source)).files).toEqual({ 'a/b': 'a/b', c: 'c' });
  });

  it('with its empty files and folders', async () => {
    const folder = folderWith('a');
    truncateSync(join(folder, 'a'));
    mkdirSync(join(folder, 'empty'));
    expect(await read(folder)).toEqual({ files: { a: '' }, gaps: {}, paths: ['a'] });
  });
});

describe('symbolic links', () => {
  it.runIf(posix)('in a folder lead nowhere: not outside, and not in circles', async () => {
    const outside = folderWith('secret');
    const folder = folderWith('a/x');
    symlinkSync(join(outside, 'secret'), join(folder, 'file'));
    symlinkSync(outside, join(folder, 'folder'));
    symlinkSync('..', join(folder, 'a', 'loop'));
    symlinkSync('self', join(folder, 'self'));
    symlinkSync('nowhere', join(folder, 'dangling'));
    expect(await read(folder)).toEqual({ files: { 'a/x': 'a/x' }, gaps: {}, paths: ['a/x'] });
  });

  it.runIf(posix)('that are named are followed', async () => {
    const outside = folderWith('secret');
    const folder = folderWith();
    symlinkSync(join(outside, 'secret'), join(folder, 'file'));
    symlinkSync(outside, join(folder, 'folder'));
    const source = new FilesSource([join(folder, 'file'), join(folder, 'folder')]);
    expect((await read(folder, source)).files).toEqual({ file: 'secret', 'folder/secret': 'secret' });
  });
});

describe.runIf(posix)('what is no file is never opened', () => {
  const fifo = (path: string) => expect(spawnSync('mkfifo', [path]).status).toBe(0);

  it('in a folder: a FIFO and a socket hold nothing and are passed over', async () => {
    const folder = folderWith('a');
    fifo(join(folder, 'fifo'));
    const server = createServer().listen(join(folder, 'socket'));
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    expect(existsSync(join(folder, 'socket'))).toBe(true);
    expect(await read(folder)).toEqual({ files: { a: 'a' }, gaps: {}, paths: ['a'] });
  });

  it('by its name: a FIFO and a device are gaps', async () => {
    const folder = folderWith();
    fifo(join(folder, 'fifo'));
    const reason = 'it is a FIFO, a device or a socket, which is never opened';
    expect(await read(folder, new FilesSource([join(folder, 'fifo')]))).toMatchObject({ gaps: { fifo: reason } });
    const items = await all(new FilesSource(['/dev/zero']));
    expect(items).toEqual([expect.objectContaining({ kind: 'gap', subject: '/dev/zero', reason })]);
  });

  it('in the place of a file that was there a moment ago', async () => {
    const { items, folder } = await interrupted(({ second }) => {
      rmSync(second);
      fifo(second);
    });
    expect(items).toEqual([gap(join(folder, 'b'), 'it is no regular file any more')]);
  });
});

async function all(source: FilesSource): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of source.blobs()) items.push(item);
  return items;
}

const gap = (subject: string, reason: string) => expect.objectContaining({ kind: 'gap', subject, reason });

/** A scan of a folder in which something happens between its first file and its second. @returns what came then */
async function interrupted(happens: (files: { first: string; second: string }) => void) {
  const folder = folderWith('a', 'b');
  const blobs = new FilesSource([folder]).blobs();
  expect((await blobs.next()).value).toMatchObject({ kind: 'blob' });
  happens({ first: join(folder, 'a'), second: join(folder, 'b') });
  const items: Item[] = [];
  for await (const item of blobs) items.push(item);
  return { items, folder };
}

describe('a file that', () => {
  it('vanishes is a gap', async () => {
    const { items, folder } = await interrupted(({ second }) => rmSync(second));
    expect(items).toEqual([gap(join(folder, 'b'), 'it was there when the scan began, and is gone')]);
  });

  it.runIf(posix)('becomes a symbolic link is not followed', async () => {
    const { items, folder } = await interrupted(({ first, second }) => {
      rmSync(second);
      symlinkSync(first, second);
    });
    expect(items).toEqual([gap(join(folder, 'b'), 'it became a symbolic link while the scan was under way')]);
  });

  it('becomes a folder is a gap', async () => {
    const { items, folder } = await interrupted(({ second }) => {
      rmSync(second);
      mkdirSync(second);
    });
    expect(items).toEqual([gap(join(folder, 'b'), expect.stringMatching(/^it (?:is no|became a|cannot)/))]);
  });

  it.each([
    ['grows', (file: string) => appendFileSync(file, 'more')],
    ['is cut', (file: string) => truncateSync(file, PIECE)],
    ['is written again', (file: string) => writeFileSync(file, Buffer.alloc(3 * PIECE, 'y'))],
  ])('%s while it is read is read, and a gap', async (_, change) => {
    const file = join(folderWith(), 'large');
    writeFileSync(file, Buffer.alloc(3 * PIECE, 'x'));
    const items: Item[] = [];
    for await (const item of new FilesSource([file]).blobs()) {
      if (items.length === 0) change(file);
      items.push(item);
    }
    expect(items.slice(0, -1).map(({ kind }) => kind)).toEqual(items.slice(0, -1).map(() => 'chunk'));
    expect(items.filter((item) => item.kind === 'chunk' && item.last)).toEqual([items.at(-2)]);
    expect(items.at(-1)).toEqual(gap(file, 'it changed while it was read'));
  });

  const root = process.getuid?.() === 0;
  it.skipIf(!posix || root)('nobody may read is a gap, and so is such a folder', async () => {
    const folder = folderWith('a', 'b/x');
    chmodSync(join(folder, 'a'), 0);
    chmodSync(join(folder, 'b'), 0);
    onTestFinished(() => chmodSync(join(folder, 'b'), 0o700));
    expect((await read(folder)).gaps).toEqual({ a: 'permission denied', b: 'permission denied' });
  });

  it.runIf(process.platform === 'linux')('the system will not read is a gap, for root too', async () => {
    // The first page of a process's memory belongs to nobody.
    expect(await all(new FilesSource(['/proc/self/mem']))).toEqual([gap('/proc/self/mem', 'the disk cannot read it')]);
  });

  it.runIf(process.platform === 'linux')('has no size and bytes all the same is read', async () => {
    const [item] = await all(new FilesSource(['/proc/self/status']));
    expect(item?.kind === 'blob' && item.bytes.toString()).toMatch(/^Name:/);
  });
});

it('reads a file larger than a piece in pieces, without losing or repeating a byte', async () => {
  for (const size of [PIECE - 1, PIECE, PIECE + 1, 2 * PIECE]) {
    const file = join(folderWith(), 'large');
    const content = Buffer.alloc(size, 'abcdefg');
    writeFileSync(file, content);
    const items = (await all(new FilesSource([file]))) as (SourceBlob | SourceChunk)[];
    expect(Buffer.concat(items.map(({ bytes }) => bytes)).equals(content)).toBe(true);
    expect(items.every(({ bytes }) => bytes.length <= PIECE)).toBe(true);
    expect(items.filter((item) => item.kind === 'blob' || item.last)).toEqual([items.at(-1)]);
  }
});

it('tells paths as they were named', async () => {
  const folder = folderWith('a/x');
  const paths = async (...named: string[]) =>
    (await all(new FilesSource(named))).map((item) => item.kind === 'blob' && item.places[0]?.path);
  const before = process.cwd();
  try {
    process.chdir(folder);
    expect(await paths('.')).toEqual(['a/x']);
    expect(await paths('a')).toEqual(['a/x']);
    expect(await paths('./a/x')).toEqual(['a/x']);
    expect(await paths(folder)).toEqual(['a/x']);
    process.chdir(join(folder, 'a'));
    expect(await paths('..')).toEqual(['../a/x']);
    expect(await paths('../a/x')).toEqual(['x']);
    const elsewhere = folderWith('y');
    expect(await paths(elsewhere)).toEqual([`${elsewhere}/y`]);
  } finally {
    process.chdir(before);
  }
});
