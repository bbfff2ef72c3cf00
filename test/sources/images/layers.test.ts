// What is said of a file in a layer: which layer, what made it, and whether a later one hides it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dockerImage,
  dockerLayout,
  type Files,
  type ImageParts,
  layerOf,
  ociImage,
  sha256,
  TestLayout,
  tarOf,
  zstdOf,
} from '../../support/image.js';
import { leak } from '../../support/refusal.js';
import { scannedImage } from '../../support/scanned-image.js';
import { token } from '../../support/token.js';

const { line } = leak();

const FORMS: readonly [name: string, build: (parts: ImageParts) => Buffer][] = [
  ['a layout with layers in gzip', ociImage],
  ['a layout with layers in zstd', (parts) => ociImage({ ...parts, compress: zstdOf })],
  ['a layout with layers as they are', (parts) => ociImage({ ...parts, compress: (tar) => tar })],
  ['what docker saved before', dockerImage],
  ['what docker saves today', dockerLayout],
];

describe.each(FORMS)('in %s', (_, build) => {
  it('a secret that a later layer deletes is found, with its layer and its instruction', async () => {
    const { locations, places, gaps } = await scannedImage(
      build({
        tag: 'app:1',
        layers: [{ 'bin/sh': 'x' }, { 'app/.env': line, 'app/main.js': 'run()' }, { 'app/.wh..env': '' }],
        config: {
          history: [
            { created_by: 'ADD rootfs / # buildkit' },
            { created_by: 'ENV A=1', empty_layer: true },
            { created_by: 'COPY . /app\n# buildkit' },
            { created_by: 'RUN rm .env' },
          ],
        },
      }),
    );
    expect(gaps).toEqual([]);
    expect(places).toEqual(['a.tar!/layer 2/app/.env:1:8']);
    expect(locations[0]).toMatchObject({
      path: 'a.tar!/app/.env',
      container: 'a.tar',
      image: {
        name: 'app:1',
        platform: 'linux/amd64',
        layer: { index: 2, of: 3, digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
        instruction: 'COPY . /app # buildkit',
        hidden: { by: 3, how: 'deleted' },
      },
    });
  });
});

const hidden = async (...layers: Files[]) => {
  const { locations } = await scannedImage(ociImage({ layers }));
  expect(locations.length).toBe(1);
  return locations[0]?.image?.hidden;
};

describe('a file is hidden', () => {
  const below = { 'a/b/c': line };
  it.each<[string, Files, string | undefined]>([
    ['by its own whiteout', { 'a/b/.wh.c': '' }, 'deleted'],
    ['by that of a folder around it', { '.wh.a': '' }, 'deleted'],
    ['by an opaque folder', { 'a/.wh..wh..opq': '' }, 'deleted'],
    ['by an opaque root', { '.wh..wh..opq': '' }, 'deleted'],
    ['by a file of its name', { './a/b/c': 'x' }, 'replaced'],
    ['by a file in the place of a folder', { a: 'x' }, 'replaced'],
    ['not by a note of a file system', { 'a/b/.wh..wh.plnk': '' }, undefined],
    ['not by the whiteout of its neighbour', { 'a/b/.wh.d': '', 'a/.wh.c': '' }, undefined],
    ['not by an opaque folder beside it', { 'a/c/.wh..wh..opq': '' }, undefined],
    ['not by a file beside it', { 'a/b/d': 'x' }, undefined],
  ])('%s', async (_, above, how) => {
    expect(await hidden(below, { x: 'y' }, above)).toEqual(how && { by: 3, how });
  });

  it('not by a link that leads to it, but by one of its name', async () => {
    const linked = async (name: string, link: string) => {
      const layers = [layerOf(below), tarOf([{ name, link }])];
      return (await scannedImage(ociImage({ layers }))).locations[0]?.image?.hidden;
    };
    expect(await linked('x', '/a/b/c')).toBeUndefined();
    expect(await linked('a/b', 'x')).toEqual({ by: 2, how: 'replaced' });
  });

  it('by the first layer that does it', async () => {
    expect(await hidden(below, { 'a/b/c': 'x' }, { '.wh.a': '' })).toEqual({ by: 2, how: 'replaced' });
  });

  it('not by a layer below, nor by its own', async () => {
    expect(await hidden({ '.wh.a': '' }, { ...below, 'a/.wh..wh..opq': '', '.wh.a': '' })).toBeUndefined();
  });

  it('in none of the images that have its layer, when one of them shows it', async () => {
    const gone = { '.wh.a': '' };
    const both = (second: readonly Files[]) =>
      new TestLayout()
        .add({ tag: 'one', layers: [below, gone] })
        .add({ tag: 'two', layers: second })
        .tar();
    const shown = await scannedImage(both([{ x: '' }, below]));
    expect(shown.locations[0]?.image).toMatchObject({ name: 'one', images: 2, layer: { index: 1, of: 2 } });
    expect(shown.locations[0]?.image?.hidden).toBeUndefined();
    const unseen = await scannedImage(both([{ x: '' }, below, gone]));
    expect(unseen.locations[0]?.image?.hidden).toEqual({ by: 2, how: 'deleted' });
  });
});

describe('layers', () => {
  it('that have the same secret are places of one finding', async () => {
    const { findings, places } = await scannedImage(ociImage({ layers: [{ a: line }, { 'b/c': line }] }));
    expect(findings.length).toBe(1);
    expect(places).toEqual(['a.tar!/layer 1/a:1:8', 'a.tar!/layer 2/b/c:1:8']);
  });

  it('that are there twice, once as a link, are read once', async () => {
    const layers = [{ a: line }, { b: 'x' }, { a: line }];
    const { places, gaps } = await scannedImage(dockerImage({ layers }));
    expect(gaps).toEqual([]);
    expect(places).toEqual(['a.tar!/layer 1/a:1:8']);
  });

  it('are told as they are, whatever their media type says', async () => {
    const tar = ociImage({ layers: [{ a: line }], layerType: 'application/vnd.oci.image.layer.v1.tar+zstd' });
    expect((await scannedImage(tar)).places).toEqual(['a.tar!/layer 1/a:1:8']);
  });

  it('have no instruction when the history has another number of them', async () => {
    const tar = ociImage({ layers: [{ a: line }], config: { history: [{ created_by: 'A' }, { created_by: 'B' }] } });
    const { locations } = await scannedImage(tar);
    expect(locations[0]?.image).toMatchObject({ layer: { index: 1 } });
    expect(locations[0]?.image?.instruction).toBeUndefined();
  });

  it('that no manifest names are read all the same', async () => {
    const layout = new TestLayout().add({ layers: [] });
    const layer = layerOf({ a: line });
    layout.blob(layer, 'x');
    const { locations, places } = await scannedImage(layout.tar());
    expect(places).toEqual(['a.tar!/a:1:8']);
    expect(locations[0]?.image).toEqual({ layer: { digest: `sha256:${sha256(layer)}` } });
  });

  it('of all platforms are read, nested indexes too', async () => {
    const layout = new TestLayout();
    const [arm, amd] = ['arm64', 'amd64'].map((architecture) => ({
      ...layout.image({ layers: [{ [architecture]: leak().line }] }),
      platform: { os: 'linux', architecture },
    }));
    layout.manifests.push(
      layout.document({ schemaVersion: 2, manifests: [arm, amd] }, 'application/vnd.oci.image.index.v1+json'),
    );
    const { locations, gaps } = await scannedImage(layout.tar());
    expect(gaps).toEqual([]);
    expect(locations.map(({ path, image }) => [path, image?.platform]).sort()).toEqual([
      ['a.tar!/amd64', 'linux/amd64'],
      ['a.tar!/arm64', 'linux/arm64'],
    ]);
  });

  it('have names that are read too: of files, folders and links', async () => {
    const [file, link] = [token('github-classic-pat'), token('github-classic-pat')];
    const layer = tarOf([
      { name: `keys/${file}`, content: 'x' },
      { name: 'current', link: `keys/${link}` },
    ]);
    const { findings, locations } = await scannedImage(ociImage({ layers: [layer] }));
    expect(findings.length).toBe(2);
    expect(JSON.stringify(locations)).not.toMatch(new RegExp(`${file}|${link}`));
  });

  it('may come in any order, and manifests before or behind them', async () => {
    const layout = new TestLayout().add({
      tag: 'app:1',
      layers: [{ a: line }, { b: leak().line }, { '.wh.a': '', c: leak().line }],
      config: { config: { Env: [`KEY=${leak().secret}`] } },
    });
    const whole = await scannedImage(layout.tar());
    expect(whole.findings.length).toBe(4);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(layout.entries(), { minLength: layout.entries().length }),
        async (entries) => {
          expect(await scannedImage(tarOf(entries))).toEqual(whole);
        },
      ),
      { numRuns: 20 },
    );
  });
});
