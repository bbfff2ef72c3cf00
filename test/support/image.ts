import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

// Container images by hand: https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md and docker's own form,
// https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md

/** An entry of a tar: a file, or something else by its type. */
export interface TarEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  /** A symbolic link to it. */
  readonly link?: string;
  readonly isFolder?: boolean;
}

/** The ustar of POSIX. */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(blocksOf), Buffer.alloc(1024)]);
}

function blocksOf({ name, content = '', link = '', isFolder = false }: TarEntry): Buffer[] {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(' '.repeat(8), 148);
  header.write(link === '' ? (isFolder ? '5' : '0') : '2', 156);
  header.write(link, 157, 100);
  header.write('ustar\0', 257);
  header.write('00', 263);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}

export function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Files of a layer by their names; `.wh.NAME` deletes. */
export type Files = Readonly<Record<string, string | Buffer>>;

export function layerOf(files: Files): Buffer {
  return tarOf(Object.entries(files).map(([name, content]) => ({ name, content })));
}

export interface ImageParts {
  /** The lowest first. */
  readonly layers?: readonly (Files | Buffer)[];
  readonly config?: Readonly<Record<string, unknown>>;
  readonly tag?: string;
  readonly compress?: (layer: Buffer) => Buffer;
  readonly layerType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

const OCI = 'application/vnd.oci.image';

/** A layout of the OCI under construction. */
export class TestLayout {
  /** Files by their names, in their order. */
  readonly files = new Map<string, Buffer>();
  readonly manifests: Record<string, unknown>[] = [];

  /** @returns the descriptor of the blob */
  blob(bytes: Buffer, mediaType: string) {
    const digest = sha256(bytes);
    this.files.set(`blobs/sha256/${digest}`, bytes);
    return { mediaType, digest: `sha256:${digest}`, size: bytes.length };
  }

  document(content: unknown, mediaType: string) {
    return this.blob(Buffer.from(JSON.stringify(content)), mediaType);
  }

  /** @returns the descriptor of the manifest, which the index does not name yet */
  image(parts: ImageParts) {
    const {
      layers = [],
      config = {},
      annotations,
      compress = gzipSync,
      layerType = `${OCI}.layer.v1.tar+gzip`,
    } = parts;
    const tars = layers.map((layer) => (Buffer.isBuffer(layer) ? layer : layerOf(layer)));
    const descriptors = tars.map((tar) => this.blob(compress(tar), layerType));
    const diffs = tars.map((tar) => `sha256:${sha256(tar)}`);
    const content = { architecture: 'amd64', os: 'linux', ...config, rootfs: { type: 'layers', diff_ids: diffs } };
    const manifest = {
      schemaVersion: 2,
      config: this.document(content, `${OCI}.config.v1+json`),
      layers: descriptors,
      ...(annotations !== undefined && { annotations }),
    };
    return this.document(manifest, `${OCI}.manifest.v1+json`);
  }

  /** Adds an image to the index. */
  add(parts: ImageParts, descriptor: Readonly<Record<string, unknown>> = {}): this {
    const annotations = parts.tag === undefined ? {} : { 'org.opencontainers.image.ref.name': parts.tag };
    this.manifests.push({ ...this.image(parts), annotations, ...descriptor });
    return this;
  }

  /** With the two files at the top. */
  entries(): TarEntry[] {
    const index = JSON.stringify({ schemaVersion: 2, manifests: this.manifests });
    return [
      ...[...this.files].map(([name, content]) => ({ name, content })),
      { name: 'index.json', content: index },
      { name: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' },
    ];
  }

  tar(): Buffer {
    return tarOf(this.entries());
  }
}

/** A layout with one image, as a tar. */
export function ociImage(parts: ImageParts): Buffer {
  return new TestLayout().add(parts).tar();
}

/** What docker saved before it knew layouts: a folder for each layer, and layers that are there already as links. */
export function dockerImage({ layers = [], config = {}, tag = 'app:1' }: ImageParts): Buffer {
  const tars = layers.map((layer) => (Buffer.isBuffer(layer) ? layer : layerOf(layer)));
  const folders = new Map<string, string>();
  const entries = tars.flatMap((content, index): TarEntry[] => {
    const folder = sha256(`folder ${index}`);
    const known = folders.get(sha256(content));
    if (known === undefined) folders.set(sha256(content), folder);
    const layer = known === undefined ? { content } : { link: `../${known}/layer.tar` };
    return [
      { name: `${folder}/`, isFolder: true },
      { name: `${folder}/VERSION`, content: '1.0' },
      { name: `${folder}/layer.tar`, ...layer },
    ];
  });
  const rootfs = { type: 'layers', diff_ids: tars.map((tar) => `sha256:${sha256(tar)}`) };
  const document = JSON.stringify({ architecture: 'amd64', os: 'linux', ...config, rootfs });
  const name = `${sha256(document)}.json`;
  const manifest = [
    { Config: name, RepoTags: [tag], Layers: tars.map((_, index) => `${sha256(`folder ${index}`)}/layer.tar`) },
  ];
  return tarOf([...entries, { name, content: document }, { name: 'manifest.json', content: JSON.stringify(manifest) }]);
}

/** What docker saves today: a layout that has docker's own manifest too. */
export function dockerLayout(parts: ImageParts): Buffer {
  const layout = new TestLayout().add(parts);
  const [manifest] = layout.manifests.map(({ digest }) =>
    JSON.parse(String(layout.files.get(`blobs/${String(digest).replace(':', '/')}`))),
  );
  const nameOf = ({ digest }: { readonly digest: string }) => `blobs/${digest.replace(':', '/')}`;
  const saved = [
    { Config: nameOf(manifest.config), RepoTags: [parts.tag ?? 'app:1'], Layers: manifest.layers.map(nameOf) },
  ];
  return tarOf([...layout.entries(), { name: 'manifest.json', content: JSON.stringify(saved) }]);
}

/** A text as one frame of zstd that is not compressed: https://www.rfc-editor.org/rfc/rfc8878 */
export function zstdOf(bytes: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58])];
  const SIZE = 1 << 16;
  for (let at = 0; at < Math.max(1, bytes.length); at += SIZE) {
    const block = bytes.subarray(at, at + SIZE);
    const header = Buffer.alloc(3);
    header.writeUIntLE((block.length << 3) | (at + SIZE >= bytes.length ? 1 : 0), 0, 3);
    parts.push(header, block);
  }
  return Buffer.concat(parts);
}
