// Images that lie or are damaged: what cannot be read is a gap, and the rest is read.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/catalogue/random.js';
import { CHANGES } from '../../support/changed-bytes.js';
import {
  dockerImage,
  dockerLayout,
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

const { line } = leak();
const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** A layout of which one blob is another. */
function with_(change: (layout: TestLayout) => void): Buffer {
  const layout = new TestLayout().add({ layers: [{ a: line }, { b: 'x' }] });
  change(layout);
  return layout.tar();
}

const blobsOf = (layout: TestLayout) => [...layout.files.keys()];

describe('a gap tells', () => {
  it('of bytes with another digest than their name, which are read', async () => {
    const tar = with_((layout) => {
      const [first] = blobsOf(layout);
      layout.files.set(first as string, gzipSync(layerOf({ a: line, b: 'y' })));
    });
    const { gaps, places } = await scannedImage(tar);
    expect(gaps).toEqual([
      expect.stringMatching(/^a\.tar!\/blobs\/sha256\/[0-9a-f]{64}: its bytes have another digest than its name says$/),
    ]);
    expect(places).toEqual(['a.tar!/layer 1/a:1:8']);
  });

  it.each([
    ['a layer', 1, /^a\.tar: layer 2 \(sha256:[0-9a-f]{12}\) is not in it$/],
    ['the configuration', 2, /^a\.tar: the configuration \(sha256:[0-9a-f]{12}\) is not in it$/],
    ['a manifest', 3, /^a\.tar: a manifest \(sha256:[0-9a-f]{12}\) is not in it$/],
  ])('that %s is missing', async (_, index, words) => {
    const tar = with_((layout) => layout.files.delete(blobsOf(layout)[index] as string));
    const { gaps, locations } = await scannedImage(tar);
    expect(gaps).toEqual([expect.stringMatching(words)]);
    expect(locations.map(({ path }) => path)).toEqual(['a.tar!/a']);
  });

  it('that a foreign layer is no part of the image', async () => {
    const layout = new TestLayout().add({
      layers: [{ a: 'x' }],
      layerType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
    });
    layout.files.delete(blobsOf(layout)[0] as string);
    const { gaps } = await scannedImage(layout.tar());
    expect(gaps).toEqual([expect.stringContaining('is a foreign one, which is no part of a saved image')]);
  });

  it.each([
    ['gzip', gzipSync],
    ['zstd', zstdOf],
  ])('that a layer in %s ends too early, whose beginning is read', async (_, compress) => {
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, at) => sha256(String(at))).join(''));
    const tar = ociImage({
      layers: [{ a: line, b: noise }],
      compress: (layer) => compress(layer).subarray(0, -20_000),
    });
    const { gaps, places } = await scannedImage(tar);
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps.join()).toContain('it is damaged');
    expect(places).toEqual(['a.tar!/layer 1/a:1:8']);
  });

  it('that the tar ends too early, whose beginning is read', async () => {
    const tar = ociImage({ layers: [{ a: line }, { b: Buffer.alloc(5000, 'x') }] });
    const { gaps, locations } = await scannedImage(tar.subarray(0, 1024 + 100));
    expect(gaps.join()).toContain('it is damaged');
    expect(gaps.join()).toContain('it has no manifest');
    expect(locations.length).toBeLessThan(2);
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'a/../../x'])('that layers lie outside of it: %s', async (name) => {
    const manifest = JSON.stringify([{ Config: 'c.json', RepoTags: null, Layers: [name] }]);
    const { gaps } = await scannedImage(
      tarOf([
        { name: 'c.json', content: '{}' },
        { name: 'manifest.json', content: manifest },
      ]),
    );
    expect(gaps).toEqual(['a.tar: layer 1 is told to lie outside of it']);
  });

  it('that a link leads out, or to itself', async () => {
    const manifest = JSON.stringify([{ Config: 'c.json', Layers: ['out/layer.tar', 'x/layer.tar'] }]);
    const { gaps } = await scannedImage(
      tarOf([
        { name: 'out/layer.tar', link: '../../../etc/shadow' },
        { name: 'x/layer.tar', link: 'layer.tar' },
        { name: 'c.json', content: '{}' },
        { name: 'manifest.json', content: manifest },
      ]),
    );
    expect(gaps).toEqual([
      'a.tar: layer 1 is told to lie outside of it',
      'a.tar: layer 2 is told to lie outside of it',
    ]);
  });

  it.each(['sha256:../../../etc/passwd', `sha256:${'g'.repeat(64)}`, 'md5:00', '', 7, null])(
    'of a digest that is none: %s',
    async (digest) => {
      const layout = new TestLayout();
      layout.manifests.push({ digest, mediaType: MANIFEST });
      expect((await scannedImage(layout.tar())).gaps).toEqual([
        'a.tar: a manifest is named by no digest that is known',
      ]);
    },
  );

  it.each(['{}', '[]', '{"manifests":7}', '"x"', 'no json', ''])('of an index that is none: %s', async (content) => {
    const { gaps } = await scannedImage(
      tarOf([
        { name: 'index.json', content },
        { name: 'oci-layout', content: '{}' },
      ]),
    );
    expect(gaps).toEqual(['a.tar: index.json is no manifest and no index of the OCI or of docker']);
  });

  it.each(['{}', '[7]', '[{}]', '[{"Layers":{}}]', '[[[[]]]]'])(
    'of a manifest of docker that is none: %s',
    async (content) => {
      const { gaps } = await scannedImage(tarOf([{ name: 'manifest.json', content }]));
      expect(gaps).toEqual(['a.tar: its manifest.json is no list of images']);
    },
  );

  it('of indexes that are nested without an end', async () => {
    const layout = new TestLayout();
    let inner = layout.document({ manifests: [] }, INDEX);
    for (let depth = 0; depth < 12; depth++) inner = layout.document({ manifests: [inner] }, INDEX);
    layout.manifests.push(inner);
    expect((await scannedImage(layout.tar())).gaps).toEqual(['a.tar: its indexes are nested more than 8 deep']);
  });

  it('of very many missing things a hundred times, and how many there are', async () => {
    const layout = new TestLayout();
    const layers = Array.from({ length: 5000 }, (_, at) => ({ digest: `sha256:${sha256(String(at))}` }));
    layout.manifests.push(layout.document({ config: {}, layers }, MANIFEST));
    const { gaps } = await scannedImage(layout.tar());
    expect(gaps.length).toBe(101);
    expect(gaps).toContain('a.tar: 4901 more things are not in it');
  });

  it.each([
    ['of docker', dockerImage],
    ['of the OCI', (parts: ImageParts) => ociImage({ ...parts, compress: (tar) => tar })],
  ])('that a layer is another one than the configuration says, in an image %s', async (_, build) => {
    const tar = build({ layers: [{ a: line, b: 'the content of b' }] });
    tar.write('B', tar.indexOf('the content of b'));
    const { gaps, places } = await scannedImage(tar);
    expect(gaps).toContain('a.tar: layer 1 has another digest than the configuration says');
    expect(places).toEqual(['a.tar!/layer 1/a:1:8']);
  });

  it('that a layer is no tar, which is read as it is', async () => {
    const { gaps, findings } = await scannedImage(ociImage({ layers: [Buffer.from(line)] }));
    expect(gaps).toEqual(['a.tar: layer 1 is no tar, and was scanned as it is']);
    expect(findings.length).toBe(1);
  });

  it('that a limit was reached', async () => {
    const limits = { bytes: 100_000 };
    const tar = ociImage({ layers: [{ a: line, b: Buffer.alloc(1 << 20) }] });
    const { gaps, places } = await scannedImage(tar, { limits });
    expect(gaps).toEqual([expect.stringContaining('it expands to more than 100,000 bytes, and the rest was not read')]);
    expect(places).toEqual(['a.tar!/layer 1/a:1:8']);
  });
});

describe('what is no layer', () => {
  it('is read as it is', async () => {
    const layout = new TestLayout().add({ layers: [{ a: 'b' }] });
    layout.blob(Buffer.from(`\0${line}`), 'application/wasm');
    layout.blob(gzipSync(line), 'text/plain');
    const { locations } = await scannedImage(layout.tar());
    expect(locations.map(({ path }) => path)).toEqual([
      expect.stringMatching(/!\/blobs/),
      expect.stringMatching(/!\/blobs/),
    ]);
  });

  it('is a document that is larger than any manifest: it is searched, and as a manifest it is a gap', async () => {
    const layout = new TestLayout();
    const padding = { manifests: [], x: 'y'.repeat(5 << 20), key: leak().secret };
    layout.manifests.push(layout.document(padding, INDEX));
    const { gaps, findings } = await scannedImage(layout.tar());
    expect(gaps).toEqual([expect.stringMatching(/: blobs\/sha256\/[0-9a-f]{64} is no manifest and no index/)]);
    expect(findings.length).toBe(1);
  });

  it('may be an index that holds itself twice, as far as digests let it', async () => {
    const layout = new TestLayout();
    const inner = layout.document({ manifests: [] }, INDEX);
    layout.manifests.push(inner, inner, layout.document({ manifests: [inner, inner] }, INDEX));
    expect((await scannedImage(layout.tar())).gaps).toEqual([]);
  });
});

describe('damaged images', () => {
  const parts = {
    layers: [{ a: line, 'b/c': 'x'.repeat(700) }, { '.wh.a': '' }],
    config: { history: [{ created_by: 'A' }] },
  };
  const zstd = { ...parts, compress: zstdOf };

  it.each([
    ['a layout', ociImage(parts)],
    ['a layout in zstd', ociImage(zstd)],
    ['what docker saved before', dockerImage(parts)],
    ['what docker saves today', dockerLayout(parts)],
  ])('give an answer or a gap: %s', async (_, image) => {
    const random = seededRandom(7);
    const next = (below: number) => Math.floor(random() * below);
    for (let round = 0; round < 40; round++)
      for (const [name, change] of Object.entries(CHANGES)) {
        const { findings, gaps } = await scannedImage(change(Buffer.from(image), next));
        // Nothing is lost without a word.
        expect(findings.length + gaps.length, `${name}, round ${round}`).toBeGreaterThan(0);
      }
  });
});
